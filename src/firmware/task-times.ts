import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';

import { keyOf } from './plan-merge';

/** The plan with when each task was begun and came to its end; what `before` knew to be over ended earlier than `now`. */
export function withTimes(plan: UpdatePlan, before: UpdatePlan, now: number): UpdatePlan {
  const known = new Map(before.tasks.map((task) => [keyOf(task), task]));
  const tasks = plan.tasks.map((task) => timed(task, known.get(keyOf(task)), now));
  return tasks.every((task, index) => task === plan.tasks[index]) ? plan : { ...plan, tasks };
}

function timed(task: FirmwareTask, before: FirmwareTask | undefined, now: number): FirmwareTask {
  const { stage, begunAt, endedAt } = task;
  switch (stage.at) {
    case 'running':
    case 'scheduled':
      return begunAt === stage.since ? task : { ...task, begunAt: stage.since };
    case 'done':
    case 'failed':
      return endedAt !== undefined || (before !== undefined && isOver(before)) ? task : { ...task, endedAt: now };
    default:
      return task;
  }
}

export function isOver({ stage }: Pick<FirmwareTask, 'stage'>): boolean {
  return stage.at === 'done' || stage.at === 'failed';
}
