import type { Device } from './device';

/**
 * The device whose picture may show what happened to `device`: itself where it takes pictures, and for a door the camera of
 * its room. Of several, one that has a picture that was heard live. null: nobody could have seen it.
 */
export function witnessOf(device: Device, all: Iterable<Device>): Device | null {
  if (takesPictures(device)) return device;
  if (!mayBeSeen(device)) return null;
  const room = placeOf(device);
  let best: Device | null = null;
  for (const other of all) {
    if (placeOf(other) !== room || !takesPictures(other)) continue;
    if (best === null || worth(other) > worth(best)) best = other;
  }
  return best;
}

/** Whether it is worth asking who saw it: most devices are neither a camera nor a door with a room. */
export function mayBeSeen(device: Device): boolean {
  return takesPictures(device) || (isDoor(device) && placeOf(device) !== null);
}

function takesPictures({ capabilities, picture }: Device): boolean {
  return picture !== null || capabilities.includes('camera');
}

function isDoor({ capabilities }: Device): boolean {
  return capabilities.includes('lock') || capabilities.includes('contact');
}

function placeOf({ room }: Device): string | null {
  const place = room?.trim().toLowerCase() ?? '';
  return place === '' ? null : place;
}

function worth({ picture }: Device): number {
  if (picture === null) return 0;
  return picture.retained ? 1 : 2;
}
