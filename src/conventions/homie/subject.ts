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
  | 'target-temperature'
  | 'thermostat-mode'
  | 'thermostat-action'
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

/** Said of a temperature to which it is to come. */
const aims = new Set(['target', 'set', 'setpoint', 'desired', 'wanted']);
/** Said of one that nothing has: bounds, corrections, what an alarm is set to. */
const bounds = new Set([
  'min',
  'minimum',
  'max',
  'maximum',
  'limit',
  'threshold',
  'offset',
  'calibration',
  'correction',
]);
const thermostats = new Set(['thermostat', 'hvac', 'climate', 'heating', 'heater', 'radiator', 'trv']);

/** Said of a truth that is about a setting or a part, and not about the thing itself: `smoke-test`, `auto-lock`, `lock-jammed`. */
const aside = new Set(
  (
    'enable enabled disabled supported available calibrated sensitivity config setting timer timeout delay command button led ' +
    'test mute muted silenced notify notification error fault failed jammed blocked auto child'
  ).split(' '),
);
/** What may stand beside the word for a bolt: of any other lock, as that of a keypad, nobody knows whether it is a door's. */
const ofBolts = new Set(
  'lock locked unlocked bolt deadbolt door gate front back rear side main garage entrance entry house smart is current state status'.split(
    ' ',
  ),
);
/** They say where it is, as far as the id says anything else. */
const openings = new Set(['door', 'window']);

/** What a property is about, by its id; where that is a general word, by the type of its node, else by the node's id. */
export function subjectOf({ id, node, nodeType, datatype }: Property): Subject | null {
  const own = wordsIn(id);
  if (own.includes('battery') && own.includes('low')) return 'battery-low';
  // an enum of an alarm tells how it is armed; a boolean of one only that its sensor has seen something
  if (datatype === 'enum' && [...own, ...wordsIn(nodeType), ...wordsIn(node)].includes('alarm')) return 'alarm';
  const place = [...wordsIn(nodeType), ...wordsIn(node)];
  if (datatype === 'enum' && place.some((word) => thermostats.has(word))) {
    if (own.includes('mode')) return 'thermostat-mode';
    if (own.includes('action') || own.includes('state')) return 'thermostat-action';
  }
  if (own.includes('setpoint') || own.includes('temperature')) {
    if (own.some((word) => bounds.has(word))) return null;
    if (own.some((word) => aims.has(word))) return 'target-temperature';
  }
  if (datatype === 'boolean' && own.some((word) => aside.has(word))) return null;
  const said = firstSubject(own.filter((word) => !openings.has(word))) ?? firstSubject(own);
  if (datatype === 'boolean' && (said === 'lock' || said === 'unlocked') && !own.every((word) => ofBolts.has(word)))
    return null;
  if (
    (said === 'open' || said === 'closed') &&
    [...own, ...place].some((word) => word === 'valve' || word === 'detection')
  )
    return null;
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
