import { afterEach, describe, expect, test, vi } from 'vitest';

import type { Broker } from '@/broker/broker';
import { startMosquitto } from '@/broker/mosquitto.testing';
import { watcherSpeaks, type Watch, type Watcher } from '@/core/watcher';
import { root } from '@/embedded-broker/dynamic-security/commands.testing';
import { openConsole } from '@/embedded-broker/dynamic-security/console.testing';

import { gatherTold, openTestSession } from '../session.testing';
import { readWatcher, watcherTopic, watcherWill, writeWatcher } from './watcher-line';
import { openWatching, type WatchDuty } from './watching';

const minute = 60_000;
const watcher: Watcher = { since: 1, publishes: true, ways: ['ntfy'], last: null, waiting: 0 };
const duty: WatchDuty = { about: () => watcher, test() {} };
const bytes = (text: string) => new TextEncoder().encode(text);

const start = 1_000_000_000;

/** Someone who hears who watches, and whose time passes a look a second. */
function open(whose: WatchDuty | null = null) {
  let now = start;
  const told: Watch[] = [];
  const said: string[] = [];
  const watching = openWatching({ duty: whose, clock: () => now, tell: (watch) => told.push(watch) });
  const broker: Pick<Broker, 'subscribe' | 'publish'> = {
    subscribe: async () => [],
    async publish({ payload }) {
      said.push(payload);
      return { outcome: 'sent' };
    },
  };
  const hear = (payload: string, retained = false) =>
    watching.hear({ topic: watcherTopic, payload: bytes(payload), retained, at: now });
  return {
    watching,
    told,
    said,
    hear,
    /** connected, and what the broker remembers is read */
    connect(remembered: string | null = null) {
      watching.join(broker as Broker); // it asks no more of one
      if (remembered !== null) hear(remembered, true);
      watching.lookedOver();
    },
    pass(ms: number, lookMs = 1_000) {
      for (let passed = 0; passed < ms; passed += lookMs) {
        now += lookMs;
        watching.tick();
      }
    },
  };
}
/** said so many ms after the story began */
const line = (after: number) => writeWatcher({ ...watcher, saidAt: start + after }).payload;

describe('a watcher', () => {
  test('says every two minutes that it is there, each time with the moment', () => {
    const { said, connect, pass } = open(duty);
    connect();
    pass(5 * minute);
    expect(said.map((one) => JSON.parse(one) as unknown)).toEqual(
      [0, 2, 4].map((minutes) => ({ state: 'online', ...watcher, saidAt: start + minutes * minute })),
    );
  });

  test('that just said something has said that it is there, and one that is not connected says nothing', () => {
    const { watching, said, connect, pass } = open(duty);
    connect();
    pass(minute);
    watching.say();
    pass(2 * minute - 1_000);
    expect(said).toHaveLength(2);
    watching.leave();
    pass(10 * minute);
    expect(said).toHaveLength(2);
  });
});

