/**
 * How often something was done in each quarter of an hour of the week, from Sunday on: a number an hour, in which its four quarters
 * have seven bits each. So an engine keeps it in the least it has for a number, and JSON as it is; what was done more often than a quarter
 * can count was done often.
 */
export type WeekHours = number[];

export const quarterMinutes = 15;
export const quartersADay = 96;
const hoursAWeek = 7 * 24;
const bits = 7;
const most = 2 ** bits - 1;

export function openWeekHours(): WeekHours {
  return Array.from({ length: hoursAWeek }, () => 0);
}

/** `quarter`: of the day. */
export function timesIn(hours: WeekHours, weekday: number, quarter: number): number {
  return ((hours[weekday * 24 + (quarter >> 2)] ?? 0) >> (bits * (quarter & 3))) & most;
}

export function countIn(hours: WeekHours, weekday: number, quarter: number, times = 1): void {
  const more = Math.min(times, most - timesIn(hours, weekday, quarter));
  const hour = weekday * 24 + (quarter >> 2);
  hours[hour] = (hours[hour] ?? 0) + (more << (bits * (quarter & 3)));
}

/** All of them together. */
export function timesInAll(hours: WeekHours): number {
  let times = 0;
  for (const hour of hours) for (let quarter = 0; quarter < 4; quarter++) times += (hour >> (bits * quarter)) & most;
  return times;
}
