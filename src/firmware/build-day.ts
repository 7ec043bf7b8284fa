const dayMs = 86_400_000;

/** How makers write the day of a build into a version, with the digits of its year. */
const forms: readonly RegExp[] = [
  // Shelly: 20230913-112316/v1.14.0-gcb84623
  /^(\d{4})(\d\d)(\d\d)-\d{6}\//,
  // Hikvision, TP-Link: V5.5.800 build 210628
  /\bbuild[\s:_-]*(?:date[\s:]*)?(\d{4}|\d\d)-?(\d\d)-?(\d\d)\b/i,
  // Reolink: v3.1.0.2368_23062508
  /^v?\d+(?:\.\d+){3}_(\d\d)(\d\d)(\d\d)\d\d$/i,
  // Dahua: 2.820.0000000.18.R.211103
  /\.R\.(\d\d)(\d\d)(\d\d)$/,
];

/** The day on which a firmware was built, where its version tells; ms since the epoch, UTC. null: it does not. */
export function buildDayOf(version: string): number | null {
  if (version.length > 256) return null;
  for (const form of forms) {
    const [, year = '', month = '', day = ''] = form.exec(version.trim()) ?? [];
    if (year === '') continue;
    const at = Date.UTC(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month) - 1, Number(day));
    const date = new Date(at);
    const isADay = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
    if (isADay && date.getUTCFullYear() >= 2005 && date.getUTCFullYear() < 2100) return at;
  }
  return null;
}

/** `YYYY-MM-DD` → the end of that day, ms since the epoch, UTC; null: it is no day. */
export function endOfDay(day: string): number | null {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(at) ? null : at + dayMs - 1;
}

/** Whole days from one moment to a later one; negative: the other way round. */
export function daysBetween(from: number, to: number): number {
  return Math.floor((to - from) / dayMs);
}
