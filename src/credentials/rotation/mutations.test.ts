import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';

import { copyMutated, openMutationBench } from '@/core/mutated.testing';

import { mutations } from './mutations.testing';
import { firstComplaint } from './stories.testing';

type Stories = { firstComplaint: typeof firstComplaint };

const here = dirname(fileURLToPath(import.meta.url));
const bench = openMutationBench();

/** Most are caught within ten stories, the rarest within a few hundred. */
const seeds = 1_000;

function engineWith(name: string, file: string, change: (text: string) => string): string {
  const folder = join(bench, name);
  copyMutated(here, folder, file, change);
  return pathToFileURL(join(folder, 'stories.testing.ts')).href;
}

describe('one wrong line in the engine is noticed by the stories', () => {
  test.each(mutations.map((mutation, index) => ({ ...mutation, index })))(
    'which then $why',
    { timeout: 300_000 },
    async ({ index, file, from, to, noticedBy }) => {
      expect(readFileSync(join(here, file), 'utf8').split(from)).toHaveLength(2);
      const mutated = (await import(
        /* @vite-ignore */ engineWith(`${index}`, file, (text) => text.replace(from, () => to))
      )) as Stories; // a copy of that module
      expect(mutated.firstComplaint(seeds, noticedBy)).not.toBeNull();
    },
  );

  test('and the right one is not', { timeout: 300_000 }, () => {
    expect(firstComplaint(20)).toBeNull();
  });
});
