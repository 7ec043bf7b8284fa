import type { Capability, Fact } from '@/core/observation';

import { gain, learn } from '../learning';
import { flagIn, numberOf, percentIn, shortIn } from '../loose';
import { keep, stateFact, type OpenState } from '../open-state';
import { fromFahrenheit } from '../units';
import type { RadioSensor } from './sensor';

type Fields = Readonly<Record<string, unknown>>;
/** a transmission is repeated up to six times, within a second or two */
const copiesWithinMs = 3_000;

type FlagKey = 'tamper' | 'leak' | 'smoke';
const flags: readonly (readonly [field: string, key: FlagKey])[] = [
  ['tamper', 'tamper'],
  ['leak', 'leak'],
  ['water', 'leak'],
  ['detect_wet', 'leak'],
  ['smoke', 'smoke'],
];

/** Fields that say whether a door is open, and the value that means open. */
const contacts: readonly (readonly [field: string, openIs: boolean])[] = [
  ['contact_open', true],
  ['reed_open', true],
  ['opened', true],
  ['closed', false],
];

/**
 * What the fields of a transmission tell (rtl_433, docs/DATA_FORMAT). They come together as JSON or one a topic as text.
 * Movement is told and never taken back, so it is an event and no state.
 */
export function readFields(sensor: RadioSensor, fields: Fields, at: number): readonly Fact[] {
  return [...readBattery(sensor, fields), ...stateFact(readState(sensor, fields)), ...readMoments(sensor, fields, at)];
}

/** `battery_ok` is 1 or 0, or a level between them. */
function readBattery(sensor: RadioSensor, fields: Fields): readonly Fact[] {
  const ok = numberOf(fields['battery_ok']);
  if (ok === null || ok < 0 || ok > 1) return [];
  learn(sensor, 'hasBattery', true);
  if (ok === 0 || ok === 1) return [{ type: 'battery', low: ok === 0 }];
  return [{ type: 'battery', percent: Math.round(ok * 100) }];
}

function readState(sensor: RadioSensor, fields: Fields): OpenState {
  const state: OpenState = {};
  const sense = (capability: Capability) => gain(sensor, sensor.senses, capability);
  for (const [field, openIs] of contacts) {
    const flag = flagIn(fields[field]);
    if (flag !== null) keep(state, 'contact', flag === openIs ? 'open' : 'closed');
  }
  const word = fields['state'];
  if (word === 'open' || word === 'closed') keep(state, 'contact', word);
  if (state.contact !== undefined) sense('contact');
  for (const [field, key] of flags) {
    const flag = flagIn(fields[field]);
    if (flag === null) continue;
    sense(key);
    keep(state, key, flag);
  }
  if (fields['event'] === 'Water Leak') {
    sense('leak');
    keep(state, 'leak', true);
  }
  const fahrenheit = numberOf(fields['temperature_F']);
  const celsius = numberOf(fields['temperature_C']) ?? (fahrenheit === null ? null : fromFahrenheit(fahrenheit));
  const humidity = percentIn(fields['humidity']);
  if (celsius !== null) sense('temperature');
  if (humidity !== null) sense('humidity');
  keep(state, 'temperatureC', celsius);
  keep(state, 'humidityPercent', humidity);
  keep(state, 'pressureHpa', numberOf(fields['pressure_hPa']));
  keep(state, 'illuminanceLux', numberOf(fields['light_lux']));
  const powerW = numberOf(fields['power_W']);
  if (powerW !== null) sense('power');
  keep(state, 'powerW', powerW);
  keep(state, 'energyKwh', numberOf(fields['energy_kWh']));
  return state;
}

function readMoments(sensor: RadioSensor, fields: Fields, at: number): readonly Fact[] {
  const facts: Fact[] = [];
  const isNew = (field: string) => isNewMoment(sensor, field, fields[field], at);
  const seesMotion = flagIn(fields['motion']);
  if (seesMotion !== null) gain(sensor, sensor.senses, 'motion');
  if (seesMotion === true && isNew('motion')) {
    facts.push({ type: 'event', event: 'motion', text: 'Movement was seen' });
  }
  const button = shortIn(fields['button']) ?? numberOf(fields['button']);
  if (button !== null) gain(sensor, sensor.senses, 'button');
  if (button !== null && !sensor.isDoorbell && isNew('button')) {
    const pressed = String(button).slice(0, 32);
    facts.push({ type: 'event', event: `button_${pressed}`, text: `Button ${pressed} was pressed` });
  }
  return facts;
}

/** Whoever rings sends something: every transmission of a doorbell is a ring. */
export function readRing(sensor: RadioSensor, at: number): readonly Fact[] {
  if (!sensor.isDoorbell || !isNewMoment(sensor, 'ring', true, at)) return [];
  return [{ type: 'event', event: 'ring', text: 'Somebody rang', meaning: 'rang' }];
}

function isNewMoment(sensor: RadioSensor, field: string, value: unknown, at: number): boolean {
  const before = sensor.moments.get(field);
  sensor.moments.set(field, { value, at });
  return before === undefined || before.value !== value || at - before.at > copiesWithinMs;
}

/** What differs from copy to copy of one transmission. */
const volatile = new Set(['time', 'rssi', 'snr', 'noise', 'freq', 'freq1', 'freq2', 'mod', 'protocol', 'mic']);

/** Is this one more copy of what was heard just now? */
export function isCopy(sensor: RadioSensor, fields: Fields, at: number): boolean {
  const content = JSON.stringify(Object.entries(fields).filter(([field]) => !volatile.has(field)));
  const before = sensor.lastTransmission;
  sensor.lastTransmission = { content: content.slice(0, 2_048), at };
  return before !== null && before.content === sensor.lastTransmission.content && at - before.at <= copiesWithinMs;
}
