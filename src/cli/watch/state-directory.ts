import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

import { UsageError } from '../options';
import { writeWhole } from '../write-whole';
import type { AsKept } from './kept-values';

const format = 'gatehouse-watch/1';
/** the file that every watcher writes when it has looked at the home first */
const everKept = 'alerts.json';

/** One value a home, kept from one start to the next. */
export type Kept<T> = {
  /** null: nothing is kept of it */
  read(home: string): T | null;
  write(home: string, value: T): void;
};

/** What is kept under a name, each a file of its own; `asKept` reads it. */
export type StateDirectory = <T>(name: string, asKept: AsKept<T>) => Kept<T>;

/**
 * What a watcher keeps: each `name` is a file in `directory` that only its owner may read. null: it keeps nothing beyond its
 * own life.
 */
export function openStateDirectory(directory: string | null, say: (sentence: string) => void): StateDirectory {
  if (directory !== null) mustBeWritable(directory);
  let isInTrouble = false;

  function tellTrouble(error: unknown): void {
    if (directory !== null && !isInTrouble)
      say(`${cannotWrite(directory, error)}, so a restart will not know what happened until now.`);
    isInTrouble = true;
  }

  return <T>(name: string, asKept: AsKept<T>): Kept<T> => {
    const homes: Record<string, T> = directory === null ? {} : read(join(directory, `${name}.json`), asKept, say);
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
          tellTrouble(error);
        }
      },
    };
  };
}

/** A wrong flag is told at once. Where a watcher kept its state before, its disk is what failed, and the home is watched on. */
function mustBeWritable(directory: string): void {
  if (existsSync(join(directory, everKept))) return;
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new UsageError(
      `--state takes a directory in which this account may write: ${cannotWrite(directory, error)}.`,
    );
  }
}

function cannotWrite(directory: string, error: unknown): string {
  const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
  return `${directory} cannot be written${why}`;
}

/** What cannot be read is put aside and told: an unwatched home is worse than a watcher that begins anew. */
function read<T>(file: string, asKept: AsKept<T>, say: (sentence: string) => void): Record<string, T> {
  if (!existsSync(file)) return {};
  const told = homesIn(file);
  const homes: Record<string, T> = {};
  let isWhole = told !== null;
  for (const [home, value] of Object.entries(told ?? {})) {
    const kept = asKept(value);
    if (kept === null) isWhole = false;
    else homes[home] = kept;
  }
  if (isWhole) return homes;
  const aside = `${file}.unreadable`;
  const lies = isRenamed(file, aside) ? `It lies beside as ${aside}, and what` : 'It cannot be put aside, and what';
  say(`${file} is not the state of a watcher. ${lies} was in it is learned anew.`);
  return homes;
}

/** null: it is not what this program writes. */
function homesIn(file: string): Record<string, unknown> | null {
  try {
    const told = JSON.parse(readFileSync(file, 'utf8')) as { format?: unknown; homes?: Record<string, unknown> | null };
    return told.format === format && typeof told.homes === 'object' ? (told.homes ?? null) : null;
  } catch {
    return null;
  }
}

function isRenamed(file: string, to: string): boolean {
  try {
    renameSync(file, to);
    return true;
  } catch {
    return false;
  }
}
