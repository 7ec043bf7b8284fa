import { localTimeIn, type LocalTime } from '@/detection/learned/local-time';

import { UsageError } from '../options';

/** From when to when nothing but the critical is told, in minutes since local midnight; over midnight where `from` is later. */
export type QuietHours = {
  readonly from: number;
  readonly to: number;
  readonly localTime: (at: number) => LocalTime;
};

/** `22:00-07:00`, by the clocks of `timeZone` (an IANA name), or else of this computer; daylight saving is their business. */
export function readQuietHours(text: string, timeZone?: string): QuietHours {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  const from = minutesOf(fromHour, fromMinute);
  const to = minutesOf(toHour, toMinute);
  if (from === null || to === null || from === to)
    throw new UsageError(`--quiet-hours takes two times of day such as 22:00-07:00, not "${text}".`);
  return { from, to, localTime: localTimeIn(timeZone) };
}

/** `at`: ms since the epoch. */
export function isQuiet(hours: QuietHours | null, at: number): boolean {
  if (hours === null) return false;
  const { from, to, localTime } = hours;
  const { minute } = localTime(at);
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

function minutesOf(hour: string | undefined, minute: string | undefined): number | null {
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
