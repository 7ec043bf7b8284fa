import { isCutOff, isStale } from './describe';
import type { Device } from './device';
import type { Told } from './told';
import type { Picture } from './observation';
import { spokenName, spokenPlace } from './spoken-name';

/**
 * How a picture stands: `fresh`, `old` or of an unknown age, `frozen`: the camera sends the same one again and again, or
 * `away`: its camera cannot be reached. Of the last two none shows how it is there now.
 */
export type PictureStanding = 'fresh' | 'old' | 'frozen' | 'away';

/**
 * For how long a camera has sent nothing but pictures that it had sent before, byte by byte. `since`: when the last
 * new one came; `repeats`: how often one came again since.
 */
export type Standstill = { readonly since: number; readonly repeats: number };

export type PictureWords = {
  readonly standing: PictureStanding;
  /** for whoever does not see it: what it shows and when it was taken */
  readonly alt: string;
  /** stands under it */
  readonly caption: string;
  /** what to know before it is believed; null: nothing */
  readonly note: string | null;
};

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
/** a camera that is looked at takes a picture every few seconds or minutes */
const oldAfterMs = 10 * minute;
/** a camera may be asked twice within a moment; its next picture differs, if only by the noise of the dark */
export const frozenAfterRepeats = 3;

/** A picture of `device` in words, at `now` (ms since the epoch). */
export function pictureWords(
  device: Device,
  told: Told<Picture>,
  now: number,
  standstill: Standstill | null = null,
): PictureWords {
  const { value } = told;
  const taken = takenAt(told);
  const age = taken === null ? null : ageWords(now - taken);
  const isOld = taken === null || now - taken > oldAfterMs;
  const isFrozen = standstill !== null && standstill.repeats >= frozenAfterRepeats;
  const standing = isStale(device) ? 'away' : isFrozen ? 'frozen' : isOld ? 'old' : 'fresh';
  return {
    standing,
    alt: `Picture ${subjectOf(device.name)}, ${age === null ? 'nobody knows how old' : `taken ${age}`}`,
    caption: captionOf(age, value.takenAt !== null),
    note: standing === 'frozen' ? frozenWords(device, standstill?.since ?? now, now) : noteOf(device, standing, age),
  };
}

function captionOf(age: string | null, cameraTells: boolean): string {
  if (age === null) return 'The broker remembered it; nobody knows how old it is.';
  return cameraTells ? `Taken ${age}` : `Received ${age}; the camera does not tell when it was taken.`;
}

/** When it was taken, as far as anybody knows (ms since the epoch). */
function takenAt({ value, at, retained }: Told<Picture>): number | null {
  return value.takenAt ?? (retained ? null : at);
}

/** A picture beside something that happened at `moment`: "Drive camera, 8 s before". */
export function pictureBesideWords(camera: Device, told: Told<Picture>, moment: number): string {
  const taken = takenAt(told);
  if (taken === null) return `${camera.name}, nobody knows when`;
  const apart = Math.abs(taken - moment);
  if (apart < 2 * second) return `${camera.name}, at that moment`;
  return `${camera.name}, ${durationWords(apart)} ${taken < moment ? 'before' : 'after'}`;
}

function frozenWords(device: Device, since: number, now: number): string {
  const long = durationWords(now - since);
  return `No new picture has come for ${long}, although the ${nounOf(device)} goes on sending: it may be frozen.`;
}

function noteOf(device: Device, standing: Exclude<PictureStanding, 'frozen'>, age: string | null): string | null {
  switch (standing) {
    case 'fresh':
      return null;
    case 'away': {
      const why = isCutOff(device) ? 'Its bridge is offline' : `The ${nounOf(device)} is offline`;
      return `${why}. This is the last picture it sent, not how it is there now.`;
    }
    case 'old':
      return `This picture ${age === null ? 'may be' : 'is'} old. Take one to see how it is there now.`;
  }
}

/** "of the drive" where a camera is named after what it sees; else "from the front doorbell". */
function subjectOf(name: string): string {
  const [place, whole] = [spokenPlace(name), spokenName(name)];
  return place === whole ? `from ${whole}` : `of ${place}`;
}

function nounOf(device: Device): string {
  return device.kind === 'camera' || device.kind === 'doorbell' ? device.kind : 'device';
}

function ageWords(age: number): string {
  return age < 2 * second ? 'just now' : `${durationWords(age)} ago`;
}

function durationWords(ms: number): string {
  if (ms < 90 * second) return `${Math.floor(ms / second)} s`;
  if (ms < 90 * minute) return `${Math.floor(ms / minute)} min`;
  if (ms < 2 * day) return `${Math.floor(ms / hour)} h`;
  return `${Math.floor(ms / day)} days`;
}
