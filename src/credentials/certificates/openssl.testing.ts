import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of files for the `openssl` program, gone when `work` is done. */
export function withFiles<T>(files: Readonly<Record<string, string | Uint8Array>>, work: (dir: string) => T): T {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-openssl-'));
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    return work(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What `openssl` said to both its outputs; null: it is not there. */
export function openssl(
  cwd: string,
  ...args: readonly string[]
): { readonly ok: boolean; readonly said: string } | null {
  const { error, status, stdout, stderr } = spawnSync('openssl', args, { cwd, encoding: 'utf8' });
  return error === undefined ? { ok: status === 0, said: `${stdout}${stderr}` } : null;
}
