import type { Capability, Fact } from '@/core/observation';
import type { AlarmState, LockState, State } from '@/core/state';

import { numberOf, percentIn } from '../loose';
import { actionOfWord, modeOfWord } from '../thermostat';
import { fromFahrenheit } from '../units';
import type { Property } from './description';
import { flagKeys, subjectOf, type Subject } from './subject';

/** What a value of one property says; null: nothing that Gatehouse knows. */
export type Reading = {
  readonly capability: Capability | null;
  readonly read: (text: string) => Fact | null;
  /** the payloads that ask for something, where the property can be set */
  readonly ask: { readonly lock?: string; readonly unlock?: string; readonly on?: string; readonly off?: string };
  /** all that the meaning was made of: another signature is another meaning */
  readonly signature: string;
};

/**
 * Homie knows datatypes and no meanings: `$type` and ids are free text. A property means something when its own id says
 * so, else its node; and only with a datatype that can say it. A boolean called `contact` does not tell which of its
 * values is open, unless its `format` names both (5.0): it means nothing then.
 */
function meaningOf(property: Property): Reading | null {
  const subject = subjectOf(property);
  if (subject === null) return null;
  const meaning = meaningAs(subject, property);
  if (meaning === null) return null;
  const { datatype, unit, format, nodeType } = property;
  return { ...meaning, signature: [subject, datatype, unit, format, nodeType].join('\n') };
}

/** What all properties of a device say, by their paths. Of several temperatures that it is to come to, none is what it is set to. */
export function meaningsOf(properties: readonly Property[]): ReadonlyMap<string, Reading> {
  const isTarget = (property: Property) => subjectOf(property) === 'target-temperature';
  const hasSeveral = properties.filter(isTarget).length > 1;
  return new Map(
    properties.flatMap((property) => {
      const meaning = hasSeveral && isTarget(property) ? null : meaningOf(property);
      return meaning === null ? [] : [[property.path, meaning] as const];
    }),
  );
}

type Meaning = Omit<Reading, 'signature'>;

function meaningAs(subject: Subject, property: Property): Meaning | null {
  switch (property.datatype) {
    case 'boolean':
      return booleanMeaning(subject, property);
    case 'enum':
      return enumMeaning(subject, property);
    case 'integer':
    case 'float':
      return numberMeaning(subject, property);
    default:
      return null;
  }
}

function booleanMeaning(subject: Subject, property: Property): Meaning | null {
  if (subject === 'ring') return { capability: 'doorbell', ask: {}, read: (text) => (text === 'true' ? rang : null) };
  if (subject === 'battery-low')
    return { capability: 'battery', ask: {}, read: (text) => flagged(text, (low) => ({ type: 'battery', low })) };
  const [ifFalse, ifTrue] = wordsOfBoolean(subject, property.format);
  if (ifFalse === null || ifTrue === null) return null;
  const state = stateReader(subject);
  if (state === null) return null;
  return {
    capability: capabilityOf(state, property),
    read: (text) => flagged(text, (value) => stateFact(state.read(value ? ifTrue : ifFalse))),
    ask: property.settable ? asks(subject, { [ifTrue]: 'true', [ifFalse]: 'false' }) : {},
  };
}

/** A switch that cannot be set is a reading, and nothing to press. */
function capabilityOf({ capability }: StateReader, { settable }: Property): Capability | null {
  return settable || (capability !== 'switch' && capability !== 'siren') ? capability : null;
}

/** The words of false and true: the format's (5.0), else what the subject itself says. */
function wordsOfBoolean(subject: Subject, format: string): readonly [string | null, string | null] {
  const [ifFalse, ifTrue] = format.split(',').map(wordIn);
  const known = stateReader(subject);
  if (ifFalse && ifTrue && known !== null && known.read(ifFalse) !== null && known.read(ifTrue) !== null)
    return [ifFalse, ifTrue];
  return plainWords[subject] ?? [null, null];
}

