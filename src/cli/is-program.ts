import { accessSync, constants, statSync } from 'node:fs';

/** Is there a file at `path` that this process may run? */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
