import { describe, expect, test } from 'vitest';

import { watcherLearningWords, watcherLearnsWords, watchWords } from './watch-words';
import type { Watcher } from './watcher';

const watcher: Watcher = { saidAt: 7, since: 1, publishes: true, ways: ['ntfy'], last: null, waiting: 0 };

describe('of a watcher that is silent', () => {
  test('it is said for how long, and that it may be gone', () => {
    const words = watchWords({ status: 'silent', watcher, minutes: 4 }, true);
    expect(words).toMatchObject({ badge: 'The watcher is silent', isWatched: false });
    expect(words?.sentence).toContain('has not been heard for 4 minutes and may be gone');
    expect(watchWords({ status: 'silent', watcher, minutes: 185 }, true)?.sentence).toContain('for 3 hours');
  });

  test('and is an older one, it is said what to do', () => {
    const { saidAt: _never, ...older } = watcher;
    expect(watchWords({ status: 'silent', watcher: older, minutes: 4 }, true)?.sentence).toContain('start it anew');
  });
});

test('of one that said long ago that it is there, and was not heard, nobody says that it watches', () => {
  const words = watchWords({ status: 'unheard', watcher, minutes: 185 }, true);
  expect(words).toMatchObject({ badge: 'The watcher is not heard yet', isWatched: false });
  expect(words?.sentence).toContain('last said that it is there 3 hours ago');
});

test('of two that tell by the same way it is said that everything is told twice', () => {
  const words = watchWords({ status: 'there', watcher: { ...watcher, beside: true } }, true);
  expect(words?.sentence).toMatch(/by ntfy\. Another watcher tells you by the same way, so everything is told twice/);
});

test('a page without a connection does not say that it watches, nor that the watcher does or fell silent', () => {
  const deaf = { badge: 'Not watched from here now', isWatched: false };
  expect(watchWords({ status: 'none' }, false)).toEqual({
    ...deaf,
    sentence: 'This page does not hear your home. Until it is connected again nothing is known to watch it.',
  });
  for (const watch of [
    { status: 'there', watcher },
    { status: 'silent', watcher, minutes: 9 },
  ] as const)
    expect(watchWords(watch, false)).toEqual({
      ...deaf,
      sentence:
        'This page does not hear your home. Whether the watcher of your home still hears it is known when this page is connected again.',
    });
  expect(watchWords({ status: 'unknown' }, false)).toBeNull();
});

describe('of a watcher that still learns', () => {
  const learning: Watcher = { ...watcher, learned: { days: 0, of: 14 } };
  const there = (one: Watcher) => ({ status: 'there', watcher: one }) as const;

  test('it is said wherever it is said that somebody watches', () => {
    expect(watchWords(there(learning), true)).toMatchObject({
      badge: 'Watched day and night',
      sentence:
        'A watcher listens to your home also while Gatehouse is closed, and tells you by ntfy. It still learns what is usual, 0 of 14 days so far.',
    });
    const silent = watchWords(there({ ...learning, ways: [], learned: { days: 14, of: 14 } }), true);
    expect(silent?.sentence).toMatch(/tells nobody\. It still learns what is usual, 14 of 14 days so far\.$/);
  });

  test('it is said how far it is, and who says meanwhile what is unusual', () => {
    expect(watcherLearningWords({ ...learning, learned: { days: 5, of: 14 } })).toBe(
      'Learning, 5 of 14 days. Until then a page that has learned it says what is unusual, while it is open',
    );
    expect(watcherLearningWords({ ...learning, publishes: false })).toBe('Learning, 0 of 14 days');
    expect(watcherLearnsWords(there(learning))).toBe(
      'The watcher still learns it, 0 of 14 days so far: until then a page that has learned it says what is unusual, while it is open.',
    );
  });

  test('nothing is said of it beside what this browser has learned where nobody waits for it', () => {
    const { learned: _never, ...older } = learning;
    const knows: Watcher = { ...learning, learned: { days: 15, of: 14 } };
    for (const one of [older, knows, { ...learning, publishes: false }])
      expect(watcherLearnsWords(there(one))).toBe('');
    expect(watcherLearnsWords({ status: 'silent', watcher: learning, minutes: 5 })).toBe('');
    for (const one of [older, knows]) expect(watchWords(there(one), true)?.sentence).toMatch(/ntfy\.$/);
    expect([older, knows].map(watcherLearningWords)).toEqual([null, 'Learned over 14 days']);
  });
});
