import { UsageError } from '../options';

/** From when to when nothing but the critical is told, in minutes since local midnight; over midnight where `from` is later. */
export type QuietHours = { readonly from: number; readonly to: number };

/** `22:00-07:00` */
export function readQuietHours(text: string): QuietHours {
  const [, fromHour, fromMinute, toHour, toMinute] = /^(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)$/.exec(text) ?? [];
  const from = minutesOf(fromHour, fromMinute);
  const to = minutesOf(toHour, toMinute);
  if (from === null || to === null || from === to)
    throw new UsageError(`--quiet-hours takes two times of day such as 22:00-07:00, not "${text}".`);
  return { from, to };
}

/** `at`: ms since the epoch, judged in the time zone of this computer; daylight saving is the clock's business. */
export function isQuiet(hours: QuietHours | null, at: number): boolean {
  if (hours === null) return false;
  const date = new Date(at);
  const minutes = date.getHours() * 60 + date.getMinutes();
  const { from, to } = hours;
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

function minutesOf(hour: string | undefined, minute: string | undefined): number | null {
  const [hours, minutes] = [Number(hour), Number(minute)];
  return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
}