const plainWords: Partial<Record<Subject, readonly [string, string]>> = {
  lock: ['unlocked', 'locked'],
  unlocked: ['locked', 'unlocked'],
  open: ['closed', 'open'],
  closed: ['open', 'closed'],
  switch: ['off', 'on'],
  siren: ['off', 'on'],
  ...Object.fromEntries([...flagKeys.keys()].map((flag) => [flag, ['off', 'on']])),
};

function enumMeaning(subject: Subject, property: Property): Meaning | null {
  if (subject === 'thermostat-mode') return thermostatMeaning('thermostatMode', modeOfWord, property);
  if (subject === 'thermostat-action') return thermostatMeaning('thermostatAction', actionOfWord, property);
  const state = stateReader(subject);
  if (state === null) return null;
  const values = property.format.split(',').map((value) => value.trim());
  const understood = values.filter((value) => state.read(wordIn(value)) !== null);
  if (understood.length === 0) return null;
  return {
    capability: capabilityOf(state, property),
    read: (text) => stateFact(state.read(wordIn(text))),
    ask: property.settable ? asks(subject, Object.fromEntries(values.map((value) => [wordIn(value), value]))) : {},
  };
}

/** A list that speaks of warmth is a thermostat's; of a word in it that is nobody else's, it is not known what it means. */
function thermostatMeaning(
  key: 'thermostatMode' | 'thermostatAction',
  words: ReadonlyMap<string, string>,
  { format }: Property,
): Meaning | null {
  if (!format.split(',').some((value) => /^(?:heat|cool)/.test(wordIn(value)))) return null;
  const read = (text: string): Fact => {
    const value = words.get(wordIn(text));
    return value === undefined ? { type: 'untold', key } : { type: 'state', state: { [key]: value } };
  };
  return { capability: 'climate', ask: {}, read };
}

function asks(subject: Subject, payloads: Readonly<Record<string, string>>): Reading['ask'] {
  const payload = (...words: readonly string[]) => words.map((word) => payloads[word]).find((one) => one !== undefined);
  if (subject === 'lock' || subject === 'unlocked') {
    const lock = payload('locked', 'lock');
    const unlock = payload('unlocked', 'unlock');
    return { ...(lock !== undefined && { lock }), ...(unlock !== undefined && { unlock }) };
  }
  if (subject !== 'switch' && subject !== 'siren') return {};
  const on = payload('on');
  const off = payload('off');
  return { ...(on !== undefined && { on }), ...(off !== undefined && { off }) };
}

type StateReader = { readonly capability: Capability; readonly read: (word: string) => State | null };

function stateReader(subject: Subject): StateReader | null {
  const flag = flagKeys.get(subject);
  if (flag !== undefined) {
    const words = { on: true, off: false, true: true, false: false, detected: true, clear: false, alarm: true };
    return { capability: flag.capability, read: (word) => picked(words, word, (on) => ({ [flag.key]: on })) };
  }
  switch (subject) {
    case 'lock':
    case 'unlocked':
      return { capability: 'lock', read: (word) => picked(lockWords, word, (lock) => ({ lock })) };
    case 'contact':
    case 'open':
    case 'closed':
      return { capability: 'contact', read: (word) => picked(contactWords, word, (contact) => ({ contact })) };
    case 'alarm':
      return { capability: 'alarm-panel', read: (word) => picked(alarmWords, word, (alarm) => ({ alarm })) };
    case 'siren':
      return {
        capability: 'siren',
        read: (word) => picked(onOff, word, (on) => ({ siren: on ? 'sounding' : 'silent' })),
      };
    case 'switch':
      return { capability: 'switch', read: (word) => picked(onOff, word, (on) => ({ switch: on ? 'on' : 'off' })) };
    default:
      return null;
  }
}

