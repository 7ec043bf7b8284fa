import { closeSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

import { UsageError } from './options';

const chunkBytes = 256 * 1024;

/**
 * The lines of a recording, one after the other: a day of a large home is more than fits into memory at once. A UsageError where
 * there is no such file.
 */
export function* readLines(file: string): Generator<string> {
  const source = trying(file, () => openSync(file, 'r'));
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (;;) {
      const bytes = trying(file, () => readSync(source, chunk));
      const lines = (rest + (bytes === 0 ? decoder.end() : decoder.write(chunk.subarray(0, bytes)))).split('\n');
      rest = lines.pop() ?? '';
      yield* lines;
      if (bytes === 0) return yield rest;
    }
  } finally {
    closeSync(source);
  }
}

function trying<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch {
    // whoever typed a part of the path sees where that was looked for
    throw new UsageError(`${resolve(file)} cannot be read. Give the path of a recording with --replay.`);
  }
}
