import { describe, expect, test } from 'vitest';

import { watchWords } from './watch-words';
import type { Watcher } from './watcher';

const watcher: Watcher = { saidAt: 7, since: 1, publishes: true, ways: ['ntfy'], last: null, waiting: 0 };

describe('of a watcher that is silent', () => {
  test('it is said for how long, and that it may be gone', () => {
    const words = watchWords({ status: 'silent', watcher, minutes: 4 });
    expect(words).toMatchObject({ badge: 'The watcher is silent', isWatched: false });
    expect(words?.sentence).toContain('has not been heard for 4 minutes and may be gone');
    expect(watchWords({ status: 'silent', watcher, minutes: 185 })?.sentence).toContain('for 3 hours');
  });

  test('and is an older one, it is said what to do', () => {
    const { saidAt: _never, ...older } = watcher;
    expect(watchWords({ status: 'silent', watcher: older, minutes: 4 })?.sentence).toContain('start it anew');
  });
});
