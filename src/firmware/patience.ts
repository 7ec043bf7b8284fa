import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { mostAheadMs } from './plan-merge';
import { turnsOf } from './sleeper-turn';

const hourMs = 3_600_000;
/** what found no moment in so many hours, in which nothing of the plan was in its way, is given up with what it waited for */
const mostHours = 36;
/** a sleeper that had so many turns and woke up in none waits for no more of them */
const enoughTurns = 3;

/**
 * A task that waits, after a look at `now`: hour by hour it is counted how long it was held by something of its own, so that neither
 * a clock that is wrong for a look nor the nights in which nobody carried the plan out end it. `isInQueue`: it could not have begun
 * anyway, for another of the plan was at work; then it has not begun to wait.
 */
export function waitedOn(task: FirmwareTask, isInQueue: boolean, now: number): FirmwareTask {
  const { stage, waited = { hours: 0, at: task.orderedAt } } = task;
  if (stage.at !== 'waiting') return task;
  if (isInQueue && turnsOf(task) < enoughTurns)
    return waited.hours === 0 ? task : { ...task, waited: { hours: 0, at: now } };
  // it was counted by a clock that was ahead
  if (waited.at > now + mostAheadMs) return { ...task, waited: { ...waited, at: now } };
  if (now - waited.at < hourMs) return task;
  const hours = waited.hours + 1;
  // by day it waits for the hours of the night: what kept it from beginning then is the reason
  const hold = stage.hold === 'hours' ? (waited.hold ?? 'hours') : (stage.hold ?? null);
  if (hours < mostHours) return { ...task, waited: { hours, at: now, hold } };
  // it had its turns, and would only wait for another
  const hasSlept = turnsOf(task) > 0 && (hold === 'hours' || hold === 'sleeper');
  return { ...task, stage: { at: 'failed', why: hasSlept ? 'slept' : 'never-fit', since: null, hold } };
}