const onOff = { on: true, off: false };
const contactWords = { open: 'open', opened: 'open', closed: 'closed', close: 'closed' } as const;
const lockWords: Readonly<Record<string, LockState>> = {
  locked: 'locked',
  unlocked: 'unlocked',
  locking: 'locking',
  unlocking: 'unlocking',
  open: 'open',
  opening: 'opening',
  jammed: 'jammed',
};
const alarmWords: Readonly<Record<string, AlarmState>> = {
  disarmed: 'disarmed',
  armed_home: 'armed_home',
  armed_away: 'armed_away',
  armed_night: 'armed_night',
  armed_vacation: 'armed_vacation',
  pending: 'pending',
  arming: 'arming',
  disarming: 'disarming',
  triggered: 'triggered',
};

/** `Armed away`, `armed-away` and `armed_away` are one word. */
function wordIn(text: string): string {
  return text.trim().toLowerCase().replaceAll(/[ -]/g, '_');
}

function picked<T>(words: Readonly<Record<string, T>>, word: string, state: (value: T) => State): State | null {
  return Object.hasOwn(words, word) ? state(words[word] as T) : null; // its own key, so of the record's type
}

const rang: Fact = { type: 'event', event: 'rang', text: 'Somebody rang', meaning: 'rang' };

function flagged(text: string, fact: (value: boolean) => Fact | null): Fact | null {
  return text === 'true' ? fact(true) : text === 'false' ? fact(false) : null;
}

function stateFact(state: State | null): Fact | null {
  return state === null ? null : { type: 'state', state };
}

/** Numbers mean something with the unit that says what they are. */
function numberMeaning(subject: Subject, { unit }: Property): Meaning | null {
  const measure = measures.find((one) => one.subject === subject && one.unit === unit.trim().toLowerCase());
  if (measure === undefined) return null;
  return {
    capability: measure.capability,
    ask: {},
    read: (text) => {
      const value = numberOf(text.trim());
      return value === null ? null : measure.fact(value);
    },
  };
}

type Measure = {
  readonly subject: Subject;
  readonly unit: string;
  readonly capability: Capability | null;
  readonly fact: (value: number) => Fact | null;
};

function measure(
  subject: Subject,
  unit: string,
  capability: Capability | null,
  state: (value: number) => State,
): Measure {
  return { subject, unit, capability, fact: (value) => stateFact(state(value)) };
}

const measures: readonly Measure[] = [
  {
    subject: 'battery',
    unit: '%',
    capability: 'battery',
    fact: (value) => (percentIn(value) === null ? null : { type: 'battery', percent: value }),
  },
  measure('temperature', '°c', 'temperature', (temperatureC) => ({ temperatureC })),
  measure('temperature', '°f', 'temperature', (value) => ({ temperatureC: fromFahrenheit(value) })),
  measure('target-temperature', '°c', 'climate', (targetTemperatureC) => ({ targetTemperatureC })),
  measure('target-temperature', '°f', 'climate', (value) => ({ targetTemperatureC: fromFahrenheit(value) })),
  measure('humidity', '%', 'humidity', (humidityPercent) => ({ humidityPercent })),
  measure('pressure', 'hpa', null, (pressureHpa) => ({ pressureHpa })),
  measure('pressure', 'mbar', null, (pressureHpa) => ({ pressureHpa })),
  measure('pressure', 'kpa', null, (value) => ({ pressureHpa: value * 10 })),
  measure('pressure', 'pa', null, (value) => ({ pressureHpa: value / 100 })),
  measure('illuminance', 'lx', null, (illuminanceLux) => ({ illuminanceLux })),
  measure('illuminance', 'lux', null, (illuminanceLux) => ({ illuminanceLux })),
  measure('switch', 'w', 'power', (powerW) => ({ powerW })),
  measure('switch', 'kw', 'power', (value) => ({ powerW: value * 1000 })),
  measure('energy', 'kwh', null, (energyKwh) => ({ energyKwh })),
  measure('voltage', 'v', null, (voltageV) => ({ voltageV })),
];
