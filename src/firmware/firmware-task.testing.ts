import type { FirmwareTask, UpdateRules } from '@/core/firmware/firmware-task';

/** A task that somebody just wanted, but for what a test says of it. */
export function taskOf(part: Partial<FirmwareTask> = {}): FirmwareTask {
  return {
    device: 'plug',
    work: 'update',
    orderedAt: 0,
    place: 0,
    unattended: false,
    tries: 0,
    before: null,
    stage: { at: 'waiting' },
    ...part,
  };
}

/** Nothing is forbidden but two at once. */
export const bareRules: UpdateRules = { hours: null, batteryFloorPercent: 0, atOnceElsewhere: 1, mostTries: 3 };
