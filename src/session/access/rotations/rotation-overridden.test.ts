import { afterEach, expect, test, vi } from 'vitest';

import { passwords } from '../../../../e2e/brokers';
import { accountsOf, isRefused, openBrowser, openStory } from './rotation-story.testing';

afterEach(() => void vi.restoreAllMocks());

/** Lets the steady clock go on at once. */
function openHaste(): (ms: number) => void {
  const real = performance.now.bind(performance);
  let aheadMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => real() + aheadMs);
  return (ms) => void (aheadMs += ms);
}

/** longer than a device is given to say that it has started with what it was told */
const afterRestartMs = 16_000;

test(
  'a bridge whose environment says how it logs in takes no new log-in, and that is said in words; both stay valid',
  { timeout: 240_000 }, // the bridge starts anew, in real time
  async () => {
    const hurry = openHaste();
    const story = await openStory('mosquitto', 'cameras', { loginIsOverridden: true });
    const browser = await openBrowser(story.broker.url);
    const hub = () =>
      [...browser.session.home.devices.values()].find(({ login }) => login?.value.username === 'zigbee2mqtt');
    const sentence = () => browser.rotation('zigbee2mqtt')?.sentence ?? '';
    expect(await browser.session.access.answer('startRotation', { username: 'zigbee2mqtt' })).toEqual({
      outcome: 'started',
    });
    await browser.when(() => hub()?.reachability === 'offline');
    await browser.when(() => hub()?.reachability === 'online');
    hurry(afterRestartMs);
    await browser.when(() => sentence().includes('came back with its old log-in'));
    expect(sentence()).toContain('Look for an environment variable or a file that overrides its settings.');
    expect(browser.rotation('zigbee2mqtt')?.outcome).toBeNull();
    expect(await accountsOf(story, 'zigbee2mqtt')).toEqual(['zigbee2mqtt', 'zigbee2mqtt.a']);
    expect(await isRefused(story, 'zigbee2mqtt', passwords.zigbee2mqtt, 'zigbee2mqtt')).toBe(false);
  },
);
