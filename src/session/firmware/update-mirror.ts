import * as v from 'valibot';

import type { Broker, PublishResult } from '@/broker/broker';
import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { Message } from '@/core/message';
import { emptyPlan, type Unreadable, type UpdatePlan } from '@/core/firmware/update-plan';
import { time } from '@/credentials/told-numbers';
import { mergePlans, mostAheadMs, mostTasks } from '@/firmware/plan-merge';

/** Where the plan of updates is retained for the other browsers of the home and its watcher (CONTRACT.md). */
export const updatesTopic = 'gatehouse/v1/updates';

/** the most tasks, with names as long as they may be */
const hourMs = 3_600_000;
const mostBytes = 2 * 1024 * 1024;
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
const minute = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1440));
const measure = v.nullable(v.pipe(v.number(), v.finite()));
const text = v.pipe(
  v.string(),
  v.maxLength(limits.textLength),
  v.transform((told) => maskText(told)),
);
const hold = v.picklist([
  'network',
  'sleeper',
  'lock',
  'room-cameras',
  'battery',
  'armed',
  'hours',
  'rest',
  'source',
  'image',
  'right',
  'offline',
  'bridge-offline',
]);
const failure = v.picklist([
  'told',
  'unexplained',
  'silent',
  'unanswered',
  'stopped',
  'called-off',
  'held-back',
  'not-back',
  'same-version',
  'other-version',
  'same-file',
  'stopped-after',
  'never-fit',
  'slept',
  'source-unknown',
  'source-refused',
  'source-changed',
  'may-not-plan',
  'gone',
  'not-authorised',
  'not-connected',
  'cannot',
  'timed-out',
  'lost',
]);
const stage = v.variant('at', [
  v.strictObject({
    at: v.literal('waiting'),
    hold: v.exactOptional(v.nullable(hold)),
    notBefore: v.exactOptional(time),
    askedAt: v.exactOptional(time),
  }),
  v.strictObject({ at: v.literal('running'), since: time, begun: v.boolean() }),
  v.strictObject({ at: v.literal('scheduled'), since: time }),
  v.strictObject({ at: v.literal('looked-after'), since: time, askedAt: v.exactOptional(time) }),
  v.strictObject({
    at: v.literal('done'),
    watch: v.exactOptional(v.strictObject({ from: time, until: time, messages: count })),
    worse: v.exactOptional(v.pipe(v.array(v.picklist(['weaker-signal', 'fewer-messages'])), v.maxLength(2))),
  }),
  v.strictObject({
    at: v.literal('failed'),
    why: failure,
    since: v.nullable(time),
    hold: v.exactOptional(v.nullable(hold)),
    kept: v.exactOptional(v.strictObject({ since: time, toldAt: v.nullable(time) })),
  }),
]);
const before = v.strictObject({
  installed: v.nullable(text),
  fileInstalled: measure,
  rssiDbm: measure,
  lqi: measure,
  messagesAnHour: measure,
  offered: v.exactOptional(v.strictObject({ version: v.nullable(text), file: measure })),
});
const plan = v.strictObject({
  roundAt: time,
  tasks: v.pipe(
    v.array(
      v.strictObject({
        device: text,
        work: v.picklist(['check', 'update']),
        orderedAt: time,
        place: count,
        unattended: v.boolean(),
        source: v.exactOptional(v.nullable(text)),
        tries: count,
        before: v.nullable(before),
        stage,
        alone: v.exactOptional(v.literal(true)),
        takenBack: v.exactOptional(count),
        waited: v.exactOptional(v.strictObject({ hours: count, at: time, hold: v.exactOptional(v.nullable(hold)) })),
        begunAt: v.exactOptional(time),
        endedAt: v.exactOptional(time),
      }),
    ),
    v.maxLength(mostTasks),
  ),
  rules: v.nullable(
    v.strictObject({
      at: time,
      value: v.strictObject({
        hours: v.nullable(v.strictObject({ from: minute, to: minute })),
        batteryFloorPercent: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
        atOnceElsewhere: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
        mostTries: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10)),
      }),
    }),
  ),
  skipped: v.pipe(
    v.array(
      v.strictObject({
        device: text,
        version: text,
        at: time,
        isOver: v.boolean(),
        because: v.exactOptional(v.literal('image')),
      }),
    ),
    v.maxLength(mostTasks),
  ),
  runner: v.nullable(
    v.strictObject({ id: text, turn: v.pipe(v.number(), v.safeInteger(), v.minValue(0)), until: time }),
  ),
});

export async function shareOn(broker: Broker | null, shared: UpdatePlan): Promise<PublishResult> {
  if (broker === null) return { outcome: 'refused', reason: 'not-connected' };
  return broker.publish({ topic: updatesTopic, payload: JSON.stringify(shared, masked), qos: 1, retain: true });
}

/** a device may put anything into what it calls its version */
function masked(_: string, value: unknown): unknown {
  return typeof value === 'string' ? maskText(value) : value;
}

/**
 * null: it is no plan, or a hostile one; then what is known here stands. `newer`: it has what a plan has, and something that this
 * Gatehouse does not know. `too-long`: it is longer than any plan is, and so was not looked into.
 */
export function readPlan({ payload }: Pick<Message, 'payload'>, now: number): UpdatePlan | Unreadable | null {
  if (payload.byteLength === 0) return null;
  if (payload.byteLength > mostBytes) return 'too-long';
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(payload));
    const parsed = v.safeParse(plan, told);
    if (parsed.success) return asOfNow(parsed.output, now);
    return v.is(anyPlan, told) ? 'newer' : null;
  } catch {
    return null;
  }
}

/**
 * What is dated ahead of every clock would win over all that comes later, for ever: it counts as said just now. And nobody can
 * have come to a turn that no takings-over lead to: such a word is none, or the one after it could not be told any more.
 */
export function asOfNow(told: UpdatePlan, now: number): UpdatePlan {
  const { roundAt, tasks, rules, skipped, runner } = told;
  const latest = now + mostAheadMs;
  // the moment of its order is part of a task's name: whoever reads it in the same hour calls it by the same
  const reached = (at: number) => (at > latest ? Math.floor(latest / hourMs) * hourMs : at);
  const reachedTask = ({ orderedAt, waited, ...task }: FirmwareTask): FirmwareTask => ({
    ...task,
    orderedAt: reached(orderedAt),
    ...(waited && { waited: { ...waited, at: Math.min(waited.at, latest) } }),
  });
  const isAhead = tasks.some(({ orderedAt, waited }) => orderedAt > latest || (waited?.at ?? 0) > latest);
  return {
    ...told,
    roundAt: reached(roundAt),
    tasks: isAhead ? named(tasks.map(reachedTask)) : tasks,
    rules: rules && { ...rules, at: Math.min(rules.at, latest) },
    skipped: skipped.map((skip) => ({ ...skip, at: Math.min(skip.at, latest) })),
    runner: runner !== null && runner.turn <= mostTurns(now) ? runner : null,
  };
}

/** Two that were one device's until they were dated alike are one. */
function named(tasks: readonly FirmwareTask[]): readonly FirmwareTask[] {
  return mergePlans({ ...emptyPlan, tasks }, emptyPlan).tasks;
}

/** one each ten seconds: whoever takes the plan over listens so long first. A clock that was never set knows no better */
function mostTurns(now: number): number {
  return Math.max(1e6, now / 10_000);
}

/** What every version of a plan has. */
const anyPlan = v.object({
  roundAt: time,
  tasks: v.pipe(
    v.array(v.looseObject({ device: v.string(), work: v.string(), orderedAt: time })),
    v.maxLength(mostTasks),
  ),
});
