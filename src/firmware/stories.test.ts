import { expect, test } from 'vitest';

import { openRng } from '@/core/random.testing';

import { isUnfinished } from './queue';
import { tellStory } from './story.testing';

const stories = process.env['GATEHOUSE_LONG'] === undefined ? 1_000 : 50_000;
/** `GATEHOUSE_SEED=417 npx vitest run src/firmware/stories` tells one again */
const only = process.env['GATEHOUSE_SEED'];

test(
  'a night of updates: never two at once where forbidden, never a lost entry, always an end with a reason',
  { timeout: 3_600_000 },
  () => {
    const seeds = only === undefined ? Array.from({ length: stories }, (_, seed) => seed) : [Number(only)];
    for (const seed of seeds) {
      const { broken, tasks, lost } = tellStory(openRng(seed));
      expect(broken, `seed ${seed}`).toEqual([]);
      expect(lost, `seed ${seed}`).toEqual([]);
      expect(tasks.filter(isUnfinished), `seed ${seed}`).toEqual([]);
    }
  },
);
