import type { Happening } from './happening';

/** When the clocks of a time zone are changed, and how many minutes they are ahead of UTC before and after. */
export type ClockChange = {
  readonly timeZone: string;
  /** ms since the epoch */
  readonly at: number;
  readonly before: number;
  readonly after: number;
};

/**
 * Each home lives through one of them. Written down by hand: were the machine asked, a mistake in how detection asks it would
 * be made here too.
 */
export const clockChanges: readonly [ClockChange, ...ClockChange[]] = [
  { timeZone: 'Europe/Berlin', at: Date.UTC(2026, 2, 29, 1), before: 60, after: 120 },
  { timeZone: 'Europe/Berlin', at: Date.UTC(2026, 9, 25, 1), before: 120, after: 60 },
  { timeZone: 'America/New_York', at: Date.UTC(2026, 2, 8, 7), before: -300, after: -240 },
  { timeZone: 'America/New_York', at: Date.UTC(2026, 10, 1, 6), before: -240, after: -300 },
  { timeZone: 'Australia/Sydney', at: Date.UTC(2026, 3, 4, 16), before: 660, after: 600 },
  { timeZone: 'Australia/Sydney', at: Date.UTC(2026, 9, 3, 16), before: 600, after: 660 },
];

/** How far the clocks on the walls are ahead of UTC. */
export function wallMinutesOf({ at, before, after }: ClockChange): (moment: number) => number {
  return (moment) => (moment < at ? before : after);
}

/** The night itself: whoever looks at what was told in vain sees that it was near. */
export const clocksAreChanged: Happening = {
  name: 'the clocks are set forward or back',
  class: 'lock_odd_hours',
  form: 'decoy',
  patienceSeconds: 2 * 86_400,
  plot: () => ({ beats: [] }),
};
