import { describe, expect, test } from 'vitest';

import type { Way } from './decide';
import { openRng, openWorld, type World } from './world.testing';

/** `npm run test:long` lives through a hundred thousand */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
const seeds = isLong ? 100_000 : 400;
const timeout = isLong ? 1_200_000 : 30_000;

/** A storm of faults, then calm until everybody is done, then one more who tidies up. */
function live(seed: number, way: Way, temper: 'obeys' | 'ignores'): World {
  const world = openWorld(openRng(seed), way, temper);
  world.arrive('first', 'start');
  world.happen(400, true);
  world.calm();
  world.happen(3_000, false);
  world.arrive('last', 'finish');
  world.happen(2_000, false);
  return world;
}

describe.each([
  ['two-slots', 'obeys'],
  ['two-slots', 'ignores'],
  ['one-slot', 'obeys'],
  ['one-slot', 'ignores'],
] as const)('a device with %s that %s what it is handed', (way, temper) => {
  test('is never locked out, whatever fails when, and in the end everybody is done', { timeout }, () => {
    for (let seed = 1; seed <= seeds; seed++) {
      const world = live(seed, way, temper);
      const story = () => `seed ${seed}\n${world.log.slice(-60).join('\n')}`;
      if (world.lockedOut !== null) throw new Error(`locked out by ${world.lockedOut}, ${story()}`);
      if (world.device.connectedAs === null) throw new Error(`the device is out in the end, ${story()}`);
      // a class B that may have been told keeps both log-ins valid, for as long as it takes to show which one it uses
      const mayStandStill = way === 'one-slot' && world.slots.size === 2 && [...world.marks.values()].includes('sent');
      if (world.slots.size !== 1 && !mayStandStill) throw new Error(`two accounts are left, ${story()}`);
    }
    expect.assertions(0);
  });
});

test('a whole story is told by its seed alone', () => {
  const tell = () => live(7, 'two-slots', 'obeys').log;
  expect(tell()).toEqual(tell());
});
