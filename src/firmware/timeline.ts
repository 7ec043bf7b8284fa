import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { isAtWork } from './holds';
import { isOver } from './task-times';

/** The tasks of a plan along time. */
export type Timeline = {
  /** what is at work, the first begun first, then what waits, in the order in which its turn comes */
  readonly next: readonly FirmwareTask[];
  /** what has come to its end, the last first */
  readonly over: readonly FirmwareTask[];
};

/** `tasks` in the order in which they are to be done. */
export function timelineOf(tasks: readonly FirmwareTask[]): Timeline {
  const atWork = tasks.filter(isAtWork).toSorted((one, other) => (one.begunAt ?? 0) - (other.begunAt ?? 0));
  const waiting = tasks
    .filter(({ stage }) => stage.at === 'waiting')
    .toSorted((one, other) => restOf(one) - restOf(other));
  const over = tasks.filter(isOver).toReversed();
  return {
    next: [...atWork, ...waiting],
    over: over.toSorted((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0)),
  };
}

/** One that rests after a failed try comes when its rest is over, and not before those whose turn may come at any moment. */
function restOf({ stage }: FirmwareTask): number {
  return stage.at === 'waiting' && stage.hold === 'rest' ? (stage.notBefore ?? 0) : 0;
}

export type Moment = { readonly what: 'Ordered' | 'Tried' | 'Began' | 'Ended'; readonly at: number };

/** When a task was ordered, begun and over, as far as that was seen. One that waits again was tried. */
export function momentsOf({ orderedAt, begunAt, endedAt, stage }: FirmwareTask): readonly Moment[] {
  const begun = stage.at === 'waiting' ? 'Tried' : 'Began';
  return [
    { what: 'Ordered', at: orderedAt },
    ...(begunAt === undefined ? [] : [{ what: begun, at: begunAt } as const]),
    ...(endedAt === undefined ? [] : [{ what: 'Ended', at: endedAt } as const]),
  ];
}
