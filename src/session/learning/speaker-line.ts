import * as v from 'valibot';

import type { Message, Outgoing } from '@/core/message';
import { readPayload } from '@/credentials/read-json';
import { count, time } from '@/credentials/told-numbers';

/**
 * Where the pages of a home agree which of them speaks of what was learned: below the alerts, so that who may share those may
 * say it, and deeper than they are, so that nobody who reads them (`…/alert/+`) takes it for one.
 */
export const speakerTopic = 'gatehouse/v1/alert/observer/learned';

const mostBytes = 1024;

const line = v.object({
  observer: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  saidAt: time,
  days: count,
});
const question = v.object({ asks: v.literal('who speaks') });

/** `observer` speaks, and has learned on so many days. `saidAt`, ms since the epoch by its clock, is another each time. */
export type SpeakerLine = v.InferOutput<typeof line>;

/** What somebody says on the topic; null: nothing that Gatehouse can read. An empty payload: nobody speaks any more. */
export function readSpeaker({ payload }: Pick<Message, 'payload'>): SpeakerLine | 'asks' | 'nobody' | null {
  if (payload.byteLength === 0) return 'nobody';
  const told = readPayload(v.union([line, question]), payload, mostBytes);
  return told !== null && 'asks' in told ? 'asks' : told;
}

export function writeSpeaker({ observer, saidAt, days }: SpeakerLine): Outgoing {
  return { topic: speakerTopic, payload: JSON.stringify({ observer, saidAt, days }), qos: 1, retain: true };
}

export const nobodySpeaks: Outgoing = { topic: speakerTopic, payload: '', qos: 1, retain: true };
/** Not retained: who speaks stays in the broker's memory. */
export const whoSpeaks: Outgoing = { topic: speakerTopic, payload: '{"asks":"who speaks"}', qos: 1 };
