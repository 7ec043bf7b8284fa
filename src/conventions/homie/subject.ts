import type { Capability } from '@/core/observation';

import type { Property } from './description';

/** What a property is about. `power` is a switch where it is a boolean, and a measurement where it is a number. */
export type Subject =
  | 'lock'
  | 'unlocked'
  | 'contact'
  | 'open'
  | 'closed'
  | 'alarm'
  | 'siren'
  | 'switch'
  | 'ring'
  | 'battery'
  | 'battery-low'
  | 'temperature'
  | 'humidity'
  | 'pressure'
  | 'illuminance'
  | 'energy'
  | 'voltage'
  | Flag;

type Flag = 'motion' | 'occupancy' | 'smoke' | 'carbon-monoxide' | 'gas' | 'leak' | 'tamper' | 'vibration';
type FlagKey = 'motion' | 'occupancy' | 'smoke' | 'carbonMonoxide' | 'gas' | 'leak' | 'tamper' | 'vibration';

/** The subjects that are simply so or not so. */
export const flagKeys: ReadonlyMap<Subject, { readonly key: FlagKey; readonly capability: Capability }> = new Map([
  ['motion', { key: 'motion', capability: 'motion' }],
  ['occupancy', { key: 'occupancy', capability: 'occupancy' }],
  ['smoke', { key: 'smoke', capability: 'smoke' }],
  ['carbon-monoxide', { key: 'carbonMonoxide', capability: 'carbon-monoxide' }],
  ['gas', { key: 'gas', capability: 'gas' }],
  ['leak', { key: 'leak', capability: 'leak' }],
  ['tamper', { key: 'tamper', capability: 'tamper' }],
  ['vibration', { key: 'vibration', capability: 'vibration' }],
]);

const subjects: ReadonlyMap<string, Subject> = new Map(
  Object.entries({
    lock: 'lock',
    locked: 'lock',
    bolt: 'lock',
    deadbolt: 'lock',
    unlocked: 'unlocked',
    contact: 'contact',
    door: 'contact',
    window: 'contact',
    open: 'open',
    opened: 'open',
    closed: 'closed',
    siren: 'siren',
    on: 'switch',
    power: 'switch',
    switch: 'switch',
    relay: 'switch',
    outlet: 'switch',
    plug: 'switch',
    socket: 'switch',
    ring: 'ring',
    doorbell: 'ring',
    ringing: 'ring',
    battery: 'battery',
    temperature: 'temperature',
    humidity: 'humidity',
    pressure: 'pressure',
    illuminance: 'illuminance',
    brightness: 'illuminance',
    lux: 'illuminance',
    energy: 'energy',
    voltage: 'voltage',
    motion: 'motion',
    pir: 'motion',
    occupancy: 'occupancy',
    occupied: 'occupancy',
    presence: 'occupancy',
    smoke: 'smoke',
    co: 'carbon-monoxide',
    monoxide: 'carbon-monoxide',
    gas: 'gas',
    leak: 'leak',
    leakage: 'leak',
    flood: 'leak',
    tamper: 'tamper',
    tampered: 'tamper',
    vibration: 'vibration',
    shock: 'vibration',
  } satisfies Record<string, Subject>),
);

/** Ids that say nothing of their own: their node says what they are about. */
const generic = new Set([
  'state',
  'status',
  'value',
  'active',
  'detected',
  'alarm',
  'triggered',
  'current',
  'measured',
]);

/** What a property is about, by its id; where that is a general word, by the type of its node, else by the node's id. */
export function subjectOf({ id, node, nodeType, datatype }: Property): Subject | null {
  const own = wordsIn(id);
  if (own.includes('battery') && own.includes('low')) return 'battery-low';
  // an enum of an alarm tells how it is armed; a boolean of one only that its sensor has seen something
  if (datatype === 'enum' && [...own, ...wordsIn(nodeType), ...wordsIn(node)].includes('alarm')) return 'alarm';
  const said = firstSubject(own);
  if (said !== null) return said;
  if (!own.some((word) => generic.has(word))) return null;
  return firstSubject(wordsIn(nodeType)) ?? firstSubject(wordsIn(node));
}

function firstSubject(words: readonly string[]): Subject | null {
  for (const word of words) {
    const subject = subjects.get(word);
    if (subject !== undefined) return subject;
  }
  return null;
}

/** `front-doorLock` → front, door, lock. */
export function wordsIn(text: string): readonly string[] {
  return text
    .slice(0, 64)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
