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

/** The exact moment, for those who want it: "24 Nov 2026, 14:02:31". */
export function exactTime(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** The time of the day: "14:02". */
export function timeOfDay(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at);
}

/** The day, where hours say nothing: "24 Nov". */
export function dayOfMonth(at: number, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }).format(at);
}
