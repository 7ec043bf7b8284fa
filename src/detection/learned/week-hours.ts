/**
 * How often something was done in each quarter of an hour of the week, from Sunday on: six quarters have five bits each in one number.
 * So an engine keeps it in the least it has for a number, and JSON as it is; what was done more often than a quarter can count
 * was done often.
 */
export type WeekHours = number[];

export const quarterMinutes = 15;
export const quartersADay = 96;
const together = 6;
const bits = 5;
const most = 2 ** bits - 1;

export function openWeekHours(): WeekHours {
  return Array.from({ length: (7 * quartersADay) / together }, () => 0);
}

/** `quarter`: of the day. */
export function timesIn(hours: WeekHours, weekday: number, quarter: number): number {
  return ((hours[placeOf(weekday, quarter)] ?? 0) >> (bits * (quarter % together))) & most;
}

export function countIn(hours: WeekHours, weekday: number, quarter: number, times = 1): void {
  const more = Math.min(times, most - timesIn(hours, weekday, quarter));
  const place = placeOf(weekday, quarter);
  hours[place] = (hours[place] ?? 0) + (more << (bits * (quarter % together)));
}

function placeOf(weekday: number, quarter: number): number {
  return Math.floor((weekday * quartersADay + quarter) / together);
}

/** All of them together. */
export function timesInAll(hours: WeekHours): number {
  let times = 0;
  for (const six of hours)
    for (let quarter = 0; quarter < together; quarter++) times += (six >> (bits * quarter)) & most;
  return times;
}
