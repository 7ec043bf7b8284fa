import type { Device } from '@/core/device';
import type { UpdatePlan } from '@/core/update-plan';
import { isSkipped } from '@/firmware/plan';
import { isUpdateOffered } from '@/firmware/startable';
import type { DeviceView } from '@/store/device-view';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';

/** How many updates could be started now, but for versions that nobody wants. */
export function updatesView(plan: Pick<UpdatePlan, 'skipped'>): DeviceView<true, number> {
  return {
    aspect: (device: Device) => (isUpdateOffered(device) && !isSkipped(plan, device) ? true : undefined),
    same: () => true,
    build: (updatable) => updatable.size,
    everyMs: 300,
  };
}

/** Updates are no hurry: one item at the end of the list, however many there are. */
export function updatesTodo(count: number): readonly Todo[] {
  if (count === 0) return [];
  return [
    {
      id: 'updates',
      icon: 'update',
      tone: 'info',
      sentence: count === 1 ? 'An update is available.' : `${count} updates are available.`,
      button: count === 1 ? 'Show the update' : 'Show the updates',
      step: { type: 'show', to: `${paths.firmware}?show=available` },
    },
  ];
}