describe('a page', () => {
  test('believes what the broker remembers of a watcher for as long as it may be true, and then says how long it is silent', () => {
    const { watching, told, connect, pass } = open();
    connect(line(5));
    pass(4 * minute - 1_000);
    expect(watching.now).toEqual({ status: 'there', watcher: { ...watcher, saidAt: start + 5 } });
    expect(watcherSpeaks(watching.now, { days: 90, of: 14 })).toBe(true);
    pass(1_000);
    expect(watching.now).toMatchObject({ status: 'silent', minutes: 4 });
    expect(watcherSpeaks(watching.now, { days: 90, of: 14 })).toBe(false);
    pass(3 * minute);
    expect(told.map((watch) => ('minutes' in watch ? watch.minutes : watch.status))).toEqual(['there', 4, 5, 6, 7]);
  });

  test('believes a watcher that goes on speaking, and again one that was silent', () => {
    const { watching, told, connect, hear, pass } = open();
    connect(line(1));
    for (let said = 2; said < 10; said++) {
      pass(2 * minute);
      hear(line(said));
    }
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['there']));
    pass(5 * minute);
    expect(watching.now.status).toBe('silent');
    hear(line(3)); // its clock was set back: only that it speaks counts
    expect(watching.now.status).toBe('there');
    hear(watcherWill.payload);
    pass(5 * minute);
    expect(watching.now.status).toBe('gone');
  });

  test('takes what it heard before, read again after a lost connection, for no new word', () => {
    const { watching, connect, pass } = open();
    connect(line(5));
    pass(3 * minute);
    watching.leave();
    connect(line(5));
    pass(minute);
    expect(watching.now.status).toBe('silent');
    watching.leave();
    connect(line(6));
    expect(watching.now.status).toBe('there');
  });

  test('that was away, or slept, has listened no longer', () => {
    const { watching, connect, pass } = open();
    connect(line(5));
    watching.leave();
    pass(20 * minute); // the broker was away: for the watcher too
    connect(line(5));
    pass(8 * 60 * minute, 8 * 60 * minute);
    pass(2 * minute);
    expect(watching.now.status).toBe('unheard');
    pass(minute);
    expect(watching.now.status).toBe('silent');
  });

  test('that is opened over a watcher that fell silent hours ago does not believe its last line for a moment', () => {
    const { watching, told, connect, hear, pass } = open();
    connect(line(-185 * minute));
    expect(told).toEqual([{ status: 'unheard', watcher: { ...watcher, saidAt: start - 185 * minute }, minutes: 185 }]);
    pass(4 * minute);
    expect(watching.now).toMatchObject({ status: 'silent', minutes: 189 });
    hear(line(4 * minute));
    expect(watching.now.status).toBe('there');
  });

  test('believes one that said it while two clocks may be apart, and one whose clock it knows to be wrong', () => {
    const { watching, connect, hear, pass } = open();
    connect(line(-6 * minute));
    expect(watching.now.status).toBe('there');
    hear(line(-5 * 60 * minute)); // five hours behind, and there
    watching.leave();
    pass(3 * minute);
    connect(line(-5 * 60 * minute + 2 * minute));
    expect(watching.now.status).toBe('there');
    watching.leave();
    pass(4 * 60 * minute, 4 * 60 * minute);
    connect(line(-5 * 60 * minute + 4 * minute));
    expect(watching.now).toMatchObject({ status: 'unheard', minutes: 239 });
  });

  test('that watched with another home’s clock in mind knows no clock of the next one', () => {
    const { watching, connect, hear } = open();
    connect(line(0));
    hear(line(-5 * 60 * minute));
    watching.leave();
    watching.forget();
    connect(line(-5 * 60 * minute));
    expect(watching.now.status).toBe('unheard');
  });

  test('does not know for ever of an older watcher, which says it once, whether it runs', () => {
    const { watching, connect, pass } = open();
    connect(writeWatcher(watcher).payload);
    expect(watching.now).toEqual({ status: 'there', watcher });
    pass(4 * minute);
    expect(watching.now).toMatchObject({ status: 'silent', minutes: 4 });
  });
});

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test(
  'a watcher whose account is disabled stays in the broker’s memory as if it were there, and the page notices',
  { timeout: 60_000 },
  async () => {
    const broker = await startMosquitto({ dynamicSecurity: { admin: root } });
    ends.push(() => broker.stop());
    const admin = await openConsole(broker.wsUrl, { ...root, protocolVersion: 5 });
    ends.push(() => admin.close());
    const allow = (acltype: string) => ({ acltype, topic: '#', allow: true });
    const acls = ['publishClientSend', 'publishClientReceive', 'subscribePattern'].map(allow);
    await admin.ask(
      { command: 'createRole', rolename: 'everything', acls },
      ...['watcher', 'anna'].flatMap((username) => [
        { command: 'createClient', username, password: 'p' },
        { command: 'addClientRole', username, rolename: 'everything' },
      ]),
    );
    let aheadMs = 0;
    const enter = (watchDuty?: WatchDuty) => {
      const clock = () => Date.now() + aheadMs;
      const session = openTestSession({ clock, ...(watchDuty !== undefined && { watchDuty }) });
      ends.push(() => session.close());
      const username = watchDuty === undefined ? 'anna' : 'watcher';
      session.connect({ url: broker.wsUrl, username, password: 'p' });
      return gatherTold(session);
    };
    const self = enter(duty);
    await self.settled;
    const page = enter();
    await page.when(() => page.news.watch?.status === 'there');
    await page.settled;
    for (let minutes = 0; minutes < 6; minutes++) {
      aheadMs += minute;
      const saidAt = Date.now() + aheadMs - 2 * minute;
      await vi.waitFor(
        () => expect(page.news.watch).toMatchObject({ watcher: { saidAt: expect.toSatisfy((at) => at > saidAt) } }),
        { timeout: 10_000 },
      );
      expect(page.news.watch?.status).toBe('there');
    }

    await admin.ask({ command: 'disableClient', username: 'watcher' });
    await self.when(() => self.news.connection?.status !== 'connected');
    await vi.waitFor(
      () => {
        aheadMs += minute;
        expect(page.news.watch).toMatchObject({ status: 'silent', minutes: 4 });
      },
      { timeout: 20_000, interval: 500 },
    );
    const remembered = await admin.guest.client
      .subscribeAsync(watcherTopic)
      .then(() => admin.guest.heard(watcherTopic));
    expect(readWatcher({ payload: bytes(remembered.text) })).toMatchObject({ status: 'there' });
  },
);
