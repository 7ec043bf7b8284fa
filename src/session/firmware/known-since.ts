import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';
import { isAtWork } from '@/firmware/holds';
import { keyOf } from '@/firmware/plan-merge';

/** Since when this session knows what is at work, ms of its own clock: whoever began it may have another. */
export type KnownSince = {
  note(plan: UpdatePlan, now: number): void;
  of(task: FirmwareTask): number | undefined;
  forget(): void;
};

export function openKnownSince(): KnownSince {
  let known = new Map<string, number>();
  return {
    note({ tasks }, now) {
      const next = new Map<string, number>();
      for (const task of tasks) if (isAtWork(task)) next.set(keyOf(task), known.get(keyOf(task)) ?? now);
      known = next;
    },
    of: (task) => known.get(keyOf(task)),
    forget: () => known.clear(),
  };
}
