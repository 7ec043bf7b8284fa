import { describe, expect, test } from 'vitest';

import { openRng } from './random.testing';
import { openWorld, type Kind, type World } from './world.testing';

/** 2,000 stories of all kinds together; `npm run test:long` lives through 250,000 */
const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
const seeds = isLong ? 25_000 : 200;
const timeout = isLong ? 1_200_000 : 60_000;

const usual: Kind = { way: 'two-slots', temper: 'obeys', tells: true, manner: 'honest' };
const kinds: readonly (readonly [string, Kind])[] = [
  ['that holds two and obeys', usual],
  ['that holds two and ignores what it is handed', { ...usual, temper: 'ignores' }],
  ['that holds two and has another key than it says', { ...usual, temper: 'wrong-key' }],
  ['that holds one and obeys', { ...usual, way: 'one-slot' }],
  ['that holds one and ignores what it is handed', { ...usual, way: 'one-slot', temper: 'ignores' }],
  ['that holds one, and nobody tells which', { ...usual, way: 'one-slot', tells: false }],
  ['into which somebody types it', { ...usual, way: 'by-hand' }],
  ['into which somebody types it, and nobody tells which it uses', { ...usual, way: 'by-hand', tells: false }],
];
const careless: readonly (readonly [string, Kind])[] = [
  ['into which somebody types it', { ...usual, way: 'by-hand', tells: false, manner: 'careless' }],
  ['that is told by command', { ...usual, way: 'one-slot', tells: false, manner: 'careless' }],
];

/** A storm of faults, then calm until everybody is done, then one more who tidies up. */
function live(seed: number, kind: Kind): World {
  const world = openWorld(openRng(seed), kind);
  world.arrive('first', 'start');
  world.happen(400, true);
  world.calm();
  world.happen(3_000, false);
  world.arrive('last', 'finish');
  world.happen(2_000, false);
  return world;
}

function expectWell(world: World, { way, manner }: Kind, seed: number): void {
  const story = () => `seed ${seed}\n${world.log.slice(-60).join('\n')}`;
  if (world.lockedOut !== null) throw new Error(`locked out by ${world.lockedOut}, ${story()}`);
  if (manner === 'careless') return;
  if (world.device.connectedAs === null) throw new Error(`the device is out in the end, ${story()}`);
  // who may have been told keeps both log-ins valid, for as long as it takes to show which one it uses
  const mayStandStill = way !== 'two-slots' && world.slots.size === 2 && [...world.marks.values()].includes('sent');
  if (world.slots.size !== 1 && !mayStandStill) throw new Error(`two accounts are left, ${story()}`);
}

describe.each(kinds)('a device %s', (_, kind) => {
  test('is never locked out, whatever fails when, and in the end everybody is done', { timeout }, () => {
    for (let seed = 1; seed <= seeds; seed++) expectWell(live(seed, kind), kind, seed);
    expect.assertions(0);
  });
});

describe.each(careless)('a device %s, with somebody who answers without looking', (_, kind) => {
  test('may be out for a while, and whatever was switched off can be switched on again', { timeout }, () => {
    for (let seed = 1; seed <= seeds; seed++) expectWell(live(seed, kind), kind, seed);
    expect.assertions(0);
  });
});

test(
  'a broker that has lost its accounts is changed no more, whoever was in the middle of something',
  { timeout },
  () => {
    for (let seed = 1; seed <= seeds; seed++) {
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
  const tell = () => live(7, usual).log;
  expect(tell()).toEqual(tell());
});
