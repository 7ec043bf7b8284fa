import type { Device } from '@/core/device';

type Firmware = NonNullable<Device['firmware']>['value'];

/** What runs on a device, as it says it; null: it does not. */
export function installedWords(device: Device): string | null {
  const firmware = device.firmware?.value;
  return firmware?.installed ?? fileWords(firmware?.fileInstalled);
}

/** The latest there is, as far as anybody told; null: nobody did. Zigbee files are numbered on their own. */
export function latestWords(device: Device): string | null {
  const firmware = device.firmware?.value;
  return firmware?.latest ?? (isSameFile(firmware) ? 'The same' : fileWords(firmware?.fileLatest));
}

function isSameFile(firmware: Firmware | undefined): boolean {
  return firmware?.fileLatest != null && firmware.fileLatest === firmware.fileInstalled;
}

function fileWords(file: number | null | undefined): string | null {
  return file === null || file === undefined ? null : `File ${file}`;
}

type Updating = NonNullable<Firmware['updating']>;

/** "60 % done, about 2 minutes to go" */
export function updatingWords({ percent, remainingSeconds }: Updating): string {
  const done = percent === null ? 'Under way' : `${Math.round(percent)} % done`;
  return remainingSeconds === null ? done : `${done}, ${timeLeft(remainingSeconds)} to go`;
}

function timeLeft(seconds: number): string {
  if (seconds < 55) return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} seconds`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes === 1) return 'about a minute';
  if (minutes < 90) return `about ${minutes} minutes`;
  return `about ${Math.round(minutes / 60)} hours`;
}
