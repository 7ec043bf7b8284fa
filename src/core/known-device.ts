import type { Device } from './device';
import type { ConventionName } from './observation';

/** A firmware as it was when it was last seen. `file`: of another numbering, see `FirmwareFacts`. */
export type KnownFirmware = {
  readonly installed: string | null;
  readonly file: number | null;
  /** who said it: two conventions may call one firmware differently */
  readonly by: ConventionName;
};

/** What is remembered of a device between visits: enough to see that one joined, or went back in its firmware. */
export type KnownDevice = { readonly names: readonly string[]; readonly firmware: KnownFirmware | null };

/** What a device is known by again: its hard identifiers, else the way its convention calls it. */
export function lastingNames(device: Device): readonly string[] {
  return device.identifiers.length > 0 ? device.identifiers : device.voices;
}

export function knownFirmware({ firmware }: Device): KnownFirmware | null {
  if (firmware === null) return null;
  const { installed, fileInstalled } = firmware.value;
  return installed === null && fileInstalled === null ? null : { installed, file: fileInstalled, by: firmware.by };
}

export function knownDevice(device: Device): KnownDevice {
  return { names: lastingNames(device), firmware: knownFirmware(device) };
}
