import { expect, test } from 'vitest';

import { watcherSpeaks, type Watch, type Watcher } from './watcher';

const watcher: Watcher = { saidAt: 7, since: 1, publishes: true, ways: [], last: null, waiting: 0 };
const known = (days: number) => ({ days, of: 14 });
const there = (more: Partial<Watcher> = {}): Watch => ({ status: 'there', watcher: { ...watcher, ...more } });

test('a watcher that has learned speaks of it, whatever a page has learned', () => {
  for (const mine of [0, 14, 15, 90]) expect(watcherSpeaks(there({ learned: known(15) }), known(mine))).toBe(true);
});

test('while it still learns, a page speaks that has learned, and no other', () => {
  for (const days of [0, 14])
    expect([14, 15].map((mine) => watcherSpeaks(there({ learned: known(days) }), known(mine)))).toEqual([true, false]);
});

test('one that was not heard yet speaks too: for the minutes until it is known nobody speaks twice', () => {
  const unheard: Watch = { status: 'unheard', watcher: { ...watcher, learned: known(90) }, minutes: 9 };
  expect(watcherSpeaks(unheard, known(90))).toBe(true);
});

test('an older one, which does not say how much it has learned, speaks', () => {
  expect([0, 90].map((mine) => watcherSpeaks(there(), known(mine)))).toEqual([true, true]);
});

test('one that is silent, gone, or writes no alerts to the broker speaks to nobody', () => {
  const learned = known(90);
  const others: readonly Watch[] = [
    { status: 'unknown' },
    { status: 'none' },
    { status: 'gone' },
    { status: 'silent', watcher: { ...watcher, learned }, minutes: 4 },
    there({ learned, publishes: false }),
    there({ publishes: false }),
  ];
  for (const watch of others) expect(watcherSpeaks(watch, known(0))).toBe(false);
});
