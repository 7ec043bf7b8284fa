import { expect, test } from 'vitest';

import type { TellingWay } from '@/core/watcher';

import { openOtherWatchers } from './other-watchers';

const minute = 60_000;

/** Some watchers of one home, each of which says every two minutes that it is there, and hears all of it. */
function openHome(ways: readonly (readonly TellingWay[])[]) {
  let now = 0;
  const said: string[][] = ways.map(() => []);
  const since = (index: number) => Date.UTC(2026, 10, 23, index);
  const watchers = ways.map((own, index) =>
    openOtherWatchers({
      since: since(index),
      ways: own,
      clock: () => now,
      say: (sentence) => void said[index]!.push(sentence),
    }),
  );
  return {
    watchers,
    said,
    /** those of `speaking` say it, again and again */
    pass(minutes: number, speaking: readonly number[]) {
      for (const end = now + minutes * minute; now < end; now += 2 * minute)
        for (const index of speaking)
          for (const watcher of watchers)
            watcher.hear({
              status: 'there',
              watcher: {
                since: since(index),
                saidAt: now + index,
                publishes: true,
                ways: ways[index] ?? [],
                last: null,
                waiting: 0,
              },
            });
    },
  };
}

test('two watchers that tell by the same way each say so, once', () => {
  const home = openHome([['ntfy'], ['ntfy', 'topic']]);
  home.pass(30, [0, 1]);
  expect(home.said.map((own) => own.length)).toEqual([1, 1]);
  expect(home.said[0]).toEqual([
    'Another watcher of this home runs since 2026-11-23T01:00:00.000Z, and tells by ntfy too: people are told twice. End one of them.',
  ]);
});

test('of three each says it of the two others, though their words come in turn', () => {
  const home = openHome([['ntfy'], ['ntfy'], ['ntfy']]);
  home.pass(30, [0, 1, 2]);
  expect(home.said.map((own) => own.length)).toEqual([2, 2, 2]);
  expect(home.said[0]?.[1]).toMatch(/people are told 3 times\. End all but one\.$/);
  expect(home.watchers.map(({ isOne }) => isOne)).toEqual([true, true, true]);
});

test('one that is ended is said no more, and again when it comes back', () => {
  const home = openHome([['ntfy'], ['ntfy'], ['ntfy']]);
  home.pass(10, [0, 1, 2]);
  home.pass(10, [0]);
  expect(home.watchers[0]?.isOne).toBe(false);
  home.pass(10, [0, 1]);
  expect(home.said[0]).toHaveLength(3);
  expect(home.said[0]?.[2]).toMatch(/people are told twice/);
});

test('one that tells by other ways only is no trouble', () => {
  const home = openHome([['ntfy'], ['topic'], []]);
  home.pass(30, [0, 1, 2]);
  expect(home.said.flat()).toEqual([]);
  expect(home.watchers.map(({ isOne }) => isOne)).toEqual([false, false, false]);
});

test('whoever makes up watchers by the thousand is told of a few times', () => {
  const said: string[] = [];
  const watcher = openOtherWatchers({ since: 0, ways: ['ntfy'], clock: () => 0, say: (one) => void said.push(one) });
  for (let since = 1; since < 5_000; since++)
    for (const saidAt of [1, 2])
      watcher.hear({
        status: 'there',
        watcher: { since, saidAt, publishes: true, ways: ['ntfy'], last: null, waiting: 0 },
      });
  expect(said.length).toBeLessThanOrEqual(16);
});
