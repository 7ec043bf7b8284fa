import { expect, test } from 'vitest';

import { openRng } from '@/core/random.testing';

import { isUnfinished } from './queue';
import type { House } from './story-world.testing';
import { tellStory } from './story.testing';

const stories = process.env['GATEHOUSE_LONG'] === undefined ? 1_000 : 50_000;
/** `GATEHOUSE_SEED=417 npx vitest run src/firmware/stories` tells one again, `GATEHOUSE_SEED=1000-1999` a slice of them */
const only = process.env['GATEHOUSE_SEED'];

function expectWell(seed: number, house: House = {}): void {
  const { broken, tasks, lost } = tellStory(openRng(seed), house);
  expect(broken, `seed ${seed}`).toEqual([]);
  expect(lost, `seed ${seed}`).toEqual([]);
  expect(tasks.filter(isUnfinished), `seed ${seed}`).toEqual([]);
}

/** `share` of the usual ones, or of a slice */
function seeds(share = 1): readonly number[] {
  const [first = 0, last = first] = (only ?? `0-${stories - 1}`).split('-').map(Number);
  return Array.from({ length: Math.ceil((last - first + 1) * share) }, (_, index) => first + index);
}

test(
  'a night of updates: never two at once where forbidden, never a lost entry, always an end with a reason',
  { timeout: 3_600_000 },
  () => {
    for (const seed of seeds()) expectWell(seed);
  },
);

test('nor beside what somebody else left for a sleeper of which the plan knows nothing', { timeout: 3_600_000 }, () => {
  for (const seed of seeds(1 / 20)) expectWell(seed, { hasStranger: true });
});
