import type { Device } from '@/core/device';
import type { FirmwareTask, UpdateRules, Worse } from '@/core/firmware/firmware-task';
import { startSentence } from '@/core/spoken-name';
import type { Carrier } from '@/core/firmware/update-plan';

import { waitsForCarrier } from './carrier-words';
import { causeOf } from './cause';
import { holdWords } from './hold-words';
import { queueWords } from './queue-words';
import { causeOfTask, isNoFailure, isNotStarted } from './task-cause';
import { isSameVersion } from './task-stage';

/** How a task of the plan stands: a word that colour repeats, and a sentence. */
export type TaskWords = {
  readonly mood: 'waits' | 'works' | 'well' | 'failed' | 'left-out';
  readonly word: string;
  readonly sentence: string;
};

/** `clock` says a moment of today in the reader's own way. `carrier`: who carries the plan out, as far as that is known. */
export function taskWords(
  task: FirmwareTask,
  device: Device | undefined,
  clock: (at: number) => string,
  carrier: Carrier | null = null,
): TaskWords {
  const { stage, work } = task;
  switch (stage.at) {
    case 'waiting': {
      const hold = stage.hold ?? null;
      if (hold === 'rest' && stage.notBefore !== undefined) {
        const sentence = `It failed and is tried again at ${clock(stage.notBefore)}: ${ordinal(task.tries - (task.takenBack ?? 0) + 1)} try.`;
        return { mood: 'waits', word: 'Waiting', sentence };
      }
      // what was held when somebody last looked may be so no more: nobody looks now
      const isOthers = task.alone !== true && (hold === null || carrier?.is === 'nobody');
      const others = isOthers ? waitsForCarrier(carrier, clock) : null;
      const own = hold === null ? 'Its turn comes next.' : startSentence(`it waits: ${holdWords(hold)}.`);
      const sentence = others ?? own;
      return { mood: 'waits', word: 'Waiting', sentence };
    }
    case 'running':
      return { mood: 'works', word: work === 'check' ? 'Asking' : 'Updating', sentence: runningWords(task, device) };
    case 'scheduled':
      return { mood: 'works', ...queueWords({ kind: 'scheduled' }) };
    case 'looked-after':
      return { mood: 'works', ...queueWords({ kind: 'checking' }) };
    case 'done':
      return { mood: 'well', word: 'Done', sentence: doneWords(task, device) };
    case 'failed': {
      const words = failedWords(task, stage, device);
      const kept = keptWords(stage, device);
      return kept === null ? words : { ...words, sentence: `${words.sentence} ${kept}` };
    }
  }
}

/** What may begin all the same; null: nothing, as far as anybody knows. */
function keptWords({ since, kept }: Extract<FirmwareTask['stage'], { at: 'failed' }>, device: Device | undefined) {
  const isShown = device?.firmware?.value.scheduled === true;
  if (kept === undefined || (since === null && !isShown)) return null;
  if (kept.toldAt === null) return 'Its bridge still keeps it, and is told to forget it as soon as it can be reached.';
  return isShown ? 'Its bridge was told to forget it, and still shows it.' : null;
}

function runningWords({ work }: FirmwareTask, device: Device | undefined): string {
  if (work === 'check') return 'Its bridge is asking it.';
  const updating = device?.firmware?.value.updating;
  if (!updating) return 'It was asked to begin.';
  const { percent, remainingSeconds } = updating;
  const left = remainingSeconds === null ? '' : `, about ${minutesWords(remainingSeconds)} to go`;
  return percent === null ? 'It is being updated.' : `${Math.round(percent)} % done${left}.`;
}

function minutesWords(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

const worseWords: Readonly<Record<Worse, string>> = {
  'weaker-signal': 'its signal is weaker than before',
  'fewer-messages': 'it speaks less often than before',
};

function doneWords({ stage, work, tries, before }: FirmwareTask, device: Device | undefined): string {
  if (work === 'check') return 'It has answered.';
  // its file was withdrawn, or somebody else updated it
  if (tries === 0) return 'There is nothing newer for it any more; nothing was sent.';
  if (before !== null && device?.firmware?.value.updateAvailable === false && isSameVersion(before, device))
    return 'There is nothing newer for it any more: it runs what it ran.';
  const worse = stage.at === 'done' ? (stage.worse ?? []) : [];
  if (worse.length > 0) return startSentence(`it is back, but ${worse.map((one) => worseWords[one]).join(' and ')}.`);
  return stage.at === 'done' && stage.watch !== undefined
    ? 'It is back with the new version, and watched for a while.'
    : 'It is back with the new version.';
}

function failedWords(
  task: FirmwareTask,
  { why, hold = null }: Extract<FirmwareTask['stage'], { at: 'failed' }>,
  device: Device | undefined,
): TaskWords {
  if (why === 'gone') return { mood: 'left-out', word: 'Gone', sentence: 'It is not part of the home any more.' };
  if (why === 'stopped')
    return { mood: 'left-out', word: 'Not started', sentence: 'The updates were stopped before it.' };
  if (why === 'called-off') return { mood: 'left-out', word: 'Called off', sentence: 'Somebody called it off.' };
  if (device === undefined || isNoFailure(why)) return { mood: 'failed', word: 'Failed', sentence: 'Nobody told why.' };
  const reason = (task.work === 'check' ? device.lastCheck : device.lastUpdate)?.value.reason ?? null;
  const cause = why === 'told' ? causeOf(device, reason) : causeOfTask(why, hold, device);
  const isLeftOut = isNotStarted(why);
  return {
    mood: isLeftOut ? 'left-out' : 'failed',
    word: isLeftOut ? 'Not started' : 'Failed',
    sentence: `${startSentence(`${cause.why}.`)} ${cause.advice}`,
  };
}

function ordinal(count: number): string {
  return ['first', 'second', 'third', 'fourth'][count - 1] ?? `${count}th`;
}

/** "between 01:00 and 05:00", or "at any time". */
export function hoursWords({ hours }: Pick<UpdateRules, 'hours'>): string {
  return hours === null ? 'at any time' : `between ${minuteWords(hours.from)} and ${minuteWords(hours.to)}`;
}

/** Minutes since midnight as a clock shows them. */
export function minuteWords(minute: number): string {
  const two = (count: number) => String(count).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}
