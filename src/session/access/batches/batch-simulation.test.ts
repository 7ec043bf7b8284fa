import { expect, test } from 'vitest';

import { showReplayed, storySeeds } from '@/core/story-seeds.testing';

import { liveBatch } from './batch-stories.testing';

/** `npm run test:long` lives through more, each told by its number alone: again by GATEHOUSE_SEED=<n> */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
const seeds = isLong ? 1_000 : 12;

test(
  'whatever fails when, no device of the queue is locked out, none is begun that is not to be, and all is done in the end',
  { timeout: isLong ? 1_200_000 : 60_000 },
  async () => {
    for (const seed of storySeeds(seeds)) {
      const { complaint, log } = await liveBatch(seed);
      if (complaint !== null) throw new Error(`${complaint}, seed ${seed}\n${log.slice(-80).join('\n')}`);
      showReplayed(log);
    }
    expect.assertions(0);
  },
);

test('a whole story of a queue is told by its seed alone', async () => {
  expect((await liveBatch(3)).log).toEqual((await liveBatch(3)).log);
});
