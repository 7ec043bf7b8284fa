import * as v from 'valibot';

import {
  alertClasses,
  alertStates,
  fixKinds,
  severities,
  verdictKinds,
  type Alert,
  type AlertId,
} from '@/core/alerts/alert';
import { toldPlace, toldSubject, toldText } from '@/core/alerts/alert-text';
import { canBeAnswered, mostChanges, mostCounted } from '@/core/alerts/last-word';
import type { Message } from '@/core/message';
import { readPayload } from '@/credentials/read-json';
import { time } from '@/credentials/told-numbers';

import { speakerTopic } from '../learning/speaker-line';

/** Where the alerts of a home are retained, one topic each (CONTRACT.md, "Topics of Gatehouse's own"). */
const prefix = 'gatehouse/v1/alert/';
export const alertFilter = `${prefix}+`;
export const topicOf = (id: AlertId) => prefix + id;

/** twelve pieces of evidence in letters that JSON writes with six bytes each are less */
const mostBytes = 64 * 1024;
const text = v.pipe(v.string(), v.transform(toldText));
const place = v.pipe(v.string(), v.transform(toldPlace));
const upTo = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most));
const changes = upTo(mostChanges);

/** The alert line. What Gatehouse adds to it may be missing: other people's tools write alerts too. */
const line = v.object({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,160}$/)),
  t: time,
  class: v.picklist(alertClasses),
  device: v.nullable(place),
  title: text,
  severity: v.picklist(severities),
  state: v.picklist(alertStates),
  confidence: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  evidence: v.pipe(v.array(v.object({ t: time, topic: place, text })), v.maxLength(64)),
  fix: v.nullable(v.object({ kind: v.picklist(fixKinds), label: text })),
  subject: v.optional(v.pipe(v.string(), v.transform(toldSubject))),
  count: v.optional(upTo(mostCounted), 1),
  changedAt: v.optional(time),
  changes: v.optional(changes, 0),
  until: v.optional(v.nullable(time), null),
  endedAt: v.optional(v.nullable(time), null),
  verdict: v.optional(v.nullable(v.object({ kind: v.picklist(verdictKinds), at: time, changes })), null),
});

/** What a message below the alerts' topic says. `alert` null: that one was taken back. */
export type SharedAlert =
  | { readonly id: AlertId; readonly alert: Alert | null }
  | { readonly problem: 'An alert on the broker is not one that Gatehouse can read' };

/** null: it is no message about an alert. */
export function readAlert({ topic, payload, at }: Message): SharedAlert | null {
  if (!topic.startsWith(prefix) || topic === speakerTopic) return null;
  const id = topic.slice(prefix.length);
  if (payload.byteLength === 0) return { id, alert: null };
  const told = readPayload(line, payload, mostBytes);
  const alert = told && completed(told);
  if (alert?.id !== id || !hasAnswer(alert, at))
    return { problem: 'An alert on the broker is not one that Gatehouse can read' };
  return { id, alert };
}

/** An alert as somebody else wrote it; null: it is none. */
export function alertIn(told: unknown): Alert | null {
  const parsed = v.safeParse(line, told);
  return parsed.success ? completed(parsed.output) : null;
}

function completed({ subject, changedAt, ...alert }: v.InferOutput<typeof line>): Alert {
  return { ...alert, subject: subject ?? alert.device ?? alert.id, changedAt: changedAt ?? alert.t };
}

/** The fields of the contract first, in its order. */
export function writeAlert(alert: Alert): string {
  const { id, t, class: kind, device, title, severity, state, confidence, evidence, fix, ...more } = alert;
  return JSON.stringify({ id, t, class: kind, device, title, severity, state, confidence, evidence, fix, ...more });
}

/** What a person does about it will be heard. */
function hasAnswer({ changes: counted, changedAt, verdict }: Alert, now: number): boolean {
  return canBeAnswered({ changes: counted, at: changedAt }, now) && (verdict === null || canBeAnswered(verdict, now));
}
