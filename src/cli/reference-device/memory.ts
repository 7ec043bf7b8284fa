import type { CertificateHolding } from './certificates';
import { newDeviceKey, type DeviceKey } from './device-key';
import type { Credential, Holding } from './hand-over';

/** What a device must not lose: its key, the passwords it holds, its certificates where it has any, and what it runs. */
export type Kept = {
  readonly key: DeviceKey;
  readonly holding: Holding;
  readonly certificates?: CertificateHolding;
  /** the version that was installed last; left out: the one it came with */
  readonly firmware?: string;
};

/** Where a device keeps it. `save` returns when it is durable, or throws and has changed nothing. */
export type DeviceMemory = {
  load(): Kept;
  save(kept: Kept): void;
};

/** What a device holds when it comes out of its box, and is given its first password by hand. */
export function firstKept(credential: Credential): Kept {
  return { key: newDeviceKey(), holding: { current: credential, next: null, settledOn: null, lastSequence: 0 } };
}

/** A memory that lasts as long as the process: for devices whose broker lasts no longer. */
export function openMemory(first: Kept): DeviceMemory {
  let kept = first;
  return { load: () => kept, save: (next) => void (kept = next) };
}
