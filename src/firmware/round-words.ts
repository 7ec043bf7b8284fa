import type { Device } from '@/core/device';
import type { FirmwareTask, FirmwareWork } from '@/core/firmware/firmware-task';
import { listed } from '@/core/list-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { currencyOf } from './currency';
import { isAtWork } from './holds';
import { isUnfinished, type Devices } from './queue';
import { isNotStarted } from './task-cause';

/** How a round of checks or updates goes, in a sentence. `unfinished`: it can still be stopped. */
export type RoundWords = { readonly sentence: string; readonly unfinished: FirmwareWork | null };

/** null: nothing was ordered since the page opened. */
export function roundWords(tasks: readonly FirmwareTask[], devices: Devices): RoundWords | null {
  if (tasks.length === 0) return null;
  const work = (tasks.find(isAtWork) ?? tasks.find(isUnfinished))?.work;
  if (work === undefined) return { sentence: endWords(tasks, devices), unfinished: null };
  return {
    sentence: underWayWords(
      tasks.filter((task) => task.work === work),
      work,
      devices,
    ),
    unfinished: work,
  };
}

function underWayWords(tasks: readonly FirmwareTask[], work: FirmwareWork, devices: Devices): string {
  const running = tasks.filter(isAtWork);
  const waiting = tasks.filter(({ stage }) => stage.at === 'waiting');
  const ended = tasks.length - running.length - waiting.length;
  const names = running.map(({ device }) => nameOf(devices.get(device)));
  const doing = work === 'check' ? 'Asking' : 'Updating';
  const which = names.length === 0 ? '' : `: ${names.slice(0, 3).join(', ')}`;
  const count = tasks.length === 1 ? '' : ` ${Math.min(ended + 1, tasks.length)} of ${tasks.length}`;
  if (running.length > 0) return `${doing}${count}${which}.`;
  return `Waiting to begin: ${waiting.length === 1 ? 'one device' : `${waiting.length} devices`} to go.`;
}

function endWords(tasks: readonly FirmwareTask[], devices: Devices): string {
  const [first, second] = tasks;
  if (first !== undefined && second === undefined) return oneWords(first, devices);
  const of = (work: FirmwareWork) => tasks.filter((task) => task.work === work);
  const [checks, updates] = [of('check'), of('update')];
  return [checks.length > 0 && checksWords(checks, devices), updates.length > 0 && updatesWords(updates)]
    .filter((words) => words !== false)
    .join(' ');
}

/** How many ended in each way, the good ones first. */
type Ends = { readonly done: number; readonly failed: number; readonly leftOut: number };

function endsOf(tasks: readonly FirmwareTask[]): Ends {
  const leftOut = tasks.filter(isLeftOut).length;
  const done = tasks.filter(({ stage }) => stage.at === 'done').length;
  return { done, leftOut, failed: tasks.length - done - leftOut };
}

function isLeftOut({ stage }: FirmwareTask): boolean {
  return stage.at === 'failed' && isNotStarted(stage.why);
}

function oneWords(task: FirmwareTask, devices: Devices): string {
  const device = devices.get(task.device);
  const name = nameOf(device);
  const { done, leftOut } = endsOf([task]);
  if (task.work === 'update') {
    return `The update of ${name} ${done > 0 ? 'went well' : leftOut > 0 ? 'was not started' : 'failed'}.`;
  }
  const found = device !== undefined && currencyOf(device) === 'behind' ? 'has an update' : 'has no update';
  return startSentence(`${name} ${done > 0 ? found : leftOut > 0 ? 'was not asked' : 'could not be asked'}.`);
}

function checksWords(tasks: readonly FirmwareTask[], devices: Devices): string {
  const { done, failed, leftOut } = endsOf(tasks);
  const behind = tasks.filter(({ device, stage }) => {
    const asked = devices.get(device);
    return stage.at === 'done' && asked !== undefined && currencyOf(asked) === 'behind';
  }).length;
  const parts = [
    behind > 0 && `${behind} ${behind === 1 ? 'has an update' : 'have an update'}`,
    done > behind && `${done - behind} ${done - behind === 1 ? 'has none' : 'have none'}`,
    failed > 0 && `${failed} could not be asked`,
    leftOut > 0 && `${leftOut} ${leftOut === 1 ? 'was' : 'were'} not asked`,
  ];
  return `Of ${tasks.length} devices ${listed(parts.filter((part) => part !== false))}.`;
}

function updatesWords(tasks: readonly FirmwareTask[]): string {
  const { done, failed, leftOut } = endsOf(tasks);
  const parts = [
    done > 0 && `${done} went well`,
    failed > 0 && `${failed} failed`,
    leftOut > 0 && `${leftOut} ${leftOut === 1 ? 'was' : 'were'} not started`,
  ];
  return `Of ${tasks.length} updates ${listed(parts.filter((part) => part !== false))}.`;
}

const nameOf = (device: Device | undefined) => (device === undefined ? 'a device' : spokenName(device.name));
