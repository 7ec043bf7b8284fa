import { connectAsync, type MqttClient } from 'mqtt';
import { afterEach, expect, test, vi } from 'vitest';

import { alertId, type AlertClass } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import type { Watcher } from '@/core/watcher';
import { day, hour, openLivedHome } from '@/detection/learned/habits.testing';
import { saveHomeMemory } from '@/detection/learned/memory';
import { part } from '@/detection/timeline.testing';
import { allow, noAccounts, openAccount, withAccount, withRole, type Accounts } from '@/embedded-broker/accounts';
import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';

import { topicOf, writeAlert } from '../alerts/alert-line';
import type { Session } from '../session';
import { gatherTold, openTestSession } from '../session.testing';
import { readSpeaker, speakerTopic } from './speaker-line';
import { watcherWill, writeWatcher } from '../watching/watcher-line';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const within = { timeout: 20_000 };
const lock = 'ieee:0x0a';
const exposes = [
  { type: 'lock', features: [{ type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }] },
];
const household = [
  { ieee_address: '0x0a', friendly_name: 'Door', type: 'EndDevice', definition: { model: 'Y', exposes } },
];

/** What a browser knows that was there for so many days, in which the door was opened once a day, half a day from now. */
function habitsOf(days: number) {
  const home = openLivedHome({ devices: { [lock]: part('lock', ['lock']) } });
  const today = Date.now() - (Date.now() % hour);
  for (let at = today - days * day; at < today; at += hour) {
    home.say(at, lock, [{ type: 'signal', lqi: 90 }]);
    if ((today - at) % day !== day / 2) continue;
    home.state(at, lock, { lock: 'unlocked' });
    home.state(at + 30_000, lock, { lock: 'locked' });
  }
  return saveHomeMemory(home.memory);
}

async function accounts(): Promise<Accounts> {
  const hears = (['publishClientReceive', 'subscribePattern'] as const).map((type) => allow(type, '#'));
  const roles = withRole(withRole(noAccounts, { name: 'hears', acls: hears }), {
    name: 'all',
    acls: [...hears, allow('publishClientSend', '#')],
  });
  const password = await hashPassword('o', { iterations: 1_000 });
  return withAccount(
    withAccount(roles, openAccount('owner', password, ['all'])),
    openAccount('guest', password, ['hears']),
  );
}

async function openHousehold() {
  const broker = await openEmbeddedBroker({ port: 0, accounts: await accounts() });
  ends.push(() => broker.close());
  const bridge: MqttClient = await connectAsync(broker.url, { username: 'owner', password: 'o' });
  ends.push(() => bridge.endAsync(true));
  const publish = (topic: string, payload: string, retain = false) =>
    bridge.publishAsync(topic, payload, { retain, qos: 1 });
  const say = (topic: string, payload: unknown, retain = false) =>
    publish(`z/${topic}`, JSON.stringify(payload), retain);
  await say('bridge/state', { state: 'online' }, true);
  await say('bridge/devices', household, true);
  await say('Door', { state: 'LOCK' }, true);
  let speaker: string | null = null;
  let words = 0;
  bridge.on('message', (_topic, payload) => {
    const told = readSpeaker({ payload: Uint8Array.from(payload) });
    words += 1;
    if (told === 'nobody') speaker = null;
    else if (told !== null && told !== 'asks') speaker = whose(told.days);
  });
  await bridge.subscribeAsync(speakerTopic);

  return {
    publish,
    say,
    /** as the broker tells it; null: nobody */
    speaks: () => speaker,
    words: () => words,
    async enter(days: number, username = 'owner', { watches = false } = {}) {
      const memory = { recall: async () => habitsOf(days), remember: async () => true };
      const about = (): Watcher => {
        const learned = session.learning.progress(null);
        return { since: 1, publishes: true, ways: [], last: null, waiting: 0, ...(learned !== null && { learned }) };
      };
      const session: Session = openTestSession({
        shareAlerts: true,
        habits: { memory, isMine: () => true },
        timeZone: 'UTC',
        ...(watches && { watchDuty: { about, test() {} } }),
      });
      ends.push(() => session.close());
      const told = gatherTold(session);
      session.connect({ url: broker.url, username, password: 'o' });
      await told.settled;
      return session;
    },
  };
}

const ofClass = (session: Session, kind: AlertClass) =>
  [...session.alerts.values()].filter((one) => one.class === kind);
const whose = (days: number) => (days > 25 ? 'his' : 'hers');
/** by whose past an opened door is unusual, as each alert says it */
const reasons = (session: Session) =>
  ofClass(session, 'lock_odd_hours').flatMap(({ evidence }) =>
    evidence.map(({ text }) => whose(Number(/in (\d+) days/.exec(text)?.[1]))),
  );
const isLocked = (session: Session) => session.home.devices.get(lock)?.state.lock?.value === 'locked';

