import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError } from '../options';
import { writeWhole } from '../write-whole';

const format = 'gatehouse-watch/1';

/** One value a home, kept from one start to the next. */
export type Kept<T> = {
  /** null: nothing is kept of it */
  read(home: string): T | null;
  write(home: string, value: T): void;
};

/** What is kept under a name, each a file of its own. */
export type StateDirectory = <T>(name: string) => Kept<T>;

/**
 * What a watcher keeps: each `name` is a file in `directory` that only its owner may read. null: it keeps nothing beyond its
 * own life. What is in the files was written by this program, and a directory of mode 700 lets nobody else.
 */
export function openStateDirectory(directory: string | null, say: (sentence: string) => void): StateDirectory {
  if (directory !== null) mustBeWritable(directory);
  let isInTrouble = false;
  return <T>(name: string): Kept<T> => {
    const homes: Record<string, T> = directory === null ? {} : read<T>(join(directory, `${name}.json`), say);
    return {
      read: (home) => (Object.hasOwn(homes, home) ? (homes[home] ?? null) : null),
      write(home, value) {
        homes[home] = value;
        if (directory === null) return;
        try {
          writeWhole(directory, `${name}.json`, JSON.stringify({ format, homes }));
          isInTrouble = false;
        } catch (error) {
          // a full disk is no reason not to watch
          if (!isInTrouble) say(cannotWrite(directory, error));
          isInTrouble = true;
        }
      },
    };
  };
}

function mustBeWritable(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new UsageError(cannotWrite(directory, error));
  }
}

function cannotWrite(directory: string, error: unknown): string {
  const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `${directory} cannot be written${why}, so a restart will not know what happened until now.`;
}

/** What cannot be read is put aside and told: an unwatched home is worse than a watcher that begins anew. */
function read<T>(file: string, say: (sentence: string) => void): Record<string, T> {
  if (!existsSync(file)) return {};
  try {
    const told = JSON.parse(readFileSync(file, 'utf8')) as { format?: unknown; homes?: Record<string, T> | null };
    if (told.format === format && typeof told.homes === 'object' && told.homes !== null) return told.homes;
  } catch {
    // said below
  }
  const aside = `${file}.unreadable`;
  try {
    renameSync(file, aside);
  } catch {
    throw new UsageError(`${file} is not the state of a watcher. Move it away to begin anew.`);
  }
  say(`${file} is not the state of a watcher. It lies beside as ${aside}, and what was in it is learned anew.`);
  return {};
}
