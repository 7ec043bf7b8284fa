import { afterEach, describe, expect, test } from 'vitest';

import { runSimulatedHome, type RunningHome } from '@/cli/simulated-devices';
import { openWatchedBroker } from '@/broker/watched-broker.testing';
import type { Rotation } from '@/core/rotation';
import { openDynamicSecurity, type DynamicSecurity } from '@/credentials/authority/dynamic-security';
import { knock } from '@/embedded-broker/guest.testing';

import { cameraPasswords, passwords, startBroker, type BrokerKind, type StoryBroker } from '../../../e2e/brokers';
import type { Session } from '../session';
import { openTestSession } from '../session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Browser = {
  readonly session: Session;
  /** the newest word on each account */
  rotation(account: string): Rotation | undefined;
  /** resolves when `look` finds something */
  when<T>(look: () => T | null | undefined | false): Promise<T>;
  close(): Promise<void>;
};

/** A browser of the owner, who is the administrator too. */
async function openBrowser(url: string): Promise<Browser> {
  const session = openTestSession();
  ends.push(() => session.close());
  let rotations: readonly Rotation[] = [];
  let settled = false;
  const waiting = new Set<() => void>();
  const feed = session.openFeed();
  feed.onChange(() =>
    queueMicrotask(() => {
      const batch = feed.take();
      rotations = batch?.rotations ?? rotations;
      settled ||= batch?.listening?.phase === 'settled';
      for (const look of waiting) look();
    }),
  );
  const browser: Browser = {
    session,
    rotation: (account) => rotations.find((one) => one.account === account),
    when: (look) =>
      new Promise((resolve) => {
        const attempt = () => {
          const found = look();
          if (!found) return;
          waiting.delete(attempt);
          resolve(found);
        };
        waiting.add(attempt);
        attempt();
      }),
    close: () => session.close(),
  };
  session.connect({ url, username: 'owner', password: passwords.owner });
  await browser.when(() => settled);
  const state = await session.access.answers.openAdmin({ username: 'admin', password: passwords.admin });
  expect(state).toMatchObject({ status: 'open', username: 'admin' });
  return browser;
}

type Story = { readonly broker: StoryBroker; readonly home: RunningHome; readonly admin: DynamicSecurity };

async function openStory(kind: BrokerKind): Promise<Story> {
  const broker = await startBroker(kind);
  ends.push(() => broker.stop());
  const home = runSimulatedHome({
    url: broker.url,
    username: 'zigbee2mqtt',
    password: passwords.zigbee2mqtt,
    seed: 3,
    startAt: Date.now(),
    cameras: cameraPasswords,
  });
  ends.push(() => home.close());
  await home.ready;
  const office = openWatchedBroker({ url: broker.url, username: 'admin', password: passwords.admin });
  ends.push(() => office.close());
  await office.until('connected');
  return { broker, home, admin: openDynamicSecurity(office, { username: 'admin', random: Math.random }) };
}

async function accountsOf({ admin }: Story, device: string): Promise<readonly string[]> {
  const names = await admin.listClientNames();
  if (names.outcome === 'failed') throw new Error('The broker does not tell its accounts.');
  return names.value.filter((username) => username === device || username.startsWith(`${device}.`));
}

/** Somebody who comes with the device's old password. */
async function isRefused({ broker }: Story, username: string, password: string, clientId: string): Promise<boolean> {
  const guest = knock(broker.url, { username, password, clientId, protocolVersion: 5 });
  const refused = await Promise.race([guest.next('error').then(() => true), guest.next('connect').then(() => false)]);
  await guest.client.endAsync(true);
  return refused;
}

const drive = 'drive-camera';
const oldPassword = cameraPasswords.get(drive) ?? '';

describe.each(['embedded', 'mosquitto'] as const)('on the %s broker', { timeout: 120_000 }, (kind) => {
  test('a camera gets a new password, stays, and the old one is good for nothing', async () => {
    const story = await openStory(kind);
    const browser = await openBrowser(story.broker.url);
    expect(await browser.session.access.answers.startRotation({ username: `${drive}.a` })).toEqual({
      outcome: 'started',
    });
    const rotation = await browser.when(() => browser.rotation(drive)?.outcome && browser.rotation(drive));
    expect(rotation).toMatchObject({ outcome: 'replaced', way: 'two-slots', name: 'Drive camera' });
    expect(rotation.steps.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'done'));
    expect(await accountsOf(story, drive)).toEqual([`${drive}.b`]);
    expect(await isRefused(story, `${drive}.a`, oldPassword, drive)).toBe(true);
    const camera = [...browser.session.home.devices.values()].find(({ name }) => name === 'Drive camera');
    expect(camera?.reachability).toBe('online');
  });

  test('the bridge gets a new log-in by command, comes back with it, and the old one is good for nothing', async () => {
    const story = await openStory(kind);
    const browser = await openBrowser(story.broker.url);
    expect(await browser.session.access.answers.startRotation({ username: 'zigbee2mqtt' })).toEqual({
      outcome: 'started',
    });
    const rotation = await browser.when(
      () => browser.rotation('zigbee2mqtt')?.outcome && browser.rotation('zigbee2mqtt'),
    );
    expect(rotation).toMatchObject({ outcome: 'replaced', way: 'one-slot' });
    expect(await accountsOf(story, 'zigbee2mqtt')).toEqual(['zigbee2mqtt.a']);
    expect(await isRefused(story, 'zigbee2mqtt', passwords.zigbee2mqtt, 'zigbee2mqtt')).toBe(true);
    await browser.when(() =>
      [...browser.session.home.devices.values()].find(
        ({ kind: what, reachability }) => what === 'hub' && reachability === 'online',
      ),
    );
  });
});
