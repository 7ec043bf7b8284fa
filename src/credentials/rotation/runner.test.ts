import { describe, expect, test } from 'vitest';

import type { ToldStory } from '@/core/story-log.testing';
import { showReplayed, storySeeds } from '@/core/story-seeds.testing';

import { runnerKinds } from './runner-kinds.testing';
import { liveLoss, liveRun } from './runner-stories.testing';

/** `npm run test:long` lives through more, each told by its number and its kind: again by GATEHOUSE_SEED=<n> */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
const seeds = isLong ? 300 : 2;
const timeout = isLong ? 1_200_000 : 240_000;

async function expectWell(live: (seed: number) => Promise<ToldStory>): Promise<void> {
  for (const seed of storySeeds(seeds)) {
    const { complaint, log } = await live(seed);
    if (complaint !== null) throw new Error(`${complaint}, seed ${seed}\n${log.slice(-80).join('\n')}`);
    showReplayed(log);
  }
  expect.assertions(0);
}

describe.each(runnerKinds)('the runner, with a device %s', (_, kind) => {
  test('never locks it out, whatever fails when, and comes to an end', { timeout }, () =>
    expectWell((seed) => liveRun(seed, kind)),
  );

  test('changes nothing more when the broker has lost its accounts', { timeout }, () =>
    expectWell((seed) => liveLoss(seed, kind)),
  );
});

test('a whole story of the runner is told by its seed alone', async () => {
  const [, kind] = runnerKinds[0]!; // there are some
  expect((await liveRun(3, kind)).log).toEqual((await liveRun(3, kind)).log);
});
