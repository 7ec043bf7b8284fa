import type { Told } from '../told';
import { isSecondHand } from './first-hand';
import type { ConventionName, Observation } from '../observation';

/**
 * Which of two tellings stands (DESIGN.md, "One device, many voices"): the same convention's newest word always does,
 * for a broker's memory holds its last one; between conventions a live word is not overruled by a memory, nor any word by
 * discovery's memory. A memory that only repeats what stands adds nothing.
 */
export function settle<T>(before: Told<T> | null, value: T, observation: Observation): Told<T> {
  return settleSame(before, value, observation, before !== null && before.value === value);
}

/** `settle` where equal values are not identical: `same` says whether `value` repeats what stands. */
export function settleSame<T>(before: Told<T> | null, value: T, observation: Observation, same: boolean): Told<T> {
  // what a device's own convention says too is its word: it may count in what discovery leaves out, as a bridge that is gone
  const isNearer = before !== null && isSecondHand(before.by) && !isSecondHand(observation.convention);
  if (isNearer && same && (observation.retained || !before.retained)) return { ...before, by: observation.convention };
  if (before !== null && observation.retained) {
    if (same) return before;
    const isOther = before.by !== observation.convention;
    if (isOther && (!before.retained || isSecondHand(observation.convention))) return before;
  }
  // A value that is merely repeated keeps the moment since which it holds; a live repeat makes a memory live.
  if (before !== null && same && before.retained === observation.retained) return before;
  return evidence(value, observation, same && before !== null ? before.at : undefined);
}

/** What was just told, with who said it and when. */
export function evidence<T>(value: T, observation: Observation, since?: number): Told<T> {
  const { at, retained, convention } = observation;
  return { value, at: since ?? at, retained, by: convention satisfies ConventionName };
}

/** A convention says only what it knows: undefined leaves what stood before, null takes nothing away either. */
export function told<T>(value: T | null | undefined, before: T | null | undefined): T | null {
  return value ?? before ?? null;
}
