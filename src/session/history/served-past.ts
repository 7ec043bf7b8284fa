import * as v from 'valibot';

import { isLive, type Alert } from '@/core/alerts/alert';
import type { Activity } from '@/core/activity';
import { activityWords } from '@/core/activity-words';
import type { KeptEvent } from '@/core/history';
import { limits } from '@/core/limits';
import { listenedKey, seriesNameOf } from '@/history/history-records';
import { pastFormat, type PastBlock, type PastHistory } from '@/history/past-history';
import { tiers } from '@/history/retention';

import { alertIn } from '../alerts/alert-line';

/** `reason` is a sentence. */
export type ReadPast =
  | { readonly outcome: 'read'; readonly past: PastHistory }
  | { readonly outcome: 'refused'; readonly reason: string };

const mostLetters = 4_000_000;
const mostLogMs = 60_000;
/** two clocks of one machine, and a page that was opened at once */
const toleranceMs = 60_000;

const time = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const text = v.pipe(v.string(), v.maxLength(4 * limits.textLength));
const number = v.pipe(v.number(), v.finite());
const isSeries = (key: string) => key.length <= 2 * limits.textLength && seriesNameOf(key) !== null;
const at = time;

const activity = v.pipe(
  v.variant('type', [
    v.object({ type: v.literal('state'), at, key: text, value: v.union([text, v.boolean()]) }),
    v.object({ type: v.literal('reachability'), at, reachability: text }),
    v.object({ type: v.literal('event'), at, text }),
  ]),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    if (hasWords(dataset.value)) return dataset.value;
    addIssue({ message: 'says nothing' });
    return NEVER;
  }),
);
const event: v.GenericSchema<unknown, KeptEvent> = v.object({ device: text, name: text, activity });
const log = v.pipe(
  v.object({
    from: time,
    to: time,
    points: v.record(v.pipe(v.string(), v.check(isSeries)), v.array(number)),
    events: v.array(event),
  }),
  v.check(({ from, to, points }) => {
    const isPaired = Object.values(points).every(({ length }) => length % 2 === 0);
    return isPaired && from <= to && to <= from + mostLogMs;
  }),
);

/** one that is over: what stands is seen by whoever comes now */
const alert: v.GenericSchema<unknown, Alert> = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const told = alertIn(dataset.value);
    if (told !== null && !isLive(told)) return told;
    addIssue({ message: 'is no alert of the past' });
    return NEVER;
  }),
);

const past = v.pipe(
  v.object({
    format: v.literal(pastFormat),
    until: time,
    foldedUntil: time,
    log: v.array(log),
    minutes: v.array(blockOf(tiers.minutes)),
    hours: v.array(blockOf(tiers.hours)),
    events: v.array(event),
    alerts: v.array(alert),
  }),
  v.check(({ until, foldedUntil, log: logs, minutes, hours, events, alerts }) => {
    const isBefore = (one: number) => one <= until;
    return (
      isBefore(foldedUntil) &&
      logs.every(({ to }) => isBefore(to)) &&
      minutes.every((block) => isBefore(endOf(block, tiers.minutes.stepMs))) &&
      hours.every((block) => isBefore(endOf(block, tiers.hours.stepMs))) &&
      events.every((one) => isBefore(one.activity.at)) &&
      alerts.every(({ t }) => isBefore(t))
    );
  }),
);

/** Points of one series within one block: each step once, in their order. */
function blockOf({ stepMs, blockMs }: { readonly stepMs: number; readonly blockMs: number }) {
  const point = v.pipe(
    v.array(number),
    v.check(({ length }) => length === 2 || length === 6),
  );
  const key = v.pipe(
    v.string(),
    v.check((told) => told === listenedKey || isSeries(told)),
  );
  return v.pipe(
    v.strictTuple([time, key, v.array(point)]),
    v.check(([from, , points]) => {
      let last = -1;
      const isInOrder = points.every(([step = -1]) => {
        const comes = Number.isInteger(step) && step > last && step < blockMs / stepMs;
        last = step;
        return comes;
      });
      return from % blockMs === 0 && isInOrder;
    }),
  );
}

/** When its last step begins. */
function endOf([from, , points]: PastBlock, stepMs: number): number {
  return from + (points.at(-1)?.[0] ?? 0) * stepMs;
}

/** The page would have to say it. */
function hasWords(told: { readonly type: string }): told is Activity {
  try {
    return typeof activityWords(told as Activity).words === 'string'; // that is what is tried
  } catch {
    return false;
  }
}

/** A past that a server has to offer, from its JSON: all of it, or none. */
export function readPast(json: string, now: number): ReadPast {
  const refused = (why: string): ReadPast => ({
    outcome: 'refused',
    reason: `The past that was served with this demo was not taken: ${why}.`,
  });
  if (json.length > mostLetters) return refused(`it is larger than ${mostLetters / 1e6} MB`);
  let told: unknown;
  try {
    told = JSON.parse(json);
  } catch {
    return refused('it is no JSON, perhaps because it was cut on the way');
  }
  const parsed = v.safeParse(past, told, { abortEarly: true });
  if (!parsed.success) return refused('it is not in the form in which a history is kept');
  if (parsed.output.until > now + toleranceMs) return refused('it tells of a time that has not come yet');
  return { outcome: 'read', past: parsed.output };
}
