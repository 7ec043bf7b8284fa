import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { openClock } from './now';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

test('one clock ticks once a second for everybody who looks at it', () => {
  const clock = openClock();
  const stop = clock.start();
  const seen: number[] = [];
  const leave = clock.subscribe(() => seen.push(clock.now()));
  clock.subscribe(() => {});
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(2_000);
  leave();
  vi.advanceTimersByTime(2_000);
  expect(seen).toEqual([1_000, 2_000]);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});

test('all who look between two ticks see the same time', () => {
  const clock = openClock();
  const stop = clock.start();
  vi.advanceTimersByTime(1_400);
  expect(clock.now()).toBe(1_000);
  stop();
});
