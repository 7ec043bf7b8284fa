import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { isUnfinished } from './queue';
import type { FirmwareQueue } from './queue-look';

/** How many devices a plan takes at once: a large home whole. Every change of the plan is told to everybody, so it is no more. */
export const mostOrdered = 800;
/**
 * With what is over, which is kept so that nobody takes it up again: a round before this one. Less than a plan that can be read
 * holds (`mostTasks`), for two may order at the same moment.
 */
export const mostKept = 2 * mostOrdered;

/** The plan's tasks where there is room for all: of what is over the oldest makes room, and of what is wanted at `now` the last has none. */
export function withinRoom(tasks: FirmwareQueue, now: number): FirmwareQueue {
  const isNew = ({ orderedAt, stage }: FirmwareTask) => orderedAt === now && stage.at === 'waiting';
  const tooMany = tasks.filter(isUnfinished).length - mostOrdered;
  const wanted = dropped(tasks.toReversed(), tooMany, isNew).toReversed();
  return dropped(wanted, wanted.length - mostKept, (task) => !isUnfinished(task));
}

/** How many more devices the plan takes now. */
export function roomIn(tasks: FirmwareQueue): number {
  return Math.max(0, mostOrdered - tasks.filter(isUnfinished).length);
}

/** What becomes of so many that are wanted at once, as a sentence; null: all of them are planned. */
export function roomWords(wanted: number, room: number): string | null {
  if (wanted <= room) return null;
  const rest = 'Ask for the others when these are done.';
  if (room === 0) return `${mostOrdered} devices are planned already, and a plan takes no more at once. ${rest}`;
  return `A plan takes ${mostOrdered} devices at once, so ${room} of these ${wanted} are planned now. ${rest}`;
}

/** Without the first so many that may go. */
function dropped(tasks: FirmwareQueue, count: number, mayGo: (task: FirmwareTask) => boolean): FirmwareQueue {
  let left = count;
  if (left <= 0) return tasks;
  return tasks.filter((task) => {
    if (left <= 0 || !mayGo(task)) return true;
    left -= 1;
    return false;
  });
}
