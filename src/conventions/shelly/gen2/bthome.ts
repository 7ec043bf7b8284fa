import type { Capability } from '@/core/observation';
import type { State } from '@/core/state';

import type { Measured } from '../../units';

type Flag = 'motion' | 'occupancy' | 'vibration' | 'smoke' | 'carbonMonoxide' | 'gas' | 'leak' | 'sound' | 'tamper';
/** What a number or a truth value of a Bluetooth sensor says. */
export type Meaning = { readonly capability: Capability | null } & (
  | { readonly kind: 'number'; readonly key: Measured }
  | { readonly kind: 'flag'; readonly key: string; readonly say: (on: boolean) => State }
  | { readonly kind: 'battery' | 'battery-low' }
);

const measures = (key: Measured, capability: Capability | null = null): Meaning => ({
  kind: 'number',
  key,
  capability,
});
const senses = (key: Flag, capability: Capability): Meaning => ({
  kind: 'flag',
  key,
  capability,
  say: (on) => ({ [key]: on }),
});

const opening: Meaning = {
  kind: 'flag',
  key: 'contact',
  capability: 'contact',
  say: (on) => ({ contact: on ? 'open' : 'closed' }),
};
/** it knows of a bolt, and moves none */
const bolt: Meaning = {
  kind: 'flag',
  key: 'lock',
  capability: null,
  say: (on) => ({ lock: on ? 'unlocked' : 'locked' }),
};

/** The object ids of BTHome v2 (bthome.io/format) that say something of the house. */
const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [0x01, { kind: 'battery', capability: 'battery' }],
  [0x15, { kind: 'battery-low', capability: 'battery' }],
  [0x02, measures('temperatureC', 'temperature')],
  [0x45, measures('temperatureC', 'temperature')],
  [0x03, measures('humidityPercent', 'humidity')],
  [0x2e, measures('humidityPercent', 'humidity')],
  [0x04, measures('pressureHpa')],
  [0x05, measures('illuminanceLux')],
  [0x0a, measures('energyKwh')],
  [0x0b, measures('powerW', 'power')],
  [0x0c, measures('voltageV')],
  [0x11, opening],
  [0x1a, opening],
  [0x1b, opening],
  [0x2d, opening],
  [0x1f, bolt],
  [0x17, senses('carbonMonoxide', 'carbon-monoxide')],
  [0x1c, senses('gas', 'gas')],
  [0x20, senses('leak', 'leak')],
  [0x21, senses('motion', 'motion')],
  [0x22, senses('vibration', 'vibration')],
  [0x23, senses('occupancy', 'occupancy')],
  [0x25, senses('occupancy', 'occupancy')],
  [0x29, senses('smoke', 'smoke')],
  [0x2a, senses('sound', 'sound')],
  [0x2b, senses('tamper', 'tamper')],
  [0x2c, senses('vibration', 'vibration')],
]);

/** null: it says nothing that is read, or nobody told what it is. */
export function meaningOf(object: number | null): Meaning | null {
  return meanings.get(object ?? -1) ?? null;
}