/** He came first, and answered when she asked. */
async function enterBoth() {
  const home = await openHousehold();
  const his = await home.enter(30);
  await vi.waitFor(() => expect(home.speaks()).toBe('his'), within);
  const hers = await home.enter(21);
  await vi.waitFor(() => expect([home.speaks(), home.words()]).toEqual(['his', 3]), within);
  return { ...home, his, hers };
}

test('of the browsers of two people one speaks of what was learned', { timeout: 60_000 }, async () => {
  const { his, hers, say } = await enterBoth();
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect([his, hers].map(reasons)).toEqual([['his'], ['his']]), within);
  await say('Door', { state: 'LOCK' });
  await vi.waitFor(() => expect([his, hers].map(isLocked)).toEqual([true, true]), within);
  expect([his, hers].map(reasons)).toEqual([['his'], ['his']]);
});

test('the other speaks of it when that one is gone', { timeout: 60_000 }, async () => {
  const { his, hers, say, speaks } = await enterBoth();
  await his.close();
  await vi.waitFor(() => expect(speaks()).toBe('hers'), within);
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect(reasons(hers)).toEqual(['hers']), within);
});

test('no browser speaks of it where a watcher does, and one when it is gone', { timeout: 60_000 }, async () => {
  const { his, hers, publish, say, speaks } = await enterBoth();
  const watcher = writeWatcher({ since: 1, publishes: true, ways: [], last: null, waiting: 0 });
  await publish(watcher.topic, watcher.payload, true);
  await vi.waitFor(() => expect(speaks()).toBeNull(), within);
  await say('Door', { state: 'UNLOCK' });
  await say('Door', { state: 'LOCK' });
  await publish(watcherWill.topic, watcherWill.payload, true);
  await vi.waitFor(() => expect(speaks()).not.toBeNull(), within);
  expect([his, hers].map(reasons)).toEqual([[], []]);
});

test('beside a watcher that still learns a browser speaks that has learned', { timeout: 90_000 }, async () => {
  const { enter, say, speaks } = await openHousehold();
  const young = await enter(0, 'owner', { watches: true });
  const hers = await enter(21);
  await vi.waitFor(() => expect(speaks()).toBe('hers'), within);
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect([young, hers].map(reasons)).toEqual([['hers'], ['hers']]), within);
  await say('Door', { state: 'LOCK' });
  await vi.waitFor(() => expect([young, hers].map(isLocked)).toEqual([true, true]), within);
  expect([young, hers].map(reasons)).toEqual([['hers'], ['hers']]);
});

test('and leaves it to the watcher from the day on when that one has learned', { timeout: 60_000 }, async () => {
  const { hers, his, publish, say, speaks } = await enterBoth();
  const tell = (days: number) => {
    const learned = { days, of: 14 };
    const watcher = writeWatcher({ since: 1, publishes: true, ways: [], last: null, waiting: 0, learned });
    return publish(watcher.topic, watcher.payload, true);
  };
  await tell(14);
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect([his, hers].map(reasons)).toEqual([['his'], ['his']]), within);
  await say('Door', { state: 'LOCK' });
  await tell(15);
  await vi.waitFor(() => expect(speaks()).toBeNull(), within);
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect([his, hers].map(isLocked)).toEqual([false, false]), within);
  expect([his, hers].map(reasons)).toEqual([['his'], ['his']]);
});

test('a watcher that has learned speaks of it, and no browser', { timeout: 90_000 }, async () => {
  const { enter, say, speaks } = await openHousehold();
  const old = await enter(30, 'owner', { watches: true });
  const hers = await enter(21);
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect([old, hers].map(reasons)).toEqual([['his'], ['his']]), within);
  await say('Door', { state: 'LOCK' });
  await vi.waitFor(() => expect([old, hers].map(isLocked)).toEqual([true, true]), within);
  expect([old, hers].map(reasons)).toEqual([['his'], ['his']]);
  expect(speaks()).toBeNull();
});

test('a browser that may not share what it finds says it for itself', { timeout: 60_000 }, async () => {
  const { enter, say, speaks } = await openHousehold();
  const guest = await enter(21, 'guest');
  await say('Door', { state: 'UNLOCK' });
  await vi.waitFor(() => expect(reasons(guest)).toEqual(['hers']), within);
  expect(speaks()).toBeNull();
});

test('who speaks next says when it is over what was told before', { timeout: 60_000 }, async () => {
  const { his, hers, publish, say, speaks } = await enterBoth();
  const about = { class: 'silent_device', subject: `${lock} habit`, device: lock, t: Date.now() } as const;
  const silent = alertOf({ ...about, id: alertId(about.class, about.subject, about.t), endedAt: null });
  await publish(topicOf(silent.id), writeAlert(silent), true);
  await vi.waitFor(() => expect(ofClass(hers, 'silent_device')).toMatchObject([{ endedAt: null }]), within);
  await his.close();
  await vi.waitFor(() => expect(speaks()).toBe('hers'), within);
  await say('Door', { state: 'LOCK' });
  await vi.waitFor(
    () => expect(ofClass(hers, 'silent_device')).toMatchObject([{ state: 'resolved', endedAt: expect.any(Number) }]),
    within,
  );
});
