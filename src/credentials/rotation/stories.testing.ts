import { openRng } from '@/core/random.testing';

import { isHandedOver } from './facts';
import { openWorld, type Kind, type World } from './world.testing';

const usual: Kind = { way: 'two-slots', temper: 'obeys', tells: true, manner: 'honest' };

/** Every sort of device, and who lives with it, as the name of a test. */
export const kinds: readonly (readonly [string, Kind])[] = [
  ['that holds two and obeys', usual],
  ['that holds two and ignores what it is handed', { ...usual, temper: 'ignores' }],
  ['that holds two and has another key than it says', { ...usual, temper: 'wrong-key' }],
  ['that holds one and obeys', { ...usual, way: 'one-slot' }],
  ['that holds one and ignores what it is handed', { ...usual, way: 'one-slot', temper: 'ignores' }],
  ['that holds one, and nobody tells which', { ...usual, way: 'one-slot', tells: false }],
  ['into which somebody types it', { ...usual, way: 'by-hand' }],
  ['into which somebody types it, and nobody tells which it uses', { ...usual, way: 'by-hand', tells: false }],
  ['that holds one and cannot be asked which', { ...usual, way: 'one-slot', cannotBeAsked: true }],
  ['that holds two, which some browsers take for another', { ...usual, isMistaken: true }],
  ['that holds one, which some browsers take for another', { ...usual, way: 'one-slot', isMistaken: true }],
  [
    'into which somebody types it, which some browsers take for another',
    { ...usual, way: 'by-hand', isMistaken: true },
  ],
];

export const careless: readonly (readonly [string, Kind])[] = [
  ['into which somebody types it', { ...usual, way: 'by-hand', tells: false, manner: 'careless' }],
  [
    'that is told by command and cannot be asked what it holds',
    { ...usual, way: 'one-slot', cannotBeAsked: true, manner: 'careless' },
  ],
  ['that is told by command', { ...usual, way: 'one-slot', tells: false, manner: 'careless' }],
  [
    'that is told by command, waits with it until it is switched off and on, and cannot be asked',
    { ...usual, way: 'one-slot', temper: 'lingers', cannotBeAsked: true, manner: 'careless' },
  ],
];

/** Where the clocks of all browsers are set forward and back at any time, and the device itself says to what it is set. */
const withClocks: Kind = { ...usual, tells: false, clocksJump: true };
export const clocks: readonly (readonly [string, Kind])[] = [
  ['that is told by command, and says to what it is set', { ...withClocks, way: 'one-slot', says: true }],
  ['into which somebody types it, and that says what it uses', { ...withClocks, way: 'by-hand', says: true }],
  ['into which somebody types it without looking', { ...withClocks, way: 'by-hand', manner: 'careless' }],
  [
    'that is told by command, of which somebody speaks without looking',
    { ...withClocks, way: 'one-slot', manner: 'careless' },
  ],
];

/** A storm of faults, then calm until everybody is done, then one more who tidies up. */
export function live(seed: number, kind: Kind): World & { readonly leftAlone: string | null } {
  const world = openWorld(openRng(seed), kind);
  world.arrive('first', 'start');
  world.happen(seed % 4 === 0 ? 40 : 400, true); // after a short one the first browser is often still alone
  const carriedOn =
    kind.way === 'one-slot' && kind.tells && !kind.isMistaken && !kind.cannotBeAsked ? world.carriedOn : null;
  world.calm();
  world.happen(carriedOn === null ? 3_000 : 20_000, false);
  const leftAlone = carriedOn === null ? null : complaintOfOne(world, kind, carriedOn);
  world.restart();
  world.arrive('last', 'finish');
  world.happen(3_000, false);
  return { ...world, leftAlone };
}

/** Whoever has the password needs nobody else to see it through. */
function complaintOfOne({ slots, lockedOut }: World, { temper }: Kind, rotation: string): string | null {
  if (lockedOut !== null) return null;
  if (slots.size > 1) return 'one browser alone never came to an end';
  const isNew = [...slots.values()].some((slot) => slot.rotation === rotation);
  return temper === 'obeys' && !isNew ? 'one browser alone did not tell it again' : null;
}

/** What is wrong with how it ended, in words; null: nothing. */
export function complaintOf(
  world: ReturnType<typeof live>,
  { way, tells, manner, isMistaken, cannotBeAsked }: Kind,
): string | null {
  if (world.lockedOut !== null) return `locked out by ${world.lockedOut}`;
  if (manner === 'careless') return null;
  if (world.device.connectedAs === null) return 'the device is out in the end';
  // where only a person can tell, or types it in, both log-ins stay valid for as long as that takes
  const isForAPerson = way === 'by-hand' || (way === 'one-slot' && !tells) || (isMistaken ?? cannotBeAsked) === true;
  const mayStandStill = isForAPerson && world.slots.size === 2 && [...world.marks.values()].some(isHandedOver);
  if (world.leftAlone !== null) return world.leftAlone;
  return world.slots.size === 1 || mayStandStill ? null : 'two accounts are left';
}

/** The first story that ends badly, with its last lines; null: all `seeds` of every kind end well, or of the one called `only`. */
export function firstComplaint(seeds: number, only?: string): string | null {
  const told = [...kinds, ...careless, ...clocks].filter(([name]) => only === undefined || name === only);
  for (let seed = 1; seed <= seeds; seed++) {
    for (const [name, kind] of told) {
      const world = live(seed, kind);
      const complaint = complaintOf(world, kind);
      if (complaint !== null) return `${complaint}: a device ${name}, seed ${seed}\n${world.log.slice(-60).join('\n')}`;
    }
  }
  return null;
}
