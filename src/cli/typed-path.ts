import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** npm runs a command there, wherever the person is who typed it */
const project = join(import.meta.dirname, '../..');

/** The whole path that a person means who types `path`: one that begins nowhere begins in the folder in which they are. */
export function typedPath(path: string): string {
  const { INIT_CWD: callersFolder } = process.env;
  const isMoved = process.cwd() === project && callersFolder;
  return isMoved ? resolve(callersFolder, path) : resolve(path);
}

/**
 * The same of a directory that is kept from one start to the next. Before the caller's folder was heeded it was made in the
 * project's, and whoever has one only there goes on with it.
 */
export function keptPath(path: string): string {
  const typed = typedPath(path);
  const former = resolve(path);
  return !existsSync(typed) && existsSync(former) ? former : typed;
}
