const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago `at` was, in the fewest words that are true: "just now", "3 min ago", "2 days ago". */
export function ageInWords(at: number, now: number): string {
  const age = now - at;
  if (age < 45_000) return 'just now';
  if (age < hour) return `${Math.max(1, Math.floor(age / minute))} min ago`;
  if (age < day) return `${Math.floor(age / hour)} h ago`;
  const days = Math.floor(age / day);
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

/** To make one takes a phone longer than to use it a hundred times: each is made once. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(form: Intl.DateTimeFormatOptions, locale?: string): Intl.DateTimeFormat {
  const key = `${locale ?? ''} ${JSON.stringify(form)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, form);
  formats.set(key, format);
  return format;
}

/** The exact moment, for those who want it: "24 Nov 2026, 14:02:31". */
export function exactTime(at: number, locale?: string): string {
  return formatOf({ dateStyle: 'medium', timeStyle: 'medium' }, locale).format(at);
}

/** The exact moment beside an age: today needs no date. "14:02:31". */
export function exactSince(at: number, now: number, locale?: string): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  return isToday ? formatOf({ timeStyle: 'medium' }, locale).format(at) : exactTime(at, locale);
}

/** The time of the day: "14:02". */
export function timeOfDay(at: number, locale?: string): string {
  return formatOf({ timeStyle: 'short' }, locale).format(at);
}

/** A moment on the axis of a chart that shows `spanMs`: the time of a day, else the day, else the month. */
export function chartTick(at: number, spanMs: number, locale?: string): string {
  if (spanMs <= 2 * day) return timeOfDay(at, locale);
  const form = spanMs <= 100 * day ? ({ day: 'numeric', month: 'short' } as const) : ({ month: 'short' } as const);
  return formatOf(form, locale).format(at);
}
