import type { Random } from './random';

/** What a household does at a moment, as the house notices it. */
export type Happening =
  | { readonly type: 'wake' }
  | { readonly type: 'leave' }
  | { readonly type: 'return' }
  | { readonly type: 'sleep' }
  /** somebody who is at home and awake does something */
  | { readonly type: 'stir' };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const people = [
  { leaves: 7.5, returns: 17, weekend: 0.6 },
  { leaves: 8.25, returns: 16, weekend: 0.5 },
  { leaves: 7.75, returns: 14.5, weekend: 0.3 },
] as const;

/** One day's comings and goings, `midnight` in ms as the clocks on the walls show it. */
export function dayOf(midnight: number, random: Random): readonly { readonly at: number; readonly what: Happening }[] {
  const weekend = [0, 6].includes(new Date(midnight).getUTCDay());
  const at = (hours: number, spreadMinutes: number) =>
    midnight + hours * hour + random.between(-spreadMinutes, spreadMinutes) * minute;
  const late = weekend ? 1.5 : 0;
  const happenings: { at: number; what: Happening }[] = [
    { at: at(6.5 + late, 20), what: { type: 'wake' } },
    { at: at(22.75 + late / 2, 30), what: { type: 'sleep' } },
  ];
  for (const person of people) {
    if (weekend && !random.chance(person.weekend)) continue;
    happenings.push({ at: at(person.leaves + 2 * late, 15), what: { type: 'leave' } });
    happenings.push({ at: at(person.returns + (weekend ? random.between(-2, 3) : 0), 40), what: { type: 'return' } });
  }
  return happenings;
}

export const household = people.length;

export function midnightOf(at: number): number {
  return at - (at % day);
}

/** How many are at home and whether they are awake at `at`, were it a day like any other. */
export function usuallyAt(at: number): { readonly home: number; readonly awake: boolean } {
  const hours = (at % day) / hour;
  const weekend = [0, 6].includes(new Date(at).getUTCDay());
  const away = weekend ? 0 : people.filter(({ leaves, returns }) => hours > leaves && hours < returns).length;
  return { home: people.length - away, awake: hours > 6.5 && hours < 22.75 };
}

export { day };
