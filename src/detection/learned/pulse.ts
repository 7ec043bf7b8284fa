import type { DeviceHabits, RateHabit, SilenceHabit } from './habits';

/**
 * What each message of a device changes, side by side in one array: at a home of thousands a message pays for each place in memory
 * that it must fetch, and hardly for what it does there. `pulse` names the places.
 */
export type Pulse = number[];

export const pulse = {
  /** messages of the minute that is not over */
  minute: 0,
  minuteCount: 1,
  /** in windows of ten minutes */
  window: 2,
  count: 3,
  /** the most of one window before this, and how many there were */
  most: 4,
  windows: 5,
  /** ms since the epoch; when it spoke last */
  lastAt: 6,
  /** the longest time in which it said nothing while somebody listened */
  longestSilenceMs: 7,
} as const;

export const pulseWidth = 8;

/** of what has not begun */
export const never = -1;

/** As it is kept; before, each habit for itself. */
export type KeptPulse = {
  readonly pulse?: readonly number[] | undefined;
  readonly minute?: { readonly minute: number; readonly count: number } | undefined;
  readonly rate?: RateHabit | undefined;
  readonly silence?: SilenceHabit | undefined;
};

function openPulse({ minute, rate, silence }: KeptPulse = {}): Pulse {
  const numbers = openNumbers();
  numbers.push(minute?.minute ?? never, minute?.count ?? 0);
  numbers.push(rate?.window ?? never, rate?.count ?? 0, rate?.most ?? 0, rate?.windows ?? 0);
  numbers.push(silence?.lastAt ?? never, silence?.longestMs ?? 0);
  return withoutRoom(numbers);
}

/** Goes on with what was kept; undefined: it was never heard. */
export function reopenPulse(kept: KeptPulse): Pulse | undefined {
  if (kept.pulse !== undefined) return openNumbers(kept.pulse);
  return (kept.minute ?? kept.rate ?? kept.silence) && openPulse(kept);
}

export function pulseOf(habits: DeviceHabits): Pulse {
  return (habits.pulse ??= openPulse());
}

/** An empty array in which an engine keeps each number itself, not the way to it: it goes by what was the first to be in it. */
export function openNumbers(kept: readonly number[] = []): number[] {
  const numbers = [0.5];
  numbers.length = 0;
  for (const number of kept) numbers.push(number);
  return numbers.length === 0 ? numbers : withoutRoom(numbers);
}

/** What grew has room to grow on: a copy has none. */
function withoutRoom(numbers: number[]): number[] {
  return numbers.slice();
}
