import type { Device } from '@/core/device';
import type { Hold, TaskFailure } from '@/core/firmware/firmware-task';

import { silence, type Cause } from './cause';
import { holdWords } from './hold-words';

/** What somebody decided, or what the device tells itself: nothing to explain. */
type NoFailure = 'gone' | 'stopped' | 'called-off';

export function isNoFailure(why: TaskFailure): why is NoFailure {
  return why === 'gone' || why === 'stopped' || why === 'called-off';
}

/** Nothing was begun, so nothing went wrong with it. */
export function isNotStarted(why: TaskFailure): boolean {
  return why === 'stopped' || why === 'called-off' || why.startsWith('source-') || leftOut.has(why);
}

const leftOut: ReadonlySet<TaskFailure> = new Set(['held-back', 'stopped-after', 'never-fit', 'may-not-plan']);

/** Why a task failed that no bridge explains. `hold`: what it waited for. */
export function causeOfTask(why: Exclude<TaskFailure, NoFailure | 'told'>, hold: Hold | null, device: Device): Cause {
  if (why === 'silent') return silence(device);
  if (why === 'never-fit') {
    const waitedFor = hold === null ? 'there was no moment for it' : `it waited too long: ${holdWords(hold)}`;
    return { why: waitedFor, advice: 'Start it again when that is over.' };
  }
  return causes[why];
}

const causes: Readonly<Record<Exclude<TaskFailure, NoFailure | 'told' | 'silent' | 'never-fit'>, Cause>> = {
  unexplained: { why: 'it ended, and nobody told why', advice: 'Try again later.' },
  unanswered: {
    why: 'nobody answered to the request',
    advice: 'Look whether its bridge is well, then try again.',
  },
  'held-back': {
    why: 'it was not started, because nobody knows whether the update before it still runs',
    advice: 'Look after that device first, then start this one again.',
  },
  'stopped-after': {
    why: 'it was not started, because a device before it did not come back from its update',
    advice: 'Look after that device first, then start this one again.',
  },
  'not-back': {
    why: 'it was updated and has not been heard since',
    advice: 'Take its power for a moment. If it stays away, its maker has to help.',
  },
  'same-version': {
    why: 'it was said to be updated, and still runs what it ran',
    advice: 'Try again later.',
  },
  'other-version': {
    why: 'it was said to be updated, and runs an older version than the one on offer',
    advice: 'Check it for updates again: its maker may lead it there in steps.',
  },
  'same-file': {
    why: 'it fetched what lay at its address, and that was the version that it ran already',
    advice: 'Put a newer file there, or set its OtaUrl to another address.',
  },
  'source-unknown': {
    why: 'it does not tell where it would fetch its firmware from',
    advice: 'Look whether it is well, then try again.',
  },
  'source-refused': {
    why: 'nothing may be fetched from the address that it is set to',
    advice: 'Set its OtaUrl to an https address, or to one within your home.',
  },
  'source-changed': {
    why: 'it would fetch its firmware from another address than the one that was agreed to',
    advice: 'Find out who changed it. Its details show the address; start the update again if that is right.',
  },
  'may-not-plan': {
    why: 'your account may not plan updates',
    advice: 'An owner can, or start it now and leave this page open.',
  },
  slept: {
    why: 'it did not wake up in the time for its update',
    advice: 'Press a button on it while its update is asked for.',
  },
  'not-authorised': {
    why: 'the broker did not pass the request on',
    advice: 'The account that asked for it may not send it commands.',
  },
  'not-connected': { why: 'there was no connection to the broker', advice: 'Try again when it is back.' },
  cannot: { why: 'this device does not take that command', advice: 'Nothing was sent.' },
  'timed-out': {
    why: 'the broker did not confirm the request in time',
    advice: 'It may have arrived all the same: look at the device before you try again.',
  },
  lost: { why: 'the page lost its session', advice: 'Reload the page.' },
};
