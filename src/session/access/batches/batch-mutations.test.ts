import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

import { openMutationBench, withoutAlias } from '@/core/mutated.testing';

import { batchMutations, type BatchMutation } from './batch-mutations.testing';
import type { firstBatchComplaint } from './batch-stories.testing';

type Stories = { firstBatchComplaint: typeof firstBatchComplaint };

const here = dirname(fileURLToPath(import.meta.url));
const credentials = join(here, '../../../credentials');
const bench = openMutationBench();

/** Most are caught within ten stories; all of them are tried in the long run only. */
const seeds = 300;
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;

/** A copy of the queue, of what it rests on in `credentials/batch`, and of the stories about it. */
function queueWith(name: string, { file, from, to }: BatchMutation): string {
  const folder = join(bench, name);
  const isOfQueue = (path: string) =>
    /^(?:batch|waiting|refused|failure-words)/.test(path) && !path.endsWith('.test.ts');
  for (const path of readdirSync(here).filter(isOfQueue)) cpSync(join(here, path), join(folder, path));
  cpSync(join(credentials, 'batch'), join(folder, 'batch'), { recursive: true });
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    const own = path === file ? text.replace(from, () => to) : text;
    const there = path.startsWith('batch/') ? own.replaceAll("'../", "'@/credentials/") : own;
    const batch = there.replaceAll("'@/credentials/batch/", "'./batch/");
    writeFileSync(join(folder, path), withoutAlias(batch));
  }
  return pathToFileURL(join(folder, 'batch-stories.testing.ts')).href;
}

describe('one wrong line in the queue is noticed by the stories', () => {
  test.skipIf(!isLong).each(batchMutations.map((mutation, index) => ({ ...mutation, index })))(
    'which then $why',
    { timeout: 600_000 },
    async ({ index, ...mutation }) => {
      const stories = (await import(/* @vite-ignore */ queueWith(`${index}`, mutation))) as Stories; // a copy of that module
      expect(await stories.firstBatchComplaint(seeds)).not.toBeNull();
    },
  );

  test('each of them is still there to be made wrong', () => {
    for (const { file, from, why } of batchMutations) {
      const text = readFileSync(join(file.startsWith('batch/') ? credentials : here, file), 'utf8');
      expect(text.split(from), why).toHaveLength(2);
    }
  });
});
