import { describe, expect, test } from 'vitest';

import type { Sighting } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { emptyDevice } from '@/core/fold/device-merge';
import type { Fact } from '@/core/observation';

import { everyAspect } from '../aspects';
import { openCounts } from '../counts';
import { pinBruteforce } from './pin-bruteforce';
import { contextThatHears } from '../rule.testing';
import type { Step } from '../rule';
import { part, play, remembered, start, timeline, type Row } from '../timeline.testing';

const minute = 60_000;
const entry = (text: string, meaning: 'wrong-code' | 'keypad-closed' | 'right-code', at?: number): readonly Fact[] => [
  ...(at === undefined ? [] : [{ type: 'heard', at } as const]),
  { type: 'event', event: 'action', text, meaning },
];
const says = {
  w: entry('A wrong code was entered to unlock', 'wrong-code'),
  c: entry('The keypad was closed after too many wrong codes', 'keypad-closed'),
  r: entry('Unlocked at the keypad with the code of user 3', 'right-code'),
  m: remembered(entry('A wrong code was entered to unlock', 'wrong-code')),
};
const devices = { front: part('lock', ['lock']), back: part('lock', ['lock']) };
const home = (everyMs: number, ...rows: Row[]) => timeline({ devices, everyMs, rows });
const every = (columns: number, gap: number) => Array.from({ length: columns }, () => `w${'-'.repeat(gap)}`).join('');

describe('wrong codes', () => {
  test('three within two minutes are an alert, and each one after them joins it', () => {
    expect(home(20_000, ['front', 'w--w-w--w', says])).toEqual({ 'pin_bruteforce home': '-----a--a' });
  });

  test('that a lock counted itself until it closed its keypad are an alert, with the one that was told', () => {
    expect(home(20_000, ['front', '-c--------c', says])).toEqual({ 'pin_bruteforce home': '-a--------a' });
    expect(play({ devices, everyMs: 20_000, rows: [['front', 'wc', says]] })[0]?.signal).toMatchObject({
      sighting: {
        severity: 'critical',
        title: 'Too many wrong codes were entered at the front: its keypad is closed for a while',
        evidence: [
          { text: 'A wrong code was entered to unlock' },
          { text: 'The keypad was closed after too many wrong codes' },
        ],
      },
    });
  });

  test('two of a guest who then knows it are none, again and again', () => {
    expect(home(10_000, ['front', 'w-w-r---w-w-r---w-w-r', says])).toEqual({});
  });

  test('of a guest do not hide those of somebody else at another door', () => {
    expect(home(10_000, ['front', 'w-wr------', says], ['back', '-w--w---w-', says])).toEqual({
      'pin_bruteforce home': '--a++---a-',
    });
  });

  test('spread over two locks count together', () => {
    expect(home(30_000, ['front', 'w---w', says], ['back', '--w--', says])).toEqual({ 'pin_bruteforce home': '----a' });
  });

  test('one every seven minutes for an hour is found, though never two were close', () => {
    const slow = home(minute, ['front', every(9, 6), says]);
    expect(slow).toEqual({ 'pin_bruteforce home': `${'-'.repeat(49)}a------+------` });
  });

  test('of a guest, hours after a slow attack that was told, are no second one', () => {
    const slow = home(minute, ['front', `${every(8, 6)}${'-'.repeat(120)}w`, says]);
    expect(slow['pin_bruteforce home']?.match(/a/g)).toHaveLength(1);
  });

  test('of a guest, hours after a slow attack that went on after it was told, are no second one either', () => {
    const slow = home(minute, ['front', `${every(15, 6)}${'-'.repeat(120)}w`, says]);
    expect(slow['pin_bruteforce home']?.match(/a/g)).toHaveLength(1);
    const again = home(minute, ['front', `${every(15, 6)}${'-'.repeat(60)}${every(8, 6)}`, says]);
    expect(again['pin_bruteforce home']?.match(/a/g)).toHaveLength(2);
  });

  test('one an hour over a day is a forgetful household', () => {
    expect(home(60 * minute, ['front', 'w'.repeat(24), says])).toEqual({});
  });

  test('told six times within a second are one try', () => {
    expect(home(150, ['front', 'wwwwww', says])).toEqual({});
  });

  test('told six times with some tenths of a second between them are one try, but not a program that goes on so', () => {
    expect(home(600, ['front', 'wwwwww', says])).toEqual({});
    expect(home(600, ['front', 'w'.repeat(15), says])).toEqual({ 'pin_bruteforce home': '--------------a' });
  });

  test('of some minutes, each told again when the connection is back, are as many as they were', () => {
    const typos = Object.fromEntries(
      Array.from('abcdef', (letter, n) => [
        letter,
        entry('A wrong code was entered', 'wrong-code', start + n * 90_000),
      ]),
    );
    expect(home(30_000, ['front', 'a--b--c--d--e--fabcdef', typos])).toEqual({});
  });

  test('remembered by the broker and told again after a reconnect are none', () => {
    expect(home(10_000, ['front', 'mmmmmm', says])).toEqual({});
  });

  test('that were under way when the connection broke come again with the time they tell, and are one try', () => {
    const resent = { w: entry('A wrong code was entered to unlock', 'wrong-code', start) };
    expect(home(minute, ['front', 'wwwww', resent])).toEqual({});
  });

  test('that come together after a gap count at the times they tell', () => {
    const late = Object.fromEntries(
      ['a', 'b', 'c'].map((letter, n) => [
        letter,
        entry('A wrong code was entered', 'wrong-code', start - 50_000 + n * 20_000),
      ]),
    );
    expect(home(10, ['front', 'abc', late])).toEqual({ 'pin_bruteforce home': '--a' });
  });

  test('followed by a good one at the same door: that is written down', () => {
    expect(home(20_000, ['front', 'www-r', says])).toEqual({ 'pin_bruteforce home': '--a-+' });
  });

  test('name the place, how many and how fast, with each try as evidence', () => {
    const [first] = play({ devices, everyMs: 20_000, rows: [['front', 'www', says]] });
    expect(first?.signal).toMatchObject({
      sighting: {
        t: start + 40_000,
        severity: 'critical',
        device: 'front',
        title: '3 wrong codes were entered at the front within a minute',
        evidence: [{ t: start }, { t: start + 20_000 }, { t: start + 40_000 }],
      },
    });
  });

  test('that go on after a person dealt with them are a new alert, whose first try may be an old one', () => {
    const signals = play({ devices, everyMs: 20_000, rows: [['front', 'wwww', says]] });
    const times = signals.flatMap(({ signal }) => (signal.type === 'seen' ? [signal.sighting.t] : []));
    expect(new Set(times).size).toBe(times.length);
    expect(times.length).toBeGreaterThan(1);
  });
});

