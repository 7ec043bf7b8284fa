import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';
import { alertOf } from '@/core/alerts/alert.testing';
import type { AlertSharing } from '@/core/feed';

import { openAlertOutbox } from './alert-outbox';

/** A broker that takes everything, or denies it, or never answers, and brings nothing back. */
function open(reason: 'not-authorised' | 'never' | null = null) {
  const said: { topic: string; payload: string; retain: boolean | undefined }[] = [];
  const sharing: AlertSharing[] = [];
  const broker = {
    publish: async ({ topic, payload, retain }: Parameters<Broker['publish']>[0]) => {
      said.push({ topic, payload, retain });
      if (reason === 'never') return new Promise(() => {});
      return reason === null ? { outcome: 'sent' } : { outcome: 'refused', reason };
    },
  } as Broker; // the outbox publishes, and does nothing else
  const outbox = openAlertOutbox({ alert: () => alertOf(), onSharing: (next) => sharing.push(next) });
  outbox.connect(broker);
  return { outbox, said, sharing };
}
/** what the broker answers has come */
const answered = () => new Promise((resolve) => setImmediate(resolve));

test('an alert is retained under its id, and taken back by an empty message', () => {
  const { outbox, said } = open();
  outbox.tell('tamper-window', 'now', 0);
  outbox.flush(0);
  outbox.withdraw('tamper-window');
  expect(said.map(({ topic, payload, retain }) => [topic, payload === '', retain])).toEqual([
    ['gatehouse/v1/alert/tamper-window', false, true],
    ['gatehouse/v1/alert/tamper-window', true, true],
  ]);
});

test('what a person does is said at once, answers to others once a second, more of the same every five', () => {
  const { outbox, said } = open();
  const after = (now: number) => {
    outbox.flush(now);
    return said.length;
  };
  outbox.tell('a', 'now', 0);
  expect(after(0)).toBe(1);
  outbox.tell('a', 'answer', 10);
  outbox.tell('a', 'answer', 20);
  expect([after(900), after(1_000)]).toEqual([1, 2]);
  outbox.tell('a', 'more', 1_100);
  outbox.tell('a', 'more', 1_200);
  expect([after(5_900), after(6_100)]).toEqual([2, 3]);
  outbox.tell('a', 'more', 6_200);
  outbox.tell('a', 'now', 6_300);
  expect([after(6_300), after(20_000)]).toEqual([4, 4]);
});

test('hundreds of mild alerts go out a few at a time, and what a person does passes them by', () => {
  const { outbox, said } = open();
  for (let n = 0; n < 100; n++) outbox.tell(`mild-${n}`, 'paced', 0);
  outbox.flush(0);
  outbox.flush(400);
  expect(said).toHaveLength(15);
  outbox.tell('mild-99', 'now', 400);
  outbox.flush(400);
  expect(said.at(-1)?.topic).toBe('gatehouse/v1/alert/mild-99');
  for (let now = 500; now < 4_000; now += 500) outbox.flush(now);
  expect(said).toHaveLength(100);
});

test('a clock that is set back holds up nothing of it', async () => {
  const hour = 3_600_000;
  const { outbox, said, sharing } = open();
  for (const urgency of ['now', 'more'] as const) outbox.tell('a', urgency, hour);
  for (let n = 0; n < 15; n++) outbox.tell(`mild-${n}`, 'paced', hour);
  outbox.flush(hour);
  outbox.tell('a', 'more', hour);
  said.length = 0;
  outbox.tell('b', 'now', 0);
  outbox.tell('mild-15', 'paced', 0);
  outbox.flush(0);
  const topics = ['a', 'b', 'mild-15'].map((id) => `gatehouse/v1/alert/${id}`);
  expect(said.map(({ topic }) => topic)).toEqual(topics);
  outbox.tell('mild-14', 'now', 100);
  outbox.tell('a', 'more', 200);
  outbox.flush(200);
  expect(said.map(({ topic }) => topic)).toEqual([...topics, 'gatehouse/v1/alert/mild-14']);
  outbox.flush(5_000);
  expect(said).toHaveLength(5);
  expect(sharing).toEqual([]);
  await answered();
  outbox.flush(11_000);
  outbox.flush(16_000);
  expect(sharing).toEqual(['refused']);
});

test('a broker that denies it is not asked again until the next connect', async () => {
  const { outbox, said, sharing } = open('not-authorised');
  outbox.tell('a', 'now', 0);
  outbox.flush(0);
  await expect.poll(() => sharing).toEqual(['refused']);
  outbox.tell('a', 'now', 9_000);
  outbox.flush(9_000);
  expect(said).toHaveLength(1);
});

test('a broker that takes it and passes it on to nobody is noticed', async () => {
  const { outbox, sharing } = open();
  outbox.tell('a', 'now', 0);
  outbox.flush(0);
  await answered();
  outbox.flush(10_000);
  expect(sharing).toEqual([]);
  outbox.flush(10_001);
  expect(sharing).toEqual(['refused']);
  outbox.echoed('a');
  expect(sharing).toEqual(['refused', 'shared']);
});

test('a line that is dead, and does not show it yet, denies nothing', async () => {
  const { outbox, sharing } = open('never');
  outbox.tell('a', 'now', 0);
  for (let now = 0; now < 60_000; now += 250) outbox.flush(now);
  await answered();
  expect(sharing).toEqual([]);
});

test('what is not kept any more is neither told nor waited for', () => {
  const { outbox, said, sharing } = open();
  outbox.tell('a', 'now', 0);
  outbox.flush(0);
  outbox.tell('a', 'more', 0);
  outbox.forget('a');
  outbox.flush(20_000);
  outbox.echoed('a');
  expect([said.length, sharing]).toEqual([1, []]);
});

test('the word of another about what we never told proves nothing', () => {
  const { outbox, sharing } = open();
  outbox.echoed('somebody-else');
  expect(sharing).toEqual([]);
});
