import { aspectOf, type AspectName, type MappedReading } from './mapping';
import type { Fact } from './observation';
import { sayReading } from './reading-words';

/** What stands at `path` in `value`, undefined where nothing does. Only what is the payload's own is seen. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const part of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[part]; // an object, by the line above
  }
  return here;
}

const longestWord = 256;

/** A value as the text it is compared by; null: an object, a list, or more than a word. */
export function wordOfValue(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return null;
  const word = value.trim();
  return word === '' || word.length > longestWord ? null : word;
}

/** What the value means by this reading; null: nobody said. Where no word is the same, capitals are not counted. */
export function meaningOf({ values }: Pick<MappedReading, 'values'>, value: unknown): string | null {
  const word = wordOfValue(value);
  if (word === null) return null;
  const lower = word.toLowerCase();
  const same = values.find((one) => one.value === word) ?? values.find((one) => one.value.toLowerCase() === lower);
  return same?.means ?? null;
}

/** What `value`, found by the reading's path, tells. null: nothing that the reading knows; a picture is no such value. */
export function factOf(reading: MappedReading, value: unknown): Fact | null {
  const number = numberOf(value);
  switch (reading.aspect) {
    case 'temperature':
      return number === null ? null : { type: 'state', state: { temperatureC: number } };
    case 'humidity':
      return number === null ? null : { type: 'state', state: { humidityPercent: number } };
    case 'battery':
      return number === null || number < 0 || number > 100 ? null : { type: 'battery', percent: number };
    case 'picture':
      return null;
    default: {
      const means = meaningOf(reading, value);
      return means === null ? null : (facts[`${reading.aspect} ${means}`] ?? null);
    }
  }
}

const yesOrNo = (key: 'motion' | 'smoke' | 'leak' | 'tamper'): Readonly<Record<string, Fact>> => ({
  [`${key} yes`]: { type: 'state', state: { [key]: true } },
  [`${key} no`]: { type: 'state', state: { [key]: false } },
});

/** The meanings of `aspects`, as what they tell. */
const facts: Readonly<Record<string, Fact>> = {
  'lock locked': { type: 'state', state: { lock: 'locked' } },
  'lock unlocked': { type: 'state', state: { lock: 'unlocked' } },
  'lock jammed': { type: 'state', state: { lock: 'jammed' } },
  'contact open': { type: 'state', state: { contact: 'open' } },
  'contact closed': { type: 'state', state: { contact: 'closed' } },
  ...yesOrNo('motion'),
  ...yesOrNo('smoke'),
  ...yesOrNo('leak'),
  ...yesOrNo('tamper'),
  'switch on': { type: 'state', state: { switch: 'on' } },
  'switch off': { type: 'state', state: { switch: 'off' } },
  'siren sounding': { type: 'state', state: { siren: 'sounding' } },
  'siren silent': { type: 'state', state: { siren: 'silent' } },
  'battery-low low': { type: 'battery', low: true },
  'battery-low fine': { type: 'battery', low: false },
  'online online': { type: 'reachability', reachability: 'online' },
  'online offline': { type: 'reachability', reachability: 'offline' },
};

function numberOf(value: unknown): number | null {
  const word = wordOfValue(value);
  if (word === null || typeof value === 'boolean' || !/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(word)) return null;
  const number = Number(word);
  return Number.isFinite(number) ? number : null;
}

/** What `value` tells by this reading, in a word or two: "Locked", "21.5 °C"; null: nothing. */
export function sayMapped(reading: MappedReading, value: unknown): string | null {
  const fact = factOf(reading, value);
  switch (fact?.type) {
    case 'state':
      return sayState(fact.state);
    case 'battery':
    case 'reachability':
      return sayAspect(reading, value);
    default:
      return null;
  }
}

function sayState(state: Extract<Fact, { type: 'state' }>['state']): string | null {
  for (const [key, value] of Object.entries(state)) return sayReading(key as 'lock', value as 'locked').words; // key and value belong together
  return null;
}

function sayAspect(reading: MappedReading, value: unknown): string | null {
  const aspect = aspectOf(reading.aspect);
  if (aspect.form === 'number') return `${wordOfValue(value)} ${aspect.unit}`;
  const means = meaningOf(reading, value);
  return aspect.form === 'picture' ? null : (aspect.meanings.find((one) => one.means === means)?.label ?? null);
}

/** What words like this mostly mean: a first guess that a person may correct. null: none. */
export function guessMeaning(aspect: AspectName, word: string): string | null {
  return guesses[aspect]?.find(([pattern]) => pattern.test(word))?.[1] ?? null;
}

const yes = /^(?:1|true|on|yes|alarm|detected|active|motion|wet|smoke|tamper(?:ed)?)$/i;
const no = /^(?:0|false|off|no|ok|clear|normal|inactive|idle|none|dry)$/i;
const alike = [
  [yes, 'yes'],
  [no, 'no'],
] as const;
const guesses: { readonly [A in AspectName]?: readonly (readonly [RegExp, string])[] } = {
  lock: [
    [/^(?:lock(?:ed)?|secured?|closed?|255)$/i, 'locked'],
    [/^(?:unlock(?:ed)?|unsecured?|open(?:ed)?)$/i, 'unlocked'],
    [/^(?:jam(?:med)?|blocked|error|254)$/i, 'jammed'],
  ],
  contact: [
    [/^(?:open(?:ed)?|on)$/i, 'open'],
    [/^(?:closed?|shut|off)$/i, 'closed'],
  ],
  motion: alike,
  smoke: alike,
  leak: alike,
  tamper: alike,
  switch: [
    [/^(?:1|true|on|yes)$/i, 'on'],
    [/^(?:0|false|off|no)$/i, 'off'],
  ],
  siren: [
    [/^(?:1|true|on|sounding|active|alarm)$/i, 'sounding'],
    [/^(?:0|false|off|silent|idle|inactive)$/i, 'silent'],
  ],
  'battery-low': [
    [/^(?:1|true|on|low|critical)$/i, 'low'],
    [/^(?:0|false|off|ok|normal|fine|high)$/i, 'fine'],
  ],
  online: [
    [/^(?:1|true|on|online|alive|connected|available|up)$/i, 'online'],
    [/^(?:0|false|off|offline|dead|lost|disconnected|unavailable|down)$/i, 'offline'],
  ],
};
