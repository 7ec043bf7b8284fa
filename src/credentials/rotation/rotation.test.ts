import { describe, expect, test } from 'vitest';

import { openRng } from '@/core/random.testing';
import { showReplayed, storySeeds } from '@/core/story-seeds.testing';

import { careless, clocks, complaintOf, kinds, live } from './stories.testing';
import { openWorld, type Kind } from './world.testing';

/** 2,400 stories of all kinds together; `npm run test:long` lives through 240,000. GATEHOUSE_SEED=<n> tells one again */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
const seeds = isLong ? 10_000 : 100;
const timeout = isLong ? 1_200_000 : 60_000;

function expectWell(kind: Kind, most = seeds): void {
  for (const seed of storySeeds(most)) {
    const world = live(seed, kind);
    const complaint = complaintOf(world, kind);
    if (complaint !== null) throw new Error(`${complaint}, seed ${seed}\n${world.log.slice(-60).join('\n')}`);
    showReplayed(world.log);
  }
  expect.assertions(0);
}

describe.each(kinds)('a device %s', (_, kind) => {
  test('is never locked out, whatever fails when, and in the end everybody is done', { timeout }, () => {
    expectWell(kind);
  });
});

describe.each(kinds)('a device %s, on a network that brings things twice', (_, kind) => {
  test('is never locked out either', { timeout }, () => {
    expectWell({ ...kind, comesTwice: true }, seeds / 4);
  });
});

describe.each(careless)('a device %s, with somebody who answers without looking', (_, kind) => {
  test('may be out for a while, and whatever was switched off can be switched on again', { timeout }, () => {
    expectWell(kind);
  });
});

describe.each(clocks)('a device %s, while the clocks of the browsers are set forward and back', (_, kind) => {
  test('loses no log-in by that', { timeout }, () => {
    expectWell(kind);
  });
});

test(
  'a broker that has lost its accounts is changed no more, whoever was in the middle of something',
  { timeout },
  () => {
    for (const seed of storySeeds(seeds)) {
      const [, kind] = kinds[seed % kinds.length] ?? kinds[0]!; // there are some
      const world = openWorld(openRng(seed), kind);
      world.arrive('first', 'start');
      world.happen(150, true);
      world.loseAccounts();
      world.happen(300, true);
      if (world.changedAfterLoss !== null) throw new Error(`seed ${seed}\n${world.log.slice(-60).join('\n')}`);
    }
    expect.assertions(0);
  },
);

test('a whole story is told by its seed alone', () => {
  const tell = () => live(7, kinds[0]![1]).log;
  expect(tell()).toEqual(tell());
});
