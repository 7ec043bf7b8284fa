import type { DeviceId } from '@/core/device';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import type { UpdatePlan } from '@/core/firmware/update-plan';

type Tell = (device: DeviceId, askedAt: number) => void;

/** Which updates other sessions of this home have asked for, by the plan that all of them share. Tells each once. */
export function openAskedElsewhere(tell: Tell): { hear(plan: UpdatePlan): void } {
  let known: ReadonlyMap<DeviceId, number> = new Map();
  return {
    hear(plan) {
      const asked = new Map<DeviceId, number>();
      for (const task of plan.tasks) {
        const at = askedAt(task);
        if (at !== null) asked.set(task.device, Math.max(at, asked.get(task.device) ?? 0));
      }
      for (const [device, at] of asked) if (known.get(device) !== at) tell(device, at);
      known = asked;
    },
  };
}

/** When its device was asked to update itself; null: it was not, or nobody wrote down when. */
function askedAt({ work, stage, orderedAt }: FirmwareTask): number | null {
  if (work !== 'update') return null;
  switch (stage.at) {
    case 'waiting':
      return null;
    // only what was ordered is still known then, and that was no later
    case 'done':
      return orderedAt;
    default:
      return stage.since;
  }
}
