import type { FirmwareDay } from '@/core/firmware-record';
import { dayInWords } from '@/firmware/judgement-words';

/** A point a day, at noon: the share of devices that were up to date, in percent. */
export function trendPoints(days: readonly FirmwareDay[]) {
  return days.map((one) => ({ at: Date.parse(`${one.day}T12:00:00Z`), values: { share: shareOf(one) } }));
}

/** What the picture says, in a sentence. */
export function trendWords(days: readonly FirmwareDay[]): string {
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return 'Nothing has been seen yet.';
  const { current, devices, medianDaysBehind } = last;
  const now = `${current} of ${devices} devices are known to be up to date; on ${dayInWords(first.day)} it was ${first.current} of ${first.devices}.`;
  if (medianDaysBehind === null) return now;
  const days1 = Math.round(medianDaysBehind);
  return `${now} Half of those behind have been so for ${days1 === 1 ? 'a day' : `${days1} days`} or more.`;
}

function shareOf({ current, devices }: FirmwareDay): number | null {
  return devices === 0 ? null : Math.round((current / devices) * 100);
}
