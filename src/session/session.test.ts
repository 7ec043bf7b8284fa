import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { runSimulatedHome } from '@/cli/simulated-devices';
import type { Batch } from '@/core/feed';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { allow, deny, noAccounts, openAccount, withAccount, withRole } from '@/embedded-broker/accounts';
import { hashPassword } from '@/embedded-broker/password';
import { openPassingMemory } from '@/history/device-memory';

import { conventions } from './conventions';
import { openSession, type Session } from './session';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function open(): Session {
  const session = openSession({
    conventions,
    clock: Date.now,
    random: Math.random,
    askForStates: true,
    shareAlerts: true,
    memory: openPassingMemory(),
  });
  ends.push(() => session.close());
  return session;
}

/** resolves with the first batch part that satisfies, from now on */
function until(session: Session, satisfies: (batch: Batch) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const feed = session.openFeed();
    const look = () => {
      const batch = feed.take();
      if (batch !== null && satisfies(batch)) resolve();
    };
    feed.onChange(look);
    look();
  });
}

const settled = (batch: Batch) => batch.listening?.phase === 'settled' && batch.listening.filters > 10;

async function mosquittoWithHome(): Promise<Mosquitto> {
  const broker = await startMosquitto({ users: { owner: 'o', bridge: 'b' } });
  ends.push(() => broker.stop());
  const home = runSimulatedHome({ url: broker.wsUrl, username: 'bridge', password: 'b', seed: 1, startAt: Date.now() });
  ends.push(() => home.close());
  await home.ready;
  return broker;
}

describe('a session on a real Mosquitto', { timeout: 30_000 }, () => {
  test('learns the whole home, asks its locks how they are, and locks one', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
    await isSettled;
    const door = [...session.home.devices.values()].find(({ name }) => name === 'Front door');
    expect(session.home.devices.size).toBe(20);
    const is = (state: string) =>
      until(session, ({ devices }) =>
        devices.some(({ id, state: { lock } }) => id === door?.id && lock?.value === state && !lock.retained),
      );
    await is('locked');
    expect(await session.command({ device: door?.id ?? '', command: { type: 'unlock' } })).toEqual({ outcome: 'sent' });
    await is('unlocked');
  });

  test('two pages of one session each hear everything', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const first = until(session, settled);
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
    await first;
    const late = session.openFeed().take();
    expect(late?.devices).toHaveLength(20);
    expect(late?.connection?.status).toBe('connected');
  });

  test('asks the bridge, and knows what it cannot ask', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
    await isSettled;
    const find = (name: string) => [...session.home.devices.values()].find((device) => device.name === name)?.id ?? '';
    expect(await session.bridgeHealth(find('Coordinator'))).toEqual({ outcome: 'healthy' });
    expect(await session.bridgeHealth(find('Front door'))).toEqual({ outcome: 'cannot' });
    expect(await session.command({ device: find('Hallway smoke'), command: { type: 'lock' } })).toEqual({
      outcome: 'refused',
      reason: 'cannot',
    });
  });
});

test('what the broker forbids to hear is named', { timeout: 30_000 }, async () => {
  const hears = (topic: string) => [allow('subscribePattern', topic), allow('publishClientReceive', topic)];
  const roles = [
    { name: 'bridge', acls: [...hears('#'), allow('publishClientSend', '#')] },
    { name: 'guest', acls: [...hears('#'), deny('subscribePattern', 'zigbee2mqtt/Front door/#')] },
  ].reduce(withRole, noAccounts);
  const accounts = [
    openAccount('bridge', await hashPassword('b'), ['bridge']),
    openAccount('guest', await hashPassword('g'), ['guest']),
  ].reduce(withAccount, roles);
  const broker: EmbeddedBroker = await openEmbeddedBroker({ port: 0, accounts });
  ends.push(() => broker.close());
  const home = runSimulatedHome({ url: broker.url, username: 'bridge', password: 'b', seed: 1, startAt: Date.now() });
  ends.push(() => home.close());
  await home.ready;
  const session = open();
  let denied: readonly string[] = [];
  const isTold = until(session, ({ withheld }) => {
    denied = withheld?.find(({ reason }) => reason === 'denied')?.topics ?? [];
    return denied.length > 0;
  });
  session.connect({ url: broker.url, username: 'guest', password: 'g' });
  await isTold;
  expect(denied).toEqual(['zigbee2mqtt/Front door/availability', 'zigbee2mqtt/Front door']);
});
