import type { Broker } from '@/broker/broker';
import { toBase64Url } from '@/core/base64';
import type { Device } from '@/core/device';
import type { Rotation, RotationWay } from '@/core/log-ins/rotation';
import { spokenName } from '@/core/spoken-name';
import type { SeenLogIns } from '@/credentials/authority/seen-log-ins';
import { newPassword } from '@/credentials/hand-over/new-password';
import { isCertifiedAs } from '@/credentials/certificates/certificate-account';
import { openRotationPort } from '@/credentials/rotation/port-over-broker';
import { runRotation, type LeftPassword, type RunningRotation } from '@/credentials/rotation/run';
import { openSightings, type Sightings } from '@/credentials/rotation/sightings';
import { driverOf } from '@/credentials/time-left/pace';

import type { Pipeline } from '../../hearing/pipeline';
import type { Certified } from '../accounts';
import type { Office } from '../admin';
import type { Found } from './rotation-accounts';
import { openHandOver, witnessOf } from './rotation-hand-over';

export type RunParts = {
  readonly pipeline: Pipeline;
  /** the day-to-day connection, which commands the devices */
  readonly broker: () => Broker | null;
  readonly clock: () => number;
  /** ms since anything, never set right */
  readonly steady: () => number;
  readonly random: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly certified: Certified;
};

type Driver = ReturnType<typeof driverOf>;

/** One rotation that is carried on in this browser. */
export type OpenedRun = {
  readonly run: RunningRotation;
  /** what is heard of its device meanwhile */
  readonly sightings: Sightings;
  readonly way: RotationWay;
  readonly driver: Driver;
  /** it stops where it stands, which is a safe place at any moment */
  stop(): void;
};

type What = {
  readonly found: Found;
  readonly device: Device | null;
  readonly wish: 'start' | 'finish';
  readonly left: LeftPassword | null;
};

type Surroundings = {
  readonly seen: SeenLogIns;
  wake(): void;
  change(ms: number): Promise<void>;
  usualMs(driver: Driver): number | null;
  onProgress(rotation: Rotation): void;
};

/** Puts together all that carries on the rotation of one device, and starts it. */
export function openRun(
  parts: RunParts,
  office: Office,
  { found, device, wish, left }: What,
  { seen, wake, change, usualMs, onProgress }: Surroundings,
): OpenedRun {
  const { pipeline, clock, steady, randomBytes } = parts;
  const { account, usernames, rotations } = found;
  const stopping = new AbortController();
  const { handOver, close } = openHandOver(parts, office, account, device, wake);
  const driver = driverOf(device, handOver.way);
  const sightings = openSightings();
  sightings.see(device ?? undefined, steady());
  const isCertifiedNow = (username: string) => {
    const now = pipeline.home.devices.get(device?.id ?? '');
    return now !== undefined && isCertifiedAs(now, username);
  };
  const run = runRotation({
    subject: {
      account,
      device: device?.id ?? null,
      name: device?.name ?? account,
      spokenName: device === null ? account : spokenName(device.name),
      way: handOver.way,
    },
    wish,
    port: openRotationPort({
      authority: office.authority,
      broker: office.broker,
      device: account,
      usernames,
      rotations,
      witness: witnessOf(pipeline, device?.id ?? null, seen, sightings, steady),
      handOver,
      async isCertified(username) {
        if (isCertifiedNow(username)) return true;
        return (await parts.certified())?.has(username) ?? null;
      },
      clock,
      steady,
      change,
    }),
    by: office.username,
    clock,
    steady,
    newPassword: () => newPassword(handOver.way, randomBytes),
    newRotation: () => `r-${toBase64Url(randomBytes(9))}`,
    left,
    onProgress,
    usualMs: () => usualMs(driver),
    signal: stopping.signal,
  });
  return {
    run,
    sightings,
    way: handOver.way,
    driver,
    stop() {
      stopping.abort();
      close();
    },
  };
}
