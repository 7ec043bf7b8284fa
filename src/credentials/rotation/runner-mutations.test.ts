import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

import { copyMutated, openMutationBench } from '@/core/mutated.testing';

import { runnerKinds } from './runner-kinds.testing';
import { runnerMutations, type RunnerMutation } from './runner-mutations.testing';
import type { firstRunComplaint } from './runner-stories.testing';

type Stories = { firstRunComplaint: typeof firstRunComplaint };

const here = dirname(fileURLToPath(import.meta.url));
const bench = openMutationBench();

/** Most are caught within ten stories, the rarest within three hundred; all of them are tried in the long run only. */
const seeds = 400;
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;

function runnerWith(name: string, { file, from, to }: RunnerMutation): string {
  const folder = join(bench, name);
  copyMutated(here, folder, file, (text) => text.replace(from, () => to));
  return pathToFileURL(join(folder, 'runner-stories.testing.ts')).href;
}

describe('one wrong line in the runner or its port is noticed by the stories', () => {
  test.skipIf(!isLong).each(runnerMutations.map((mutation, index) => ({ ...mutation, index })))(
    'which then $why',
    { timeout: 600_000 },
    async ({ index, ...mutation }) => {
      const stories = (await import(/* @vite-ignore */ runnerWith(`${index}`, mutation))) as Stories; // a copy of that module
      expect(await stories.firstRunComplaint(seeds, mutation.noticedBy)).not.toBeNull();
    },
  );

  test('each of them is still there to be made wrong, and somebody to notice it', () => {
    const names = runnerKinds.map(([name]) => name);
    for (const { file, from, why, noticedBy } of runnerMutations) {
      expect(readFileSync(join(here, file), 'utf8').split(from), why).toHaveLength(2);
      expect(names).toContain(noticedBy);
    }
  });
});
