import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { createNudge } from './nudge';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A broker that answers a ping after `answerMs`, unless it has `turns` of 4 kB to send first, one a ping. */
function sleepyBroker(answerMs: number) {
  let pings = 0;
  let turns = 0;
  let unanswered = 0;
  function answer(): void {
    nudge.ponged();
  }
  const nudge = createNudge(() => {
    pings += 1;
    nudge.pinged();
    unanswered += 1;
    if (turns > 0) turns -= 1;
    if (turns > 0) return;
    for (; unanswered > 0; unanswered -= 1) setTimeout(answer, answerMs);
  }, Date.now);
  nudge.start();
  return {
    nudge,
    sends(bytes: number) {
      turns = Math.ceil(bytes / 4096);
    },
    isDone: () => turns === 0,
    /** how often it is pinged in the next `ms` */
    pingsIn(ms: number): number {
      const before = pings;
      vi.advanceTimersByTime(ms);
      return pings - before;
    },
  };
}

describe('a broker that keeps us waiting', () => {
  test('is asked once a second whether it is behind', () => {
    expect(sleepyBroker(2).pingsIn(60_000)).toBe(60);
  });

  test('far away is not taken for one that is behind', () => {
    expect(sleepyBroker(400).pingsIn(60_000)).toBe(60);
  });

  test('and has a long message to send is kept awake until it is through', () => {
    const { sends, isDone, pingsIn } = sleepyBroker(2);
    pingsIn(5000);
    sends(300_000);
    pingsIn(1500);
    expect(isDone()).toBe(true);
    pingsIn(1000);
    expect(pingsIn(10_000)).toBe(10);
  });

  test('and does not answer at all is soon left in peace', () => {
    const { sends, pingsIn } = sleepyBroker(2);
    pingsIn(5000);
    sends(Infinity);
    pingsIn(15_000);
    expect(pingsIn(10_000)).toBe(100);
  });

  test('for something we wait for is asked every few milliseconds as long as more comes', () => {
    const { nudge, pingsIn } = sleepyBroker(2);
    const letGo = nudge.hold();
    for (let n = 0; n < 100; n++) {
      expect(pingsIn(20)).toBe(4);
      nudge.progress();
    }
    letGo();
    pingsIn(100);
    expect(pingsIn(10_000)).toBe(10);
  });

  test('for something that does not come is asked ever more rarely', () => {
    const { nudge, pingsIn } = sleepyBroker(2);
    nudge.hold();
    expect(pingsIn(150)).toBeLessThanOrEqual(20);
    pingsIn(2000);
    expect(pingsIn(10_000)).toBe(100);
    nudge.progress();
    expect(pingsIn(20)).toBe(4);
  });

  test('is asked once for all who wait, until the last has what he wanted', () => {
    const { nudge, pingsIn } = sleepyBroker(2);
    const one = nudge.hold();
    const other = nudge.hold();
    expect(pingsIn(20)).toBe(4);
    one();
    one();
    nudge.progress();
    expect(pingsIn(20)).toBe(4);
    other();
    expect(pingsIn(500)).toBe(0);
  });

  test('is not asked any more once the connection is lost', () => {
    const { nudge, pingsIn } = sleepyBroker(2);
    nudge.hold();
    nudge.stop();
    nudge.hold();
    nudge.progress();
    expect(pingsIn(10_000)).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });
});
