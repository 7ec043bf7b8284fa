import type { OtaImage } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';

import { buildDayOf, daysBetween } from './build-day';

/** How far a device is behind; null: nobody can tell. */
export type Lag = {
  /** releases between what it runs and the latest, the latest counted */
  readonly versions: number | null;
  readonly days: number | null;
  /** what the days rest on: the days of the two builds, or since when the newer one was seen on offer */
  readonly daysBy: 'builds' | 'seen' | null;
};

const noLag: Lag = { versions: null, days: null, daysBy: null };

/** `offeredSince`: when what is on offer now was first seen, ms since the epoch; null: nobody remembers. */
export function lagOf(device: Device, files: readonly number[], offeredSince: number | null, now: number): Lag {
  const firmware = device.firmware?.value;
  if (firmware === undefined) return noLag;
  const { installed, latest, fileInstalled } = firmware;
  const newer = fileInstalled === null ? [] : files.filter((file) => file > fileInstalled);
  const versions = newer.length === 0 ? null : newer.length;
  const from = installed === null ? null : buildDayOf(installed);
  const to = latest === null ? null : buildDayOf(latest);
  if (from !== null && to !== null && to > from) return { versions, days: daysBetween(from, to), daysBy: 'builds' };
  if (offeredSince === null) return { versions, days: null, daysBy: null };
  return { versions, days: Math.max(0, daysBetween(offeredSince, now)), daysBy: 'seen' };
}

/**
 * The files that the Zigbee OTA index has for a device, the oldest first; by the device's own name of its model where that is
 * told, else by what its bridge calls it. Nothing where the index limits them to some
 * hardware or to some versions, or has files of two kinds for one model: then nobody here can tell which is meant.
 */
export function imagesFor(
  { model, modelId, vendor }: Device,
  byModel: ReadonlyMap<string, readonly OtaImage[]>,
): readonly OtaImage[] {
  const of = (name: string | null) => (name === null ? undefined : byModel.get(name));
  const images = of(modelId) ?? of(model) ?? [];
  const fitting = images.filter(
    ({ manufacturerNames }) =>
      manufacturerNames.length === 0 || (vendor !== null && manufacturerNames.includes(vendor)),
  );
  const [first] = fitting;
  const isOneKind = fitting.every(
    ({ manufacturerCode, imageType, limited }) =>
      !limited && manufacturerCode === first?.manufacturerCode && imageType === first.imageType,
  );
  if (first === undefined || !isOneKind) return [];
  return fitting.toSorted((one, other) => one.fileVersion - other.fileVersion);
}

/** The file of the index that is the one on offer; null: none is, or two are. */
export function offeredImage({ firmware }: Device, images: readonly OtaImage[]): OtaImage | null {
  const { fileLatest = null } = firmware?.value ?? {};
  const [first = null, ...others] = images.filter(({ fileVersion }) => fileVersion === fileLatest);
  return others.every(({ sha512 }) => sha512 === first?.sha512) ? first : null;
}
