import * as v from 'valibot';

import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';
import type { Message, Outgoing } from '@/core/message';
import { tellingWays, type Watch, type Watcher } from '@/core/watcher';
import { readPayload } from '@/credentials/read-json';
import { count, time } from '@/credentials/told-numbers';

/** Where a watcher says that it is there: retained, with a last will (CONTRACT.md, "Topics of Gatehouse's own"). */
export const watcherTopic = 'gatehouse/v1/watcher';
/** Where it is asked for something. A request is never retained, and nothing but a test can be asked. */
export const requestTopic = `${watcherTopic}/request`;

/**
 * So often a watcher says it again. Where its account is disabled, deleted, or gets another password or role, brokers speak no
 * last will (CREDENTIALS.md, finding 3): only its silence tells that it is gone.
 */
export const repeatMs = 2 * 60_000;

const mostBytes = 4 * 1024;
const text = v.pipe(
  v.string(),
  v.transform((told) => maskText(told.slice(0, limits.textLength))),
);

const line = v.variant('state', [
  v.object({
    state: v.literal('online'),
    saidAt: v.exactOptional(time),
    since: time,
    publishes: v.boolean(),
    ways: v.pipe(v.array(v.picklist(tellingWays)), v.maxLength(tellingWays.length)),
    last: v.nullable(
      v.object({ at: time, outcome: v.picklist(['delivered', 'failed']), what: text, reason: v.nullable(text) }),
    ),
    waiting: count,
    updates: v.exactOptional(v.picklist(['carries-out', 'refused', 'only-knows', 'cannot-read'])),
    learned: v.exactOptional(v.object({ days: count, of: count })),
    beside: v.exactOptional(v.literal(true)),
  }),
  v.object({ state: v.literal('offline') }),
]);

type ToldWatch = Exclude<Watch, { readonly status: 'unknown' | 'silent' | 'unheard' }>;

/** What the topic of the watcher says; null: nothing that Gatehouse can read. An empty payload: there is none any more. */
export function readWatcher({ payload }: Pick<Message, 'payload'>): ToldWatch | null {
  if (payload.byteLength === 0) return { status: 'none' };
  const told = readPayload(line, payload, mostBytes);
  if (told === null) return null;
  if (told.state === 'offline') return { status: 'gone' };
  const { state: _online, ...watcher } = told;
  return { status: 'there', watcher };
}

export function writeWatcher(watcher: Watcher): Outgoing {
  return { topic: watcherTopic, payload: JSON.stringify({ state: 'online', ...watcher }), qos: 1, retain: true };
}

export const watcherWill: Outgoing = { topic: watcherTopic, payload: '{"state":"offline"}', qos: 1, retain: true };
export const testRequest: Outgoing = { topic: requestTopic, payload: '{"do":"test"}', qos: 1 };

/** A request that was retained was made at another time. */
export function asksForTest({ topic, payload, retained }: Message): boolean {
  if (topic !== requestTopic || retained) return false;
  return readPayload(v.object({ do: v.literal('test') }), payload, 256) !== null;
}
