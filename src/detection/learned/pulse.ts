import type { RateHabit, SilenceHabit } from './habits';

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
  /** ms since the epoch; `never`: it was not heard yet */
  lastAt: number;
  /** the longest time in which it said nothing while somebody listened */
  longestSilenceMs: number;
};

/** of what has not begun */
export const never = -1;

/** How it was kept before: side by side, and before that each habit for itself. */
export type OlderPulse = {
  readonly pulse?: readonly number[] | undefined;
  readonly minute?: { readonly minute: number; readonly count: number } | undefined;
  readonly rate?: RateHabit | undefined;
  readonly silence?: SilenceHabit | undefined;
};

export type KeptPulse = Partial<Pulse> & OlderPulse;

/** Goes on with what was kept; it is always whole, so that all habits are of one shape. */
export function reopenPulse(kept: KeptPulse): Pulse {
  const older = kept.pulse === undefined ? ofHabits(kept) : ofRow(kept.pulse);
  return {
    lastMinute: kept.lastMinute ?? older.lastMinute ?? never,
    inMinute: kept.inMinute ?? older.inMinute ?? 0,
    lastWindow: kept.lastWindow ?? older.lastWindow ?? never,
    inWindow: kept.inWindow ?? older.inWindow ?? 0,
    mostInWindow: kept.mostInWindow ?? older.mostInWindow ?? 0,
    lastAt: kept.lastAt ?? older.lastAt ?? never,
    longestSilenceMs: kept.longestSilenceMs ?? older.longestSilenceMs ?? 0,
  };
}

type Older = { readonly [K in keyof Pulse]?: number | undefined };

function ofRow([
  lastMinute,
  inMinute,
  lastWindow,
  inWindow,
  mostInWindow,
  ,
  lastAt,
  longestSilenceMs,
]: readonly number[]): Older {
  return { lastMinute, inMinute, lastWindow, inWindow, mostInWindow, lastAt, longestSilenceMs };
}

function ofHabits({ minute, rate, silence }: OlderPulse): Older {
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
