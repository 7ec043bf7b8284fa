import type { FirmwareDay } from '@/core/firmware/firmware-record';
import { dayInWords } from '@/firmware/judgement-words';

/** A point a day, at noon: the share of devices that were up to date, in percent, and the median of the days behind. */
export function trendPoints(days: readonly FirmwareDay[]) {
  return days.map((one) => ({
    at: Date.parse(`${one.day}T12:00:00Z`),
    values: { share: shareOf(one), median: one.medianDaysBehind },
  }));
}

/** What the picture of the share says, in a sentence. */
export function trendWords(days: readonly FirmwareDay[]): string {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return 'Nothing has been seen yet.';
  const { current, devices } = last;
  return `${current} of ${devices} devices are known to be up to date; on ${dayInWords(first.day)} it was ${first.current} of ${first.devices}.`;
}

/** What the picture of the days behind says, in a sentence; null: on no day was it known of any device. */
export function medianWords(days: readonly FirmwareDay[]): string | null {
  const known = days.flatMap(({ day, medianDaysBehind }) =>
    medianDaysBehind === null ? [] : [{ day, medianDaysBehind }],
  );
  const [first] = known;
  if (first === undefined) return null;
  const last = days.at(-1)?.medianDaysBehind ?? null;
  const now =
    last === null
      ? 'Of no device that is behind now is it known for how long.'
      : `Half of those behind have been so for ${daysInWords(last)} or more.`;
  return known.length < 2 ? now : `${now} On ${dayInWords(first.day)} it was ${daysInWords(first.medianDaysBehind)}.`;
}

function daysInWords(days: number): string {
  const whole = Math.round(days);
  return whole === 1 ? 'a day' : `${whole} days`;
}

function shareOf({ current, devices }: FirmwareDay): number | null {
  return devices === 0 ? null : Math.round((current / devices) * 100);
}
