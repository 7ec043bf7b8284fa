import { isRecent } from '@/detection/recent';

/** What is done now and then rests for so long in between. */
export type Rest = {
  /** true: it is to be done now, and rests from `now` on; where the clock was set back, too. `times`: that it rests longer */
  isDue(now: number, times?: number): boolean;
};

/** `since`: from when on it rests already; left out: it is due at once. All in ms. */
export function openRest(restMs: number, since = Number.NEGATIVE_INFINITY): Rest {
  let at = since;
  return {
    isDue(now, times = 1) {
      if (Math.abs(now - at) < restMs * times) return false;
      at = now;
      return true;
    },
  };
}

/** When what was done at `last` may be done again; undefined: it never was. In ms. Where the clock was set since, it is now. */
export function restedAt(last: number | undefined, now: number, restMs: number): number {
  return last !== undefined && isRecent(last, now, restMs) ? Math.min(last, now) + restMs : now;
}

/** Has the moment come for which something waits `mostMs` at the most? What lies further ahead was said before the clock was set back. */
export function hasCome(at: number, now: number, mostMs: number): boolean {
  return at <= now || at - now > mostMs;
}
