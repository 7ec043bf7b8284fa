import { isMoment, listOf, record, type Check } from './checks';
import { countedMap, type Counted } from './counts';
import { isRecent } from './recent';
import { setLast } from './set-last';

/** What came lately of each key, the oldest first, each with its time. */
export type Lately<T> = {
  /** returns what is held of `key` from now on */
  add(key: string, at: number, what: T): readonly Moment<T>[];
  of(key: string, now: number): readonly Moment<T>[];
  forget(key: string): void;
  /** all that is held, to be kept; `is` looks at each `what` that comes back */
  counted(is: Check): Counted;
};
export type Moment<T> = { readonly at: number; readonly what: T };

/** whoever makes up names by the thousand pushes out the names nobody used for longest */
const mostKeys = 1_000;

/** Holds what came within `withinMs`, at most `most` of each key. */
export function openLately<T>(withinMs: number, most: number): Lately<T> {
  const kept = new Map<string, readonly Moment<T>[]>();
  return {
    add(key, at, what) {
      const held = [...(kept.get(key) ?? []).filter((one) => isRecent(one.at, at, withinMs)), { at, what }].slice(
        -most,
      );
      setLast(kept, key, held, mostKeys);
      return held;
    },
    of: (key, now) => (kept.get(key) ?? []).filter((one) => isRecent(one.at, now, withinMs)),
    forget: (key) => void kept.delete(key),
    counted: (is) => countedMap(kept, listOf(record({ at: isMoment, what: is }), most)),
  };
}
