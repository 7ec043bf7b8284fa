import type { Capability, Fact } from '@/core/observation';
import type { AlarmState, State } from '@/core/state';
import { flagIn } from '../loose';

/** One part of a Ring device, `…/<entity>/state` (tsightler/ring-mqtt, devices/*.js). */
export type Entity = { readonly capability: Capability | null; readonly read: (word: string) => Fact | null };

const state = (value: State): Fact => ({ type: 'state', state: value });

function flag(capability: Capability | null, fact: (on: boolean) => Fact | null): Entity {
  return {
    capability,
    read: (word) => {
      const on = flagIn(word);
      return on === null ? null : fact(on);
    },
  };
}

const alarmStates: ReadonlySet<string> = new Set<AlarmState>([
  'disarmed',
  'armed_home',
  'armed_away',
  'armed_night',
  'pending',
  'arming',
  'triggered',
]);
const panel: Entity = {
  capability: 'alarm-panel',
  read: (word) => (alarmStates.has(word) ? state({ alarm: word as AlarmState }) : null), // it is one of them
};

const entities: ReadonlyMap<string, Entity> = new Map([
  ['alarm', panel],
  ['mode', panel],
  ['contact', flag('contact', (on) => state({ contact: on ? 'open' : 'closed' }))],
  // on a garage door, which is open when it lies
  ['tilt', flag('contact', (on) => state({ contact: on ? 'open' : 'closed' }))],
  ['motion', flag('motion', (motion) => state({ motion }))],
  ['flood', flag('leak', (leak) => state({ leak }))],
  ['smoke', flag('smoke', (smoke) => state({ smoke }))],
  ['co', flag('carbon-monoxide', (carbonMonoxide) => state({ carbonMonoxide }))],
  ['tamper', flag('tamper', (tamper) => state({ tamper }))],
  ['siren', flag('siren', (on) => state({ siren: on ? 'sounding' : 'silent' }))],
  ['switch', flag('switch', (on) => state({ switch: on ? 'on' : 'off' }))],
  ['lock', { capability: 'lock', read: (word) => lockFact(word) }],
  [
    'ding',
    flag('doorbell', (on) => (on ? { type: 'event', event: 'rang', text: 'Somebody rang', meaning: 'rang' } : null)),
  ],
  ['glassbreak', flag('glass-break', (glassBreak) => state({ glassBreak }))],
  ['police', flag(null, (on) => (on ? panic('police', 'The alarm for the police was started') : null))],
  ['fire', flag(null, (on) => (on ? panic('fire', 'The fire alarm was started') : null))],
]);

function panic(event: string, text: string): Fact {
  return { type: 'event', event, text, meaning: 'emergency' };
}

function lockFact(word: string): Fact | null {
  if (word === 'unknown') return { type: 'untold', key: 'lock' };
  return word === 'locked' || word === 'unlocked' ? state({ lock: word }) : null;
}

/** undefined: a setting, or something that says nothing of the house. */
export function entityOf(name: string): Entity | undefined {
  return entities.get(name);
}
