import type { Device } from '@/core/device';
import type { UpdatePlan } from '@/core/firmware/update-plan';
import type { FirmwareJudge } from '@/firmware/judge';
import { isSkipped } from '@/firmware/plan';
import { isToBeAsked, isUpdateOffered, whyNotCheck } from '@/firmware/startable';
import type { DeviceView } from '@/store/device-view';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';

/** How many updates could be started now, and of how many devices their bridge is to be asked first. */
export type UpdatesToDo = { readonly updates: number; readonly questions: number };

/** All but versions that nobody wants. */
export function updatesView(
  plan: Pick<UpdatePlan, 'skipped'>,
  judge: FirmwareJudge,
  now: number,
): DeviceView<keyof UpdatesToDo, UpdatesToDo> {
  return {
    aspect(device: Device) {
      if (isUpdateOffered(device)) return isSkipped(plan, device) ? undefined : 'updates';
      const mayAsk = whyNotCheck(device) === null && isToBeAsked(device, judge.judge(device, now).standing);
      return mayAsk ? 'questions' : undefined;
    },
    same: (before, after) => before === after,
    build(aspects) {
      const all = { updates: 0, questions: 0 };
      for (const one of aspects.values()) all[one] += 1;
      return all;
    },
    everyMs: 300,
  };
}

/** Updates are no hurry: they stand at the end of the list, one item a sort, however many there are. */
export function updatesTodo({ updates, questions }: UpdatesToDo): readonly Todo[] {
  const look = { icon: 'update', tone: 'info' } as const;
  const updatesItem: Todo = {
    ...look,
    id: 'updates',
    sentence: updates === 1 ? 'An update is available.' : `${updates} updates are available.`,
    button: updates === 1 ? 'Show the update' : 'Show the updates',
    step: { type: 'show', to: `${paths.firmware}?show=available` },
  };
  const questionsItem: Todo = {
    ...look,
    id: 'updates-to-ask',
    sentence: `The Zigbee index has a newer firmware for ${questions === 1 ? 'a device' : `${questions} devices`}: ask whether it can be had.`,
    button: questions === 1 ? 'Show which device' : 'Show which devices are to be asked',
    step: { type: 'show', to: `${paths.firmware}?show=to-ask` },
  };
  return [...(updates > 0 ? [updatesItem] : []), ...(questions > 0 ? [questionsItem] : [])];
}
