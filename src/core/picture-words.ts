import { isCutOff, isStale } from './describe';
import type { Device, Told } from './device';
import type { Picture } from './observation';
import { spokenName, spokenPlace } from './spoken-name';

/**
 * How a picture stands: `fresh`, `old` or of an unknown age, or `away`: its camera cannot be reached, so it does not show
 * how it is there now.
 */
export type PictureStanding = 'fresh' | 'old' | 'away';

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

/** A picture of `device` in words, at `now` (ms since the epoch). */
export function pictureWords(device: Device, { value, at, retained }: Told<Picture>, now: number): PictureWords {
  const taken = value.takenAt ?? (retained ? null : at);
  const age = taken === null ? null : ageWords(now - taken);
  const standing = isStale(device) ? 'away' : taken === null || now - taken > oldAfterMs ? 'old' : 'fresh';
  return {
    standing,
    alt: `Picture ${subjectOf(device.name)}, ${age === null ? 'nobody knows how old' : `taken ${age}`}`,
    caption: captionOf(age, value.takenAt !== null),
    note: noteOf(device, standing, age),
  };
}

function captionOf(age: string | null, cameraTells: boolean): string {
  if (age === null) return 'The broker remembered it; nobody knows how old it is.';
  return cameraTells ? `Taken ${age}` : `Received ${age}; the camera does not tell when it was taken.`;
}

function noteOf(device: Device, standing: PictureStanding, age: string | null): string | null {
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
  if (age < 2 * second) return 'just now';
  if (age < 90 * second) return `${Math.floor(age / second)} s ago`;
  if (age < 90 * minute) return `${Math.floor(age / minute)} min ago`;
  if (age < 2 * day) return `${Math.floor(age / hour)} h ago`;
  return `${Math.floor(age / day)} days ago`;
}
