import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import type { Link } from './link';
import { openSubscriptions } from './subscriptions';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const graceIsOverMs = 10_000;

/** A link that grants everything but what begins with `no`, and keeps what was asked of it. */
function openFakeLink() {
  const asked: (readonly string[])[] = [];
  const left: string[] = [];
  let lose = () => {};
  const link: Pick<Link, 'subscribe' | 'unsubscribe' | 'onLost'> = {
    subscribe: (filters) => {
      asked.push(filters);
      return Promise.resolve(filters.map((filter) => !filter.startsWith('no')));
    },
    unsubscribe: (filters) => {
      left.push(...filters);
      return Promise.resolve();
    },
    onLost: (listener) => {
      lose = listener;
      return () => {};
    },
  };
  const subscriptions = openSubscriptions(link as Link); // all that subscriptions use of it
  return { subscriptions, asked, left, lose: () => lose() };
}

describe('what is listened to', () => {
  test('is asked for in small packets, one after the other', async () => {
    const { subscriptions, asked } = openFakeLink();
    const filters = Array.from({ length: 250 }, (_, n) => `home/${n}`);
    const answers = await subscriptions.subscribe(filters);
    expect(asked.map((packet) => packet.length)).toEqual([100, 100, 50]);
    expect(answers.map(({ filter }) => filter)).toEqual(filters);
  });

  test('for one question is left some seconds after the last who asked had his answer', async () => {
    const { subscriptions, asked, left } = openFakeLink();
    await Promise.all([subscriptions.borrow('answers'), subscriptions.borrow('answers')]);
    expect(asked).toEqual([['answers']]);
    subscriptions.giveBack('answers');
    vi.advanceTimersByTime(graceIsOverMs);
    expect(left).toEqual([]);
    subscriptions.giveBack('answers');
    expect(left).toEqual([]);
    expect(await subscriptions.borrow('answers')).toBe('granted');
    expect(asked).toHaveLength(1);
    subscriptions.giveBack('answers');
    vi.advanceTimersByTime(graceIsOverMs);
    expect(left).toEqual(['answers']);
  });

  test('anyway is not asked for again, nor left, for a question', async () => {
    const { subscriptions, asked, left } = openFakeLink();
    await subscriptions.subscribe(['home/#']);
    expect(await subscriptions.borrow('home/answers')).toBe('granted');
    subscriptions.giveBack('home/answers');
    vi.advanceTimersByTime(graceIsOverMs);
    expect(asked).toEqual([['home/#']]);
    expect(left).toEqual([]);
  });

  test('for a question, and meanwhile for good, stays', async () => {
    const { subscriptions, left } = openFakeLink();
    await subscriptions.borrow('answers');
    await subscriptions.subscribe(['answers']);
    subscriptions.giveBack('answers');
    vi.advanceTimersByTime(graceIsOverMs);
    expect(left).toEqual([]);
  });

  test('no longer for good, but still for a question, stays until the answer', async () => {
    const { subscriptions, left } = openFakeLink();
    await subscriptions.subscribe(['answers']);
    await subscriptions.borrow('answers');
    await subscriptions.unsubscribe(['answers']);
    expect(left).toEqual([]);
    subscriptions.giveBack('answers');
    vi.advanceTimersByTime(graceIsOverMs);
    expect(left).toEqual(['answers']);
  });

  test('is not for everybody: a refusal is told to each who asks', async () => {
    const { subscriptions } = openFakeLink();
    expect(await subscriptions.borrow('no/answers')).toBe('refused');
    expect(await subscriptions.borrow('no/answers')).toBe('refused');
  });

  test('ends with the connection, and leaves no timer behind', async () => {
    const { subscriptions, lose, left } = openFakeLink();
    await subscriptions.borrow('answers');
    subscriptions.giveBack('answers');
    lose();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(graceIsOverMs);
    expect(left).toEqual([]);
  });
});
