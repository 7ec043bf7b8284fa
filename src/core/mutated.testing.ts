import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll } from 'vitest';

const source = join(import.meta.dirname, '..');

/** A folder outside `src` for modules with a wrong line in them; it is gone after the tests of this file. */
export function openMutationBench(): string {
  const cache = join(source, '../.cache');
  mkdirSync(cache, { recursive: true });
  const bench = mkdtempSync(join(cache, 'mutated-'));
  afterAll(() => rmSync(bench, { recursive: true, force: true }));
  return bench;
}

/** All of a folder but its tests; `change` makes one of its files wrong. What stands beside the folder is used as it is. */
export function copyMutated(from: string, to: string, file: string, change: (text: string) => string): void {
  cpSync(from, to, { recursive: true, filter: (path) => !path.endsWith('.test.ts') });
  for (const path of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    const text = readFileSync(join(to, path), 'utf8');
    const own = path === file ? change(text) : text;
    const isTop = !path.includes('/');
    const here = isTop ? own.replaceAll("'../", `'${join(from, '..')}/`) : own;
    writeFileSync(join(to, path), withoutAlias(here));
  }
}

/** Outside `src` nobody knows the alias. */
export function withoutAlias(text: string): string {
  return text.replaceAll("'@/", `'${source}/`);
}
