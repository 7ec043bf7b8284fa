import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { runSimulatedHome } from '@/cli/simulated-devices';
import type { Batch } from '@/core/feed';
import { openEmbeddedBroker, type EmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { allow, deny, noAccounts, openAccount, withAccount, withRole } from '@/embedded-broker/accounts';
import { hashPassword } from '@/embedded-broker/password';
import { householdSize } from '@/simulator/household';

import type { Session } from './session';
import { openTestSession } from './session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function open(): Session {
  const session = openTestSession({ askForStates: true, shareAlerts: true });
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
    expect(session.home.devices.size).toBe(householdSize + 1);
    const is = (state: string) =>
      until(session, ({ devices }) =>
        devices.some(({ id, state: { lock } }) => id === door?.id && lock?.value === state && !lock.retained),
      );
    await is('locked');
    expect(await session.command({ device: door?.id ?? '', command: { type: 'unlock' } })).toEqual({ outcome: 'sent' });
    await is('unlocked');
  });

  test('shows the home of a browser that never says what it remembers', async () => {
    const broker = await mosquittoWithHome();
    const stuck = () => new Promise<never>(() => {});
    const session = openTestSession({ memory: { recall: stuck, remember: stuck } });
    ends.push(() => session.close());
    const isSettled = until(session, settled);
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
    await isSettled;
    expect(session.home.devices.size).toBe(householdSize + 1);
  });

  test('asks a device for its firmware, and tells how it went', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
    await isSettled;
    const fridge = [...session.home.devices.values()].find(({ name }) => name === 'Kitchen fridge');
    const isDone = until(
      session,
      ({ updates }) => updates?.tasks.length === 1 && updates.tasks.every(({ stage }) => stage.at === 'done'),
    );
    session.firmware({ type: 'add', work: 'check', devices: [fridge?.id ?? ''] });
    await isDone;
    expect(session.home.devices.get(fridge?.id ?? '')?.firmware?.value.updateAvailable).toBe(true);
  });

  test('two pages of one session each hear everything', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const first = until(session, settled);
    session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
    await first;
    const late = session.openFeed().take();
    expect(late?.devices).toHaveLength(householdSize + 1);
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

describe('the pages that share a session', { timeout: 30_000 }, () => {
  const owner = { username: 'owner', password: 'o' };
  function openPage(session: Session) {
    const feed = session.openFeed();
    return { feed, told: (): Batch => feed.take() ?? { devices: [], removed: [] } };
  }

  test('join its connection and do not make a second one', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.join({ url: broker.wsUrl, ...owner });
    session.join({ url: broker.wsUrl, ...owner });
    await isSettled;
    session.join({ url: broker.wsUrl, ...owner });
    session.join({ url: 'ws://127.0.0.1:1', ...owner });
    expect(session.openFeed().take()?.connection).toMatchObject({ status: 'connected', url: broker.wsUrl });
    expect(broker.log().match(/New client connected .* as gatehouse-/g)).toHaveLength(1);
  });

  test('a password that is newer than the one being tried is tried instead', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.join({ url: broker.wsUrl, username: 'owner', password: 'of the last run' });
    session.join({ url: broker.wsUrl, ...owner });
    await isSettled;
  });

  test('are told when one of them logs in as somebody else, and the home begins anew', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.connect({ url: broker.wsUrl, ...owner });
    await isSettled;
    const [mine, other] = [openPage(session), openPage(session)];
    expect(mine.told().devices).toHaveLength(householdSize + 1);
    other.told();
    session.connect({ url: broker.wsUrl, username: 'bridge', password: 'b' }, mine.feed);
    const isSettledAgain = until(session, settled);
    expect(session.home.devices.size).toBe(0);
    expect(mine.told()).toMatchObject({ elsewhere: null, removed: { length: householdSize + 1 }, problems: [] });
    expect(other.told().elsewhere).toEqual({ did: 'connect', url: broker.wsUrl, username: 'bridge' });
    await isSettledAgain;
    expect(other.told().devices).toHaveLength(householdSize + 1);
  });

  test('are told when one of them disconnects, and nothing of the home is left', async () => {
    const broker = await mosquittoWithHome();
    const session = open();
    const isSettled = until(session, settled);
    session.connect({ url: broker.wsUrl, ...owner });
    await isSettled;
    const [mine, other] = [openPage(session), openPage(session)];
    await session.disconnect(mine.feed);
    expect(mine.told()).toMatchObject({ connection: { status: 'idle' }, elsewhere: null, devices: [] });
    expect(other.told()).toMatchObject({ connection: { status: 'idle' }, elsewhere: { did: 'disconnect' } });
    expect(openPage(session).told()).toMatchObject({ elsewhere: null, devices: [], problems: [] });
    expect(session.healthSeries('ieee:0x00124b0018000101')).toEqual([]);
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
