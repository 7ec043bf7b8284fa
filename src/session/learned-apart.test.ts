import { connectAsync } from 'mqtt';
import { afterEach, expect, test } from 'vitest';

import { day, hour, openLivedHome } from '@/detection/learned/habits.testing';
import { saveHomeMemory } from '@/detection/learned/memory';
import { part } from '@/detection/timeline.testing';
import { allow, noAccounts, openAccount, withAccount, withRole } from '@/embedded-broker/accounts';
import { openEmbeddedBroker } from '@/embedded-broker/embedded-broker';
import { hashPassword } from '@/embedded-broker/password';

import { gatherTold, openTestSession } from './session.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const lock = 'ieee:0x0a';
const exposes = [
  { type: 'lock', features: [{ type: 'binary', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }] },
];
const household = [
  { ieee_address: '0x0a', friendly_name: 'Door', type: 'EndDevice', definition: { model: 'Y', exposes } },
];

/** What a browser knows that was there for so many days, in which the door was opened once a day, half a day from now. */
function habitsOf(days: number, lateMs: number) {
  const home = openLivedHome({ devices: { [lock]: part('lock', ['lock']) } });
  const today = Date.now() - (Date.now() % hour);
  for (let at = today - days * day; at < today; at += hour) {
    home.say(at, lock, [{ type: 'signal', lqi: 90 }]);
    if ((today - at) % day !== day / 2) continue;
    home.state(at + lateMs, lock, { lock: 'unlocked' });
    home.state(at + lateMs + 30_000, lock, { lock: 'locked' });
  }
  return saveHomeMemory(home.memory);
}

test(
  'browsers of two people that learned apart tell the same unusual thing as one alert',
  { timeout: 30_000 },
  async () => {
    const everything = ['publishClientSend', 'publishClientReceive', 'subscribePattern'] as const;
    const accounts = withAccount(
      withRole(noAccounts, { name: 'all', acls: everything.map((type) => allow(type, '#')) }),
      openAccount('owner', await hashPassword('o', { iterations: 1_000 }), ['all']),
    );
    const broker = await openEmbeddedBroker({ port: 0, accounts });
    ends.push(() => broker.close());
    const login = { username: 'owner', password: 'o' };
    const bridge = await connectAsync(broker.url, login);
    ends.push(() => bridge.endAsync(true));
    const say = (topic: string, payload: unknown, retain = false) =>
      bridge.publishAsync(`z/${topic}`, JSON.stringify(payload), { retain, qos: 1 });
    await say('bridge/state', { state: 'online' }, true);
    await say('bridge/devices', household, true);
    await say('Door', { state: 'LOCK' }, true);

    const open = async (days: number, lateMs: number) => {
      const memory = { recall: async () => habitsOf(days, lateMs), remember: async () => true };
      const habits = { memory, isMine: () => true };
      const session = openTestSession({ shareAlerts: true, habits, timeZone: 'UTC' });
      ends.push(() => session.close());
      const told = gatherTold(session);
      session.connect({ url: broker.url, ...login });
      await told.settled;
      return session;
    };
    const [hers, his] = await Promise.all([open(21, 0), open(30, 20 * 60_000)]);
    await say('Door', { state: 'UNLOCK' });
    const odd = (session: typeof hers) => [...session.alerts.values()].filter((one) => one.class === 'lock_odd_hours');
    // each knows it by its own past, and by the other's
    const texts = (session: typeof hers) => odd(session).flatMap(({ evidence }) => evidence.map(({ text }) => text));
    await expect
      .poll(() => [hers, his].map((one) => [odd(one).length, texts(one).length]), { timeout: 20_000 })
      .toEqual([
        [1, 2],
        [1, 2],
      ]);
    expect(odd(hers)[0]?.id).toBe(odd(his)[0]?.id);
  },
);
