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
