import { hourOf, hourThrough, type LocalTime } from './local-time';

/**
 * When somebody listened: on how many days, and in each hour of each weekday how often. "Never before six" says nothing
 * of a home whose page is closed at night.
 */
export type Coverage = { days: number; lastDay: number; lastHour: number; readonly hours: number[] };

const hoursAWeek = 7 * 24;

export function openCoverage(): Coverage {
  return { days: 0, lastDay: -1, lastHour: -1, hours: Array.from({ length: hoursAWeek }, () => 0) };
}

/** Something was heard: this hour counts once. */
export function cover(coverage: Coverage, now: LocalTime): void {
  const hour = now.weekday * 24 + hourOf(now);
  if (hour === coverage.lastHour && now.day === coverage.lastDay) return;
  if (now.day > coverage.lastDay) coverage.days++;
  // also where the clock was set back: or each message of the days till then would count
  coverage.lastDay = now.day;
  coverage.lastHour = hour;
  coverage.hours[hour] = (coverage.hours[hour] ?? 0) + 1;
}

/** On how many of these weekdays this minute was listened to, before today. */
export function coveredDays({ hours }: Coverage, weekdays: readonly number[], now: LocalTime): number {
  const heard = weekdays.reduce((sum, weekday) => sum + (hours[weekday * 24 + hourOf(now)] ?? 0), 0);
  return weekdays.includes(now.weekday) ? Math.max(0, heard - 1) : heard;
}

/** Something was heard later than now: the clock is behind. Hours that are told twice when it is set back for the winter are none. */
export function isBeforeHeard({ lastDay, lastHour }: Coverage, now: LocalTime): boolean {
  return lastDay >= 0 && hourThrough(now) < lastDay * 24 + (lastHour % 24) - 1;
}

/** When something was heard last, as far as it is known; null: nothing was. */
export function heardLast({ lastDay, lastHour }: Coverage): LocalTime | null {
  return lastDay < 0 ? null : { day: lastDay, weekday: Math.floor(lastHour / 24), minute: (lastHour % 24) * 60 };
}
