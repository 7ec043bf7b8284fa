import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';

import { openDeviceTopics } from './device-topics';

type Grants = Awaited<ReturnType<Broker['subscribe']>>;

/** A broker whose answers to a subscription, and the quiet after what is retained, come when the test says so. */
function openStory() {
  const waiting: ((reason: 'granted' | 'refused' | 'not-connected') => void)[] = [];
  const settling: (() => void)[] = [];
  const broker = {
    subscribe: (filters: readonly string[]) =>
      new Promise<Grants>((resolve) => {
        waiting.push((reason) =>
          resolve(
            filters.map((filter, index) =>
              reason === 'granted' || index > 0 ? { filter, granted: true } : { filter, granted: false, reason },
            ),
          ),
        );
      }),
    settle: () => new Promise<void>((resolve) => void settling.push(resolve)),
    async unsubscribe() {},
  } as unknown as Broker; // all of it that listening asks for
  const topics = openDeviceTopics(broker, 'cam', () => {});
  return {
    topics,
    /** the answer to the subscription of that turn, and then quiet */
    async answer(turn: number, reason: 'granted' | 'refused' | 'not-connected') {
      waiting[turn]?.(reason);
      await Promise.resolve();
      await Promise.resolve();
      settling.splice(0).forEach((settle) => settle());
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('what an older connection was granted is not taken for what the newer one has heard', async () => {
  const { topics, answer } = openStory();
  void topics.begin();
  void topics.begin(); // it was lost and is back before the first was answered
  await answer(0, 'granted');
  expect(topics.heard).toBe(false);
  await answer(1, 'granted');
  expect(topics.heard).toBe(true);
  void topics.begin();
  topics.lost();
  await answer(2, 'granted');
  expect(topics.heard).toBe(false);
});

test('a right that is missing is told apart from a connection that is', async () => {
  const { topics, answer } = openStory();
  void topics.begin();
  await answer(0, 'not-connected');
  expect(topics).toMatchObject({ heard: false, isRefused: false });
  void topics.begin();
  await answer(1, 'refused');
  expect(topics).toMatchObject({ heard: false, isRefused: true });
  void topics.begin();
  await answer(2, 'granted'); // it was given that right meanwhile
  expect(topics).toMatchObject({ heard: true, isRefused: false });
});
