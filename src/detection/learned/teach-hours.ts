import type { JudgedAlert } from '@/core/alerts/alert';

import { allowHour, widenHours, type DayHabit } from './day-habit';
import type { LocalTime } from './local-time';

/** an alert may come from anybody who may write alerts: it teaches a few moments, not a whole day */
const mostMoments = 8;

/**
 * What a person said of an alert about an hour: "this was me" makes the hour usual, "false alarm" also asks more of the next.
 * The same word comes again each session, and teaches nothing more.
 */
export function teachHours(
  habit: DayHabit | undefined,
  { verdict, evidence }: JudgedAlert,
  localTime: (at: number) => LocalTime,
): void {
  if (habit === undefined || verdict.kind === 'none') return;
  const teach = verdict.kind === 'mine' ? allowHour : widenHours;
  for (const { t } of evidence.slice(-mostMoments)) teach(habit, localTime(t));
}
