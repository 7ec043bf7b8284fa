import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a file that only its owner may read. It is a new one that takes the old one's place when it is on the disk, and the
 * directory too: a power cut at any moment leaves the old one or the new one, never half.
 */
export function writeWhole(directory: string, name: string, text: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const draft = join(directory, `${name}.new`);
  // one that an earlier power cut left would keep whatever mode it has
  rmSync(draft, { force: true });
  onDisk(draft, 'w', (file) => writeAll(file, text));
  renameSync(draft, join(directory, name));
  // Windows opens no directories; there the rename is on the disk with the file system's own journal
  if (process.platform !== 'win32') onDisk(directory, 'r', () => {});
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
