import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import * as v from 'valibot';

import { UsageError } from '../options';
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
});

const nameOf = (directory: string) => join(directory, 'device.json');

export function hasStateFile(directory: string): boolean {
  return existsSync(nameOf(directory));
}

/**
 * A device's memory on disk, readable by its owner only. Each change is a new file that takes the old one's place when
 * it is on the disk, and the directory too: a power cut at any moment leaves the old one or the new one, never half.
 */
export function openStateFile(directory: string): DeviceMemory {
  const name = nameOf(directory);
  return {
    load: () => readKept(name),
    save(kept) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      const draft = `${name}.new`;
      onDisk(draft, 'w', (file) => writeAll(file, JSON.stringify({ format: 'gatehouse-device/1', ...kept })));
      renameSync(draft, name);
      // Windows opens no directories; there the rename is on the disk with the file system's own journal
      if (process.platform !== 'win32') onDisk(directory, 'r', () => {});
    },
  };
}

function readKept(name: string): Kept {
  const parsed = v.safeParse(format, parse(readFileSync(name, 'utf8')));
  if (!parsed.success)
    throw new UsageError(
      `${name} is not the state of a device. Put it right from a backup; it holds passwords that only it knows.`,
    );
  const { key, holding, certificates } = parsed.output;
  return { key, holding, ...(certificates !== undefined && { certificates }) };
}

/** A write may take a part only. */
function writeAll(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.byteLength;) written += writeSync(file, bytes, written);
}

function onDisk(name: string, flags: 'w' | 'r', work: (file: number) => void): void {
  const file = openSync(name, flags, 0o600);
  try {
    work(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
