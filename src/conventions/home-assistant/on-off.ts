import type { Fact } from '@/core/observation';
import type { State } from '@/core/state';

import { isObject, parseJson } from '../json';
import { openEar, stateOptions, thing, type Ear, type Told, type Workbench } from './ear';
import type { Rendered } from './template/template';
import { configuredWord, isUntold, wordIn } from './words';

type Flag =
  | 'glassBreak'
  | 'sound'
  | 'motion'
  | 'occupancy'
  | 'vibration'
  | 'smoke'
  | 'carbonMonoxide'
  | 'gas'
  | 'leak'
  | 'tamper';

type Meaning = readonly [slot: string, state: (on: boolean) => State];

const openOrClosed = (on: boolean): State => ({ contact: on ? 'open' : 'closed' });
const flag = (key: Flag): Meaning => [key, (on) => ({ [key]: on })];

/** What "on" means by device class (home-assistant.io/integrations/binary_sensor, "Device class"). */
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['door', ['contact', openOrClosed]],
  ['garage_door', ['contact', openOrClosed]],
  ['opening', ['contact', openOrClosed]],
  ['window', ['contact', openOrClosed]],
  ['lock', ['lock', (on) => ({ lock: on ? 'unlocked' : 'locked' })]],
  ['motion', flag('motion')],
  ['moving', flag('vibration')],
  ['vibration', flag('vibration')],
  ['occupancy', flag('occupancy')],
  ['presence', flag('occupancy')],
  ['sound', flag('sound')],
  ['smoke', flag('smoke')],
  ['carbon_monoxide', flag('carbonMonoxide')],
  ['gas', flag('gas')],
  ['moisture', flag('leak')],
  ['tamper', flag('tamper')],
  // there is no class of its own
  ['glass_break', flag('glassBreak')],
]);

/** Some publishers leave the class out; these object ids then leave no doubt. */
const unclassed: ReadonlySet<string> = new Set(['motion', 'occupancy', 'smoke', 'tamper', 'vibration', 'glass_break']);

/** A binary sensor: a reading, a low battery, a connection, an update that waits, or somebody who rings. */
export function binarySensorEars(bench: Workbench): readonly Ear[] {
  const { options, objectId } = bench.entity;
  const given = options['device_class'];
  const deviceClass = typeof given === 'string' ? given : unclassed.has(objectId) ? objectId : null;
  if (isDoorbell(objectId, deviceClass)) return onOffEars(bench, 'ring', (on) => (on ? rang : null));
  if (deviceClass === 'battery') return onOffEars(bench, 'battery.low', (low) => ({ type: 'battery', low }));
  if (deviceClass === 'connectivity')
    return onOffEars(bench, 'connectivity', (on) => ({
      type: 'reachability',
      reachability: on ? 'online' : 'offline',
    }));
  if (deviceClass === 'update') return onOffEars(bench, 'update', (on) => ({ type: 'firmware', updateAvailable: on }));
  const meaning = deviceClass === null ? undefined : meanings.get(deviceClass);
  if (meaning === undefined) return [];
  const [slot, state] = meaning;
  const passing = options['off_delay'] === undefined ? undefined : passingWords.get(slot);
  if (passing !== undefined)
    return onOffEars(bench, slot, (on) => (on ? { type: 'event', event: slot, text: passing } : null));
  const whenUntold: Told = slot === 'contact' || slot === 'lock' ? { type: 'untold', key: slot } : null;
  return onOffEars(bench, slot, (on) => ({ type: 'state', state: state(on) }), { whenUntold });
}

/** With an `off_delay` nobody says when it is over: then it is something that happened, not something that lasts. */
const passingWords: ReadonlyMap<string, string> = new Map([
  ['motion', 'Motion'],
  ['occupancy', 'Somebody was there'],
  ['vibration', 'Vibration'],
]);

export const rang: Fact = { type: 'event', event: 'ring', text: 'Somebody rang', meaning: 'rang' };

function isDoorbell(objectId: string, deviceClass: string | null): boolean {
  return (deviceClass === null || deviceClass === 'occupancy') && /(?:^|_)(?:doorbell|ding)$/.test(objectId);
}

/** A switch, or a light in any of its three schemas, as far as being on goes. */
export function switchEars(bench: Workbench): readonly Ear[] {
  const templates = ['state_value_template', 'state_template', 'value_template'];
  const template = templates.find((option) => bench.entity.options[option] !== undefined) ?? 'value_template';
  return onOffEars(bench, 'switch', (on) => ({ type: 'state', state: { switch: on ? 'on' : 'off' } }), { template });
}

/** A siren (home-assistant.io/integrations/siren.mqtt), whose template has another name than that of a binary sensor. */
export function sirenEars(bench: Workbench): readonly Ear[] {
  const [named, usual] = ['state_value_template', stateOptions[1]];
  const template = bench.entity.options[named] === undefined ? usual : named;
  const tell = (on: boolean): Told => ({ type: 'state', state: { siren: on ? 'sounding' : 'silent' } });
  return onOffEars(bench, 'siren', tell, { template });
}

function onOffEars(
  bench: Workbench,
  slot: string,
  tell: (on: boolean) => Told,
  { template = stateOptions[1], whenUntold = null }: { template?: string; whenUntold?: Told } = {},
): readonly Ear[] {
  const { options, component } = bench.entity;
  const on = configuredWord(options['state_on'] ?? options['payload_on'], 'ON');
  const off = configuredWord(options['state_off'] ?? options['payload_off'], 'OFF');
  const strange: Told = {
    type: 'unclear',
    reason: `${thing(component).replace('a', 'A')} says neither of its two states`,
  };
  const [whenOn, whenOff] = [tell(true), tell(false)];
  return openEar(bench, slot, [stateOptions[0], template], (value) => {
    const state = stateOf(value);
    const word = wordIn(state);
    if (word === null) return isUntold(state) ? whenUntold : null;
    return word === on ? whenOn : word === off ? whenOff : strange;
  });
}

/** Sirens and lights may say it as JSON: `{"state":"ON", …}`. */
function stateOf(value: Rendered): Rendered {
  if (typeof value === 'string' && value.startsWith('{')) return stateOf(parseJson(value) as Rendered);
  if (!isObject(value)) return value;
  const { state } = value;
  return typeof state === 'string' || typeof state === 'boolean' ? state : undefined;
}
