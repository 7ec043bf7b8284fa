import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { UsageError } from './options';

// the whole path is said: whoever typed a part of it sees where that was looked for

/** What stands in `file`, the value of `flag`; a UsageError where that cannot be read. */
export function readGiven(flag: string, file: string): Buffer {
  return trying(() => readFileSync(file), `--${flag}: ${resolve(file)} cannot be read`);
}

/** Does `work`, which writes to `place`, the value of `flag`; a UsageError where nothing can be written there. */
export function writeGiven<T>(flag: string, place: string, work: () => T): T {
  return trying(work, `--${flag}: ${resolve(place)} cannot be written`);
}

function trying<T>(work: () => T, failed: string): T {
  try {
    return work();
  } catch (error) {
    // only the file system gives its errors a number: anything else is a bug of ours, or a sentence already
    if (!(error instanceof Error && 'errno' in error && 'code' in error)) throw error;
    throw new UsageError(`${failed} (${String(error.code)}).`);
  }
}
