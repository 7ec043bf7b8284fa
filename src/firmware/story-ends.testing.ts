import type { DeviceId } from '@/core/device';
import type { FirmwareTask, TaskFailure } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';

import { keyOf } from './plan-merge';
import { isOver } from './task-times';
import type { Broken } from './story-world.testing';

const minuteMs = 60_000;
/** two clocks may be apart by so much */
const clocksApartMs = 3 * minuteMs;
/** so long at the least somebody waits before he says so, from when it was begun or wanted */
const patienceMs: Partial<Record<TaskFailure, number>> = {
  'never-fit': 36 * 60 * minuteMs,
  silent: 15 * minuteMs,
  'not-back': 10 * minuteMs,
  unanswered: 5 * minuteMs,
};

/** What each browser came to know: what is over never is wanted again, and whose file was compared stays so. */
export function openEnds() {
  const over = new Map<string, Set<string>>();
  const judged = new Set<string>();
  return {
    note(me: string, { tasks, skipped }: UpdatePlan): readonly Broken[] {
      for (const { device } of skipped) judged.add(`${me} ${device}`);
      const known = over.get(me) ?? new Set();
      over.set(me, known);
      return tasks.flatMap((task): Broken[] => {
        const name = keyOf(task);
        if (isOver(task)) known.add(name);
        else if (known.has(name)) return [{ rule: 'revived', detail: name }];
        return [];
      });
    },
    isToldOfFile: (me: string, device: DeviceId) => judged.has(`${me} ${device}`),
  };
}

/** What was given up by one look before anybody could know, or for a failure that was known when it was ordered. */
export function earlyEnds(before: UpdatePlan, after: UpdatePlan, now: number): readonly Broken[] {
  if (before === after) return [];
  const known = new Map(before.tasks.map((task) => [keyOf(task), task]));
  return after.tasks.flatMap((task): Broken[] => {
    const { stage } = task;
    const was = known.get(keyOf(task));
    if (stage.at !== 'failed' || was === undefined || isOver(was)) return [];
    const leastMs = task.work === 'check' ? 0 : (patienceMs[stage.why] ?? 0);
    if (now - (stage.since ?? task.orderedAt) < leastMs - clocksApartMs)
      return [{ rule: 'given up early', detail: `${stage.why} ${keyOf(task)}` }];
    const isHeld = (stage.why === 'held-back' || stage.why === 'stopped-after') && task.alone !== true;
    return isHeld && !after.tasks.some((other) => isCause(other, task, now))
      ? [{ rule: 'an old failure', detail: keyOf(task) }]
      : [];
  });
}

function isCause({ stage, endedAt }: FirmwareTask, { orderedAt }: FirmwareTask, now: number): boolean {
  const isOne = stage.at === 'failed' && (stage.why === 'silent' || stage.why === 'not-back');
  // whoever ordered it at that very moment may have had another clock than who found the failure
  return isOne && (endedAt ?? now) + clocksApartMs >= orderedAt;
}
