import { expect, test } from 'vitest';

import { cameraPasswords, passwords } from '../../../../e2e/brokers';
import { accountsOf, isRefused, openBrowser, openStory, type Browser } from '../rotations/rotation-story.testing';

const garage = 'garage-camera';
const cameras = ['drive-camera', 'garden-camera', 'front-doorbell'];
/** the bridge, which is the last, takes a while to start anew: the long run waits for it too */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;

/** Asks until the queue stands as it should. */
async function untilBatch(
  { session }: Browser,
  isSo: (states: ReadonlyMap<string, string>) => boolean,
  everyMs = 200,
): Promise<ReadonlyMap<string, string>> {
  for (;;) {
    const told = await session.access.answer('batch', {});
    const parts = told.outcome === 'told' ? told.parts : null; // it did not answer, or nobody is signed in
    const states = parts && new Map(parts.map(({ account, state }) => [account, state]));
    if (states !== null && isSo(states)) return states;
    await new Promise((resolve) => void setTimeout(resolve, everyMs));
  }
}

test(
  'a queue that one browser has begun is gone on with in another, to the end: no old password is good for anything',
  { timeout: 300_000 },
  async () => {
    const story = await openStory('embedded');
    const first = await openBrowser(story.broker.url);
    const all = [...cameras, 'zigbee2mqtt'];
    await first.when(() => [...first.session.home.devices.values()].filter(({ login }) => login !== null).length > 3);
    await first.session.access.answer('goOnWithBatch', { withoutBackup: true });
    // looked at more often than one of them takes: the others wait then
    await untilBatch(first, (states) => all.some((one) => states.get(one) === 'running'), 20);
    await first.session.access.answer('pauseBatch', {});
    const left = await untilBatch(first, (states) => ![...states.values()].includes('running'));
    expect(all.filter((one) => left.get(one) === 'waiting')).not.toEqual([]);
    await first.close();

    const second = await openBrowser(story.broker.url);
    await second.session.access.answer('goOnWithBatch', { withoutBackup: false });
    await untilBatch(second, (states) => (isLong ? all : cameras).every((one) => states.get(one) === 'done'));
    for (const id of cameras) {
      expect(await accountsOf(story, id)).toEqual([`${id}.b`]);
      expect(await isRefused(story, `${id}.a`, cameraPasswords.get(id) ?? '', id)).toBe(true);
    }
    if (isLong) expect(await isRefused(story, 'zigbee2mqtt', passwords.zigbee2mqtt, 'zigbee2mqtt')).toBe(true);
    // what was not there kept what it had
    expect(await accountsOf(story, garage)).toEqual([`${garage}.a`]);
  },
);
