import type { Device } from '@/core/device';

const dayMs = 86_400_000;
/** Rules count days: a clock that is wrong by less restricts nobody who would not be restricted tomorrow. */
const plausibleMs = dayMs;
/** What a device signed longer ago says nothing of a clock that was set since. */
const recentMs = 3_600_000;

/** A device, as far as it shows what time it is there. */
export type TimedDevice = Pick<Device, 'proof'>;

/**
 * Why nobody should be restricted for an age, nor lose a code or a log-in on a date, that was reckoned by this clock, in words; null: nothing speaks against it. A
 * clock that is years ahead would find every log-in of the home old in one moment. `now`: ms since the epoch; `leaptMs`: by how much
 * that went away from a clock that is never set, since the page was opened.
 *
 * The signed messages of devices have the last word, by the one in the middle, so that no single device decides: also when the
 * clock leapt because the computer slept. A broker says nowhere what time it is.
 */
export function clockDoubt(devices: readonly TimedDevice[], now: number, leaptMs: number): string | null {
  const ahead = devices
    .map((device) => aheadOf(device, now))
    .filter((ms) => ms !== null)
    .toSorted((one, other) => one - other);
  const middle = ahead[Math.floor(ahead.length / 2)];
  if (middle !== undefined) {
    return Math.abs(middle) > plausibleMs
      ? `The clock of this computer is ${daysWords(Math.abs(middle))} ${middle > 0 ? 'ahead of' : 'behind'} the clocks of devices that sign what they say.`
      : null;
  }
  return Math.abs(leaptMs) > plausibleMs
    ? `The clock of this computer leapt by ${daysWords(Math.abs(leaptMs))} while this page was open. If it is right now, load the page again.`
    : null;
}

/** Devices sign here, and none has told the time yet: a page that was just opened has not heard what speaks against its clock. */
export function isTimeUntold(devices: readonly TimedDevice[], now: number): boolean {
  return devices.some(({ proof }) => proof !== null) && devices.every((device) => aheadOf(device, now) === null);
}

/** By how much our clock was ahead when the last word that it signed came, ms; null: it signed nothing lately. */
function aheadOf({ proof }: TimedDevice, now: number): number | null {
  if (proof === null || proof.retained || Math.abs(now - proof.at) > recentMs) return null;
  const { last, refused } = proof.value;
  // what is refused came later than the last that is believed, which has no moment of its own then; what is too old by our
  // clock is signed all the same, and its time may be right
  const isLater = refused?.at === proof.at;
  const word = isLater ? (refused.proof.reason === 'old' ? refused.proof : null) : last;
  if (word === null || word.key === null || word.signedAt === null) return null;
  return proof.at - word.signedAt;
}

/** more than one */
function daysWords(ms: number): string {
  return `${Math.ceil(ms / dayMs)} days`;
}
