/**
 * When and how often a device speaks. It lies within the habits themselves: each message asks for all of it, and at a home of thousands pays for
 * each place in memory that it must fetch, and hardly for what it does there.
 */
export type Pulse = {
  /** the minute that is not over, counted since the epoch (`never` before the first), and the messages in it */
  lastMinute: number;
  inMinute: number;
  /** the same of windows of ten minutes, and the most of one that is over */
  lastWindow: number;
  inWindow: number;
  mostInWindow: number;
  /** of that window: since when one follows the other at once (`never`: none did), how many of them, and how many in the largest such burst */
  burstFrom: number;
  inBurst: number;
  mostInBurst: number;
  /** ms since the epoch; `never`: it was not heard yet */
  lastAt: number;
  /** the longest time in which it said nothing while somebody listened */
  longestSilenceMs: number;
};

/** of what has not begun */
export const never = -1;

/** Messages of one device, in windows of ten minutes, as they were kept before. */
type RateHabit = { window: number; count: number; most: number; windows: number };

/** Of when it speaks, as it was kept before. */
type SilenceHabit = { lastAt: number; longestMs: number };

/** How it was kept before: side by side, and before that each habit for itself. */
type OlderPulse = {
  readonly pulse?: readonly number[] | undefined;
  readonly minute?: { readonly minute: number; readonly count: number } | undefined;
  readonly rate?: RateHabit | undefined;
  readonly silence?: SilenceHabit | undefined;
};

export type KeptPulse = Partial<Pulse> & OlderPulse;

/** What is known of it by what was kept, in any form. */
export function knownPulse(kept: KeptPulse): { readonly [K in keyof Pulse]?: number | undefined } {
  if (kept.pulse !== undefined) return ofRow(kept.pulse);
  return (kept.minute ?? kept.rate ?? kept.silence) === undefined ? kept : ofHabits(kept);
}

function ofRow([
  lastMinute,
  inMinute,
  lastWindow,
  inWindow,
  mostInWindow,
  ,
  lastAt,
  longestSilenceMs,
]: readonly number[]) {
  return { lastMinute, inMinute, lastWindow, inWindow, mostInWindow, lastAt, longestSilenceMs };
}

function ofHabits({ minute, rate, silence }: OlderPulse) {
  return {
    lastMinute: minute?.minute,
    inMinute: minute?.count,
    lastWindow: rate?.window,
    inWindow: rate?.count,
    mostInWindow: rate?.most,
    lastAt: silence?.lastAt,
    longestSilenceMs: silence?.longestMs,
  };
}
