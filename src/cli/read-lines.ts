import { readFileSync } from 'node:fs';

import { UsageError } from './options';

/** The lines of a recording; a UsageError where there is no such file. */
export function readLines(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    throw new UsageError(`${file} cannot be read. Give the path of a recording with --replay.`);
  }
}
