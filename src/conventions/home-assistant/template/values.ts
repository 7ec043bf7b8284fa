import { isObject, type JsonObject } from '../../json';

/** A number that Python would call a float: `4 / 2` is written 2.0, `4` is written 4. */
export class Float {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

/** What a template computes with. `undefined` is Jinja's undefined, null is Python's None; numbers may be boxed as `Float`. */
export type Value = string | number | boolean | null | undefined | Float | readonly Value[] | JsonObject;

/**
 * Ends an evaluation: `missing` where the message lacks what the template asks for, `failed` where it asks what makes no
 * sense. Thrown only inside this folder, and made once: a stack for every message of a sensor that is not there yet would
 * cost more than reading it.
 */
export class NoValue extends Error {
  override readonly name = 'NoValue';
  readonly reason: 'missing' | 'failed';
  constructor(reason: 'missing' | 'failed') {
    super(reason);
    this.reason = reason;
  }
}
export const missing = new NoValue('missing');
export const failed = new NoValue('failed');

/** texts longer than this are no reading, and a hostile template could double one again and again */
const mostLetters = 256 * 1024;

export function bounded(text: string): string {
  if (text.length > mostLetters) throw failed;
  return text;
}

/** Python's `str()`. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : bounded(repr(value));
}

function repr(value: Value): string {
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (value instanceof Float) return Number.isInteger(value.number) ? `${value.number}.0` : String(value.number);
  if (typeof value === 'string') {
    const escaped = value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
    return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
  }
  if (isList(value)) return `[${value.map(repr).join(', ')}]`;
  const entries = Object.entries(value as JsonObject).map(([key, item]) => `${repr(key)}: ${repr(item as Value)}`);
  return `{${entries.join(', ')}}`;
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isDictionary(value: Value): value is JsonObject {
  return isObject(value) && !(value instanceof Float);
}

/** Python's `bool()`. */
export function isTruthy(value: Value): boolean {
  if (value instanceof Float) return value.number !== 0;
  if (isList(value)) return value.length > 0;
  if (isDictionary(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

/** The number that arithmetic sees; a text is none, a truth value is 0 or 1. */
export function numberOf(value: Value): number {
  if (typeof value === 'number') return value;
  if (value instanceof Float) return value.number;
  if (typeof value === 'boolean') return value ? 1 : 0;
  throw value === undefined ? missing : failed;
}

export function isFloat(value: Value): boolean {
  return value instanceof Float || (typeof value === 'number' && !Number.isInteger(value));
}

/** Whole results of whole numbers stay whole. NaN and infinity are no readings. */
export function numeric(number: number, float: boolean): Value {
  if (!Number.isFinite(number)) throw failed;
  return float ? new Float(number) : number;
}

const floatText = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** Python's `float()`: null where it would raise. */
export function parseFloatValue(value: Value): number | null {
  if (typeof value !== 'string') return isNumber(value) ? numberOf(value) : null;
  const text = value.trim();
  return text.length < 400 && floatText.test(text) ? Number(text) : null;
}

function isNumber(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value instanceof Float;
}

/** Python's `==`: 1 and 1.0 and True are equal, "1" is not. */
export function equals(one: Value, other: Value): boolean {
  if (isNumber(one) && isNumber(other)) return numberOf(one) === numberOf(other);
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, index) => equals(item, other[index]));
  if (isDictionary(one) && isDictionary(other)) {
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    return keys.every((key) => Object.hasOwn(other, key) && equals(one[key] as Value, other[key] as Value));
  }
  return one === other;
}

/** `value.key` and `value[key]`: own keys only, so nothing leads to a prototype. */
export function lookUp(value: Value, key: Value): Value {
  if (value === undefined) throw missing;
  if (typeof value === 'string' || isList(value)) {
    const index = typeof key === 'number' ? key : Number.NaN;
    return value.at(index >= -value.length && index < value.length ? index : value.length);
  }
  if (!isDictionary(value)) return undefined;
  const name = keyOf(key);
  return Object.hasOwn(value, name) ? (value[name] as Value) : undefined;
}

/** What a dictionary of a template keeps `key` under: 1 and "1" are two keys in Python, 1 and True are one. */
export function keyOf(key: Value): string {
  return typeof key === 'string' ? key : `\u0000${isNumber(key) ? numberOf(key) : textOf(key)}`;
}

/** Python's `in`. */
export function contains(container: Value, item: Value): boolean {
  if (container === undefined) return false;
  if (typeof container === 'string') return container.includes(typeof item === 'string' ? item : refuse());
  if (isList(container)) return container.some((one) => equals(one, item));
  if (isDictionary(container)) return Object.hasOwn(container, keyOf(item));
  return refuse();
}

function refuse(): never {
  throw failed;
}