test('codes that the owner says were his own count for no later alert', () => {
  const seen: Sighting[] = [];
  const rule = pinBruteforce(contextThatHears(seen));
  for (let n = 0; n < 3; n++) rule.hear?.(wrongCode(start + n * 20_000), everyAspect);
  expect(seen).toHaveLength(1);
  const alert = alertOf({ ...seen[0], class: 'pin_bruteforce', state: 'resolved' });
  rule.teach?.({ ...alert, verdict: { kind: 'mine', at: start + 50_000, changes: 1 } }, start + 50_000);
  rule.hear?.(wrongCode(start + 60_000), everyAspect);
  expect(seen).toHaveLength(1);
});

test('typos of before the clock was set back by an hour are none of just now', () => {
  const seen: Sighting[] = [];
  const rule = pinBruteforce(contextThatHears(seen));
  for (const at of [0, 20_000, -20 * minute]) rule.hear?.(wrongCode(start + at), everyAspect);
  expect(seen).toEqual([]);
  for (const at of [20_000, 40_000]) rule.hear?.(wrongCode(start - 20 * minute + at), everyAspect);
  expect(seen.map(({ evidence }) => evidence.map(({ t }) => t - start))).toEqual([
    [-20 * minute, -1_180_000, -1_160_000],
  ]);
});

test('a try on a topic of any length outlives a restart', () => {
  const seen: Sighting[] = [];
  const before = openCounts();
  const rule = pinBruteforce(contextThatHears(seen, before));
  for (let n = 0; n < 2; n++) rule.hear?.({ ...wrongCode(start + n * 20_000), topic: 'z'.repeat(2_000) }, everyAspect);
  const kept: unknown = JSON.parse(JSON.stringify(before.kept()));
  pinBruteforce(contextThatHears(seen, openCounts(kept))).hear?.(wrongCode(start + 40_000), everyAspect);
  expect(seen).toHaveLength(1);
});

function wrongCode(at: number): Step {
  const fact = { type: 'event', event: 'wrong', text: 'A wrong code was entered', meaning: 'wrong-code' } as const;
  const observation = { device: 'z:front', convention: 'zigbee2mqtt', at, retained: false, fact } as const;
  return {
    at,
    retained: false,
    topic: 'z/front',
    before: undefined,
    after: emptyDevice('front'),
    observations: [observation],
  };
}
