import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

import { UsageError } from '../options';
import { writeWhole } from '../write-whole';
import type { DeviceMemory, Kept } from './memory';

const credential = { slot: v.picklist(['a', 'b']), username: v.string(), password: v.string() };
const coordinate = v.string();
const identity = v.object({
  keyPem: v.string(),
  certificatePem: v.string(),
  authorityPem: v.string(),
  serial: v.string(),
  endsAt: v.number(),
});
const format = v.object({
  format: v.literal('gatehouse-device/1'),
  key: v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), x: coordinate, y: coordinate, d: coordinate }),
  holding: v.object({
    current: v.object(credential),
    next: v.nullable(v.object({ ...credential, rotation: v.string(), sequence: v.number() })),
    // absent in files from before it was kept
    settledOn: v.optional(v.nullable(v.picklist(['current', 'next'])), null),
    lastSequence: v.number(),
  }),
  certificates: v.optional(
    v.object({ keyPem: v.nullable(v.string()), current: v.nullable(identity), next: v.nullable(identity) }),
  ),
  firmware: v.optional(v.string()),
});

const fileName = 'device.json';
const nameOf = (directory: string) => join(directory, fileName);

export function hasStateFile(directory: string): boolean {
  return existsSync(nameOf(directory));
}

/**
 * A device's memory on disk, readable by its owner only; a power cut at any moment leaves the old one or the new one. What was
 * read once is known as long as the device runs: a file that is lost or torn meanwhile costs it nothing, and the next save makes it whole.
 */
export function openStateFile(directory: string): DeviceMemory {
  const name = nameOf(directory);
  let known: Kept | null = null;
  return {
    load: () => (known ??= readKept(name)),
    save(kept) {
      writeWhole(directory, fileName, JSON.stringify({ format: 'gatehouse-device/1', ...kept }));
      known = kept;
    },
  };
}

function readKept(name: string): Kept {
  const parsed = v.safeParse(format, parse(readFileSync(name, 'utf8')));
  if (!parsed.success)
    throw new UsageError(
      `${name} is not the state of a device. Put it right from a backup; it holds passwords that only it knows.`,
    );
  const { key, holding, certificates, firmware } = parsed.output;
  return {
    key,
    holding,
    ...(certificates !== undefined && { certificates }),
    ...(firmware !== undefined && { firmware }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
