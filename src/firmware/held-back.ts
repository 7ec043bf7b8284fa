import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { endedEarly } from './forgetting';
import { add, clashes, isYetToBegin, nobodyAtWork } from './holds';
import type { FirmwareQueue, Look } from './queue-look';
import { isBeforeEnd, mayStillRun, unsettled } from './unsettled';

/**
 * Of an update of which nothing is heard any more nobody knows whether it still runs: what may not run beside it, and was ordered
 * before anybody knew, does not begin. After one that did not come back nothing of that begins at all: what broke it may break the
 * next. Who orders later knows of it: that waits no longer than such an update could still run. So does a second order of the same
 * device, which is the one that may be at it yet.
 */
export function heldBack(queue: FirmwareQueue, { devices, now, rules, beside: others = [] }: Look): FirmwareQueue {
  const all = unsettled([...queue, ...others], devices, now);
  const unsure = all.filter(mayStillRun);
  const broken = all.filter(({ stage }) => stage.at === 'failed' && stage.why === 'not-back');
  if (unsure.length === 0 && broken.length === 0) return queue;
  return queue.map((task) => {
    const device = devices.get(task.device);
    if (!isYetToBegin(task) || task.work !== 'update' || device === undefined) return task;
    const isBefore = (failure: FirmwareTask) => isBeforeEnd(task.orderedAt, failure, now);
    if (broken.some(isBefore)) return endedEarly(task, 'stopped-after', now);
    const work = nobodyAtWork();
    for (const failure of unsure)
      if (failure.device !== task.device && isBefore(failure)) add(work, failure, devices.get(failure.device), now);
    return clashes(device, work, rules) ? endedEarly(task, 'held-back', now) : task;
  });
}
