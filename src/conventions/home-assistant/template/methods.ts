import { filters, type Operation } from './operations';
import {
  bounded,
  contains,
  equals,
  failed,
  Float,
  isDictionary,
  isFloat,
  isList,
  lookUp,
  missing,
  numberOf,
  textOf,
  type Value,
} from './values';

type Method = Operation['run'];

const onText =
  (method: (text: string, ...rest: readonly Value[]) => Value): Method =>
  (value, ...rest) => {
    if (typeof value !== 'string') throw value === undefined ? missing : failed;
    return method(value, ...rest);
  };
const onDictionary =
  (method: (dictionary: Readonly<Record<string, unknown>>, ...rest: readonly Value[]) => Value): Method =>
  (value, ...rest) => {
    if (!isDictionary(value)) throw value === undefined ? missing : failed;
    return method(value, ...rest);
  };

/** `text` without the letters at its start; none given: without its blanks. */
function stripStart(text: string, letters: Value): string {
  if (letters === undefined) return text.trimStart();
  const off = new Set(textOf(letters));
  let from = 0;
  while (off.has(text.charAt(from))) from += 1;
  return text.slice(from);
}

function stripEnd(text: string, letters: Value): string {
  if (letters === undefined) return text.trimEnd();
  const off = new Set(textOf(letters));
  let to = text.length;
  while (off.has(text.charAt(to - 1))) to -= 1;
  return text.slice(0, to);
}

function split(text: string, by: Value, most: Value): readonly Value[] {
  const parts = by === undefined || by === null ? text.trim().split(/\s+/).filter(Boolean) : text.split(textOf(by));
  const limit = most === undefined ? -1 : numberOf(most);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  if (by === undefined || by === null) throw failed;
  return [...parts.slice(0, limit), parts.slice(limit).join(textOf(by))];
}

/** What may be called on a value, as `value.split(',')`: Python's methods that read and change nothing. */
export const methods: Readonly<Record<string, Method>> = {
  get: onDictionary((dictionary, key, fallback = null) => {
    const found = lookUp(dictionary, key);
    return found === undefined ? fallback : found;
  }),
  keys: onDictionary((dictionary) => Object.keys(dictionary)),
  values: onDictionary((dictionary) => Object.values(dictionary) as Value[]), // JSON holds nothing else
  split: onText((text, by, most) => split(text, by, most)),
  strip: onText((text, letters) => stripEnd(stripStart(text, letters), letters)),
  lstrip: onText((text, letters) => stripStart(text, letters)),
  rstrip: onText((text, letters) => stripEnd(text, letters)),
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => bounded(text.toUpperCase())),
  replace: onText((text, old, fresh) => filters['replace']?.run(text, old, fresh)),
  startswith: onText((text, start) => text.startsWith(textOf(start))),
  endswith: onText((text, end) => text.endsWith(textOf(end))),
  find: onText((text, part) => text.indexOf(textOf(part))),
  isdigit: onText((text) => /^\d+$/.test(text)),
  isnumeric: onText((text) => /^\d+$/.test(text)),
};

/** What `is` asks. `undefined` is a good answer here, and only here. */
export const tests: Readonly<Record<string, (value: Value, other?: Value) => boolean>> = {
  defined: (value) => value !== undefined,
  undefined: (value) => value === undefined,
  none: (value) => value === null,
  true: (value) => value === true,
  false: (value) => value === false,
  boolean: (value) => typeof value === 'boolean',
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' || typeof value === 'boolean' || value instanceof Float,
  integer: (value) => typeof value === 'number' && Number.isInteger(value),
  float: (value) => typeof value !== 'boolean' && isFloat(value),
  mapping: isDictionary,
  sequence: isSequence,
  iterable: isSequence,
  even: (value) => numberOf(value) % 2 === 0,
  odd: (value) => Math.abs(numberOf(value) % 2) === 1,
  divisibleby: (value, by) => numberOf(value) % numberOf(by) === 0,
  eq: equals,
  equalto: equals,
  ne: (value, other) => !equals(value, other),
  in: (value, container) => contains(container, value),
};

/** Jinja's undefined is an empty sequence. */
function isSequence(value: Value): boolean {
  return value === undefined || typeof value === 'string' || isList(value) || isDictionary(value);
}
