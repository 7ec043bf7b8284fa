import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { describe, expect, test } from 'vitest';

import { copyMutated, openMutationBench } from '@/core/mutated.testing';

import { mutations } from './mutations.testing';
import type { firstComplaint } from './story.testing';

type Stories = { firstComplaint: typeof firstComplaint };

const here = import.meta.dirname;
const bench = openMutationBench();

/** Most are caught within some dozens, the rarest within some hundreds; all of them are tried in the long run only. */
const seeds = 2_500;

function queueWith(name: string, file: string, change: (text: string) => string): string {
  const folder = join(bench, name);
  copyMutated(here, folder, file, change);
  return pathToFileURL(join(folder, 'story.testing.ts')).href;
}

const isLong = process.env['GATEHOUSE_LONG'] !== undefined;

describe('one wrong line in the queue of updates is noticed by the stories', () => {
  test.skipIf(!isLong).each(mutations.map((mutation, index) => ({ ...mutation, index })))(
    'which then $why',
    { timeout: 120_000 },
    async ({ index, file, from, to, rule, house }) => {
      const stories = (await import(
        /* @vite-ignore */ queueWith(`${index}`, file, (text) => text.replace(from, () => to))
      )) as Stories; // a copy of that module
      const complaint = stories.firstComplaint(seeds, house);
      expect(complaint).not.toBeNull();
      if (rule !== undefined) expect(complaint).toBe(rule);
    },
  );

  test('each of them is still there to be made wrong', () => {
    for (const { file, from, why } of mutations)
      expect(readFileSync(join(here, file), 'utf8').split(from), why).toHaveLength(2);
  });
});
