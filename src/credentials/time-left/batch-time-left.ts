import type { BatchPart, PartState } from '../batch/batch';
import { count, spanWords } from './span-words';

/** What one queue knows of its own pace. */
export type BatchPace = {
  /** what devices like this one took in this visit, ms; null: none was done yet */
  usualMs(part: BatchPart): number | null;
  /** for how long this one has been under way, ms; 0 when it is not */
  sinceMs(part: BatchPart): number;
  /** how long one device may keep the others waiting, ms */
  readonly patienceMs: number;
  /** how long the broker is left in peace between two, ms */
  readonly restMs: number;
};

/** How long the rest of a queue takes and what that rests on, in a sentence or two; null: nothing is left that takes time. */
export function batchTimeLeft(parts: readonly BatchPart[], pace: BatchPace): string | null {
  const left = parts.filter(({ state, way }) => (state === 'waiting' || state === 'running') && way !== 'by-hand');
  const sentences = [goingOn(left, pace), onPeople(parts), onAbsent(parts)].filter((one) => one !== null);
  return sentences.length === 0 ? null : sentences.join(' ');
}

function goingOn(left: readonly BatchPart[], pace: BatchPace): string | null {
  if (left.length === 0) return null;
  const restMs = (left.length - 1) * pace.restMs;
  const known = left.filter((part) => isKnown(part, pace));
  const total = spanWords(sumMs(left, pace) + restMs);
  const rest = pace.restMs === 0 ? '' : `, with ${spanWords(pace.restMs)} of rest for it after each`;
  const ground = `${count(left.length, 'device')} left, one at a time on this broker${rest}`;
  if (known.length === left.length)
    return `About ${total}: ${ground}, each as long as others of its kind took in this visit.`;
  const part =
    known.length === 0
      ? ''
      : ` About ${spanWords(sumMs(known, pace))} of that for ${count(known.length, 'device')} whose kind was done before.`;
  return `At most ${total}: ${ground}.${part} None is waited for longer than ${spanWords(pace.patienceMs)}; how long one really takes is known when the first of its kind is done.`;
}

const sumMs = (parts: readonly BatchPart[], pace: BatchPace) => parts.reduce((sum, one) => sum + partMs(one, pace), 0);

function isKnown(part: BatchPart, { usualMs, sinceMs }: BatchPace): boolean {
  const usual = usualMs(part);
  return usual !== null && sinceMs(part) <= usual;
}

/** Whoever takes longer than usual may take as long as the queue has patience. */
function partMs(part: BatchPart, pace: BatchPace): number {
  const expected = isKnown(part, pace) ? (pace.usualMs(part) ?? 0) : pace.patienceMs;
  return Math.max(0, expected - pace.sinceMs(part));
}

const among = (parts: readonly BatchPart[], ...states: readonly PartState[]) =>
  parts.filter(({ state }) => states.includes(state));

function onPeople(parts: readonly BatchPart[]): string | null {
  const byHand = among(parts, 'by-hand', 'running').filter(({ way }) => way === 'by-hand').length;
  return byHand === 0 ? null : `${count(byHand, 'device')} to be typed in: as long as you take.`;
}

function onAbsent(parts: readonly BatchPart[]): string | null {
  const absent = among(parts, 'absent').length;
  return absent === 0 ? null : `${count(absent, 'device')} not connected: nobody knows for how long.`;
}
