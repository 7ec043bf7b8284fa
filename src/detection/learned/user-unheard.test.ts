import { expect, test } from 'vitest';

import type { Evidence, Sighting } from '@/core/alerts/alert';
import { unreadableName, type Happening } from '@/core/happening';

import { openCounts } from '../counts';
import { contextThatHears } from '../rule.testing';
import { part } from '../timeline.testing';
import { day, monday, openLivedHome } from './habits.testing';
import { openLocalTime } from './local-time';
import { openHomeMemory } from './memory';
import { userUnheard } from './user-unheard';

const household = ['owner', 'phone', 'bridge', 'frigate', 'doorbell', 'heating', 'vacuum'];

/** A watcher that hears the broker's log; `kept`: what an earlier one counted. */
function openWatch({
  kept,
  mayRaise = () => true,
}: { readonly kept?: unknown; readonly mayRaise?: () => boolean } = {}) {
  const counts = openCounts(kept);
  const seen: Sighting[] = [];
  const more: Evidence[] = [];
  const rule = userUnheard({
    ...contextThatHears(seen, counts),
    say: (_type, _cause, evidence) => void more.push(evidence),
    memory: openHomeMemory(),
    mayRaise,
    localTime: openLocalTime(() => 0),
  });
  const happen = (onDay: number, what: Parameters<typeof rule.happen>[0]) => rule.happen(what, onDay);
  const come = (onDay: number, username: string | null, minutes = 0) =>
    happen(onDay, {
      type: 'log-in',
      at: monday + onDay * day + minutes * 60_000,
      username,
      clientId: 'c1',
      address: '192.168.1.66',
    } satisfies Happening);
  return {
    seen,
    more,
    kept: counts.kept,
    come,
    happen,
    /** everybody of these comes once a day */
    live(from: number, to: number, users = household) {
      for (let one = from; one < to; one++) for (const user of users) come(one, user);
    },
  };
}

test('a name that was never heard is told once it is known who comes: after more than fourteen days', () => {
  const { come, live, seen } = openWatch();
  live(0, 14);
  come(13, 'early');
  live(14, 30);
  expect(seen).toEqual([]);
  come(30, 'nobody-knows');
  come(31, 'nobody-knows');
  expect(seen).toMatchObject([
    {
      class: 'policy_violation',
      subject: 'log-in nobody-knows',
      title: 'Somebody logged in as nobody-knows, of whom your broker never told before',
      evidence: [
        {
          text: 'The client c1 came in from 192.168.1.66 as nobody-knows; on 30 days others logged in, and nobody ever did so',
        },
      ],
      fix: { kind: 'show-access' },
    },
  ]);
});

test('whoever comes without a name where nobody ever did is told too', () => {
  const { come, live, seen } = openWatch();
  live(0, 30);
  come(30, null);
  expect(seen).toMatchObject([
    {
      subject: 'log-in without a name',
      title: 'Your broker let somebody in without a log-in, for the first time',
    },
  ]);
});

test('where devices hardly ever log in, nobody knows who is still to come, and nothing is told', () => {
  const { come, live, seen } = openWatch();
  live(0, 30, ['owner', 'phone']);
  for (let device = 0; device < 20; device++) come(device, `plug-${device}`);
  come(30, 'plug-20');
  expect(seen).toEqual([]);
});

test('who sets up new devices on one evening is told once', () => {
  const { come, live, more, seen } = openWatch();
  live(0, 40);
  for (let device = 0; device < 12; device++) come(40, `lamp-${device}`, device * 5);
  expect(seen.map(({ subject }) => subject)).toEqual(['log-in lamp-0']);
  expect(more.length).toBeLessThanOrEqual(3);
  live(41, 60);
  expect(seen).toHaveLength(1);
});

test('an account that an administrator makes is told by another rule, and not again when it is used', () => {
  const { come, happen, live, seen } = openWatch();
  live(0, 40);
  happen(40, {
    type: 'administered',
    at: monday + 40 * day,
    clientId: 'c2',
    username: 'admin',
    command: 'createClient',
    about: 'guest',
  });
  come(40, 'guest');
  come(40, unreadableName);
  expect(seen).toEqual([]);
});

test('what was heard before a restart is known after it, and whoever may not speak only learns', () => {
  const before = openWatch({ mayRaise: () => false });
  before.live(0, 30);
  before.come(30, 'tenant');
  expect(before.seen).toEqual([]);
  const after = openWatch({ kept: JSON.parse(JSON.stringify(before.kept())) });
  after.live(31, 32);
  after.come(32, 'tenant');
  after.come(33, 'nobody-knows');
  expect(after.seen.map(({ subject }) => subject)).toEqual(['log-in nobody-knows']);
});

test('of names that somebody makes up by the hundred those are forgotten that came once', () => {
  const { come, live, seen, kept } = openWatch();
  live(0, 30);
  for (let one = 0; one < 2_000; one++) come(30, `made-up-${one}`);
  const users = kept().parts['days of log-ins'] as readonly (readonly [string, unknown])[];
  expect(users).toHaveLength(500);
  expect(users.map(([name]) => name)).toEqual(expect.arrayContaining(household));
  expect(seen).toHaveLength(1);
});

test('it is part of what is learned of a home: the day is that of the clock by which the home is heard', () => {
  const home = openLivedHome({ devices: { door: part('lock', ['lock']) } });
  const logIn = (at: number, username: string) =>
    home.happen({ type: 'log-in', at, username, clientId: 'c1', address: null });
  for (let at = monday; at < monday + 30 * day; at += day) {
    home.say(at, 'door', [{ type: 'signal', lqi: 90 }]);
    for (const user of household) logIn(at, user);
  }
  logIn(monday + 30 * day, 'nobody-knows');
  expect(home.seen.map(({ subject }) => subject)).toEqual(['log-in nobody-knows']);
});
