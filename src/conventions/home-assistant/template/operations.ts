import { operators, round } from './arithmetic';
import {
  bounded,
  failed,
  Float,
  isDictionary,
  isFloat,
  isList,
  isTruthy,
  missing,
  numberOf,
  numeric,
  parseFloatValue,
  textOf,
  type Value,
} from './values';
import { parseJson } from '../../json';

/** A filter, function or method. `parameters` names what follows the value, for `round(1, method='floor')`. */
export type Operation = {
  readonly parameters: readonly string[];
  readonly run: (value: Value, ...rest: readonly Value[]) => Value;
};

const operation = (run: Operation['run'], ...parameters: readonly string[]): Operation => ({ run, parameters });

/**
 * `default` where there is one, else no value: Home Assistant's `float` and `int` raise then. What is not in the message
 * has no default either: `value_json.temperature | float(0)` must not make 0 °C of a message about something else.
 */
function orDefault(value: Value, fallback: Value): Value {
  if (value === undefined) throw missing;
  if (fallback === undefined) throw failed;
  return fallback;
}

const float = operation((value, fallback) => {
  const number = parseFloatValue(value);
  return number === null ? orDefault(value, fallback) : numeric(number, true);
}, 'default');

const bases: Readonly<Record<number, RegExp>> = {
  2: /^(?:0b)?([01]+)$/i,
  8: /^(?:0o)?([0-7]+)$/i,
  16: /^(?:0x)?([\da-f]+)$/i,
};

const int = operation(
  (value, fallback, base = 10) => {
    if (typeof value === 'string' && base !== 10) {
      const digits = typeof base === 'number' ? bases[base]?.exec(value.trim())?.[1] : undefined;
      return digits === undefined ? orDefault(value, fallback) : Number.parseInt(digits, numberOf(base));
    }
    const number = parseFloatValue(value);
    return number === null ? orDefault(value, fallback) : numeric(Math.trunc(number), false);
  },
  'default',
  'base',
);

const truths: ReadonlyMap<string, boolean> = new Map([
  ...['1', 'true', 'yes', 'on', 'enable'].map((word) => [word, true] as const),
  ...['0', 'false', 'no', 'off', 'disable'].map((word) => [word, false] as const),
]);

const bool = operation((value, fallback) => {
  if (typeof value === 'boolean') return value;
  const number = typeof value === 'string' ? null : parseFloatValue(value);
  if (number !== null) return number !== 0;
  return (typeof value === 'string' ? truths.get(value.trim().toLowerCase()) : undefined) ?? orDefault(value, fallback);
}, 'default');

const isNumber = operation((value) => {
  if (value === undefined) throw missing;
  return Number.isFinite(parseFloatValue(value) ?? Number.NaN);
});

const iif = operation(
  (value, whenTrue = true, whenFalse = false, whenNone) =>
    value === null && whenNone !== undefined ? whenNone : isTruthy(value) ? whenTrue : whenFalse,
  'if_true',
  'if_false',
  'if_none',
);

type Choice = (one: number, other: number) => boolean;
const isMore: Choice = (one, other) => one > other;
const isLess: Choice = (one, other) => one < other;

/** The largest or smallest of numbers. */
function extreme(values: readonly Value[], isBetter: Choice): Value {
  if (values.length === 0) throw failed;
  return values.reduce((best, one) => (isBetter(numberOf(one), numberOf(best)) ? one : best));
}

const extremeOf = (isBetter: Choice) =>
  operation(
    (first, ...others) => {
      if (others.length === 0) return extreme(listOf(first), isBetter);
      return extreme([first, ...others], isBetter);
    },
    'second',
    'third',
    'fourth',
  );

function listOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  throw value === undefined ? missing : failed;
}

/** What may be called by its name, as `float(value)`. */
export const functions: Readonly<Record<string, Operation>> = {
  float,
  int,
  bool,
  is_number: isNumber,
  iif,
  max: extremeOf(isMore),
  min: extremeOf(isLess),
};

const onText = (change: (text: string) => string) => operation((value) => bounded(change(textOf(value))));
const items = (value: Value): readonly Value[] | string => {
  if (typeof value === 'string' || isList(value)) return value;
  throw value === undefined ? missing : failed;
};
const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();

const replace = operation(
  (value, old, fresh) => {
    const [text, from, to] = [textOf(value), textOf(old), textOf(fresh)];
    const most = from === '' ? text.length + 1 : Math.floor(text.length / from.length);
    if (text.length + most * to.length > 256 * 1024) throw failed;
    return text.replaceAll(from, () => to);
  },
  'old',
  'new',
);

const truncate = operation(
  (value, length = 255, cutsWords = false, end = '...', leeway = 5) => {
    if (value === undefined) return value;
    if (typeof value !== 'string') throw failed;
    const text = value;
    const tail = textOf(end);
    const most = numberOf(length);
    if (text.length <= most + numberOf(leeway)) return text;
    if (most < tail.length) throw failed;
    const cut = text.slice(0, most - tail.length);
    const space = cut.lastIndexOf(' ');
    return (isTruthy(cutsWords) || space === -1 ? cut : cut.slice(0, space)) + tail;
  },
  'length',
  'killwords',
  'end',
  'leeway',
);

const toJson = operation((value) => bounded(JSON.stringify(plain(value))));

function plain(value: Value): unknown {
  if (value === undefined) throw missing;
  if (value instanceof Float) return value.number;
  return isList(value) ? value.map(plain) : value;
}

/** What stands behind a `|`: Jinja's and Home Assistant's filters that publishers use. No regular expressions: they can hang. */
export const filters: Readonly<Record<string, Operation>> = {
  float,
  int,
  bool,
  is_number: isNumber,
  iif,
  max: operation((value) => extreme(listOf(value), isMore)),
  min: operation((value) => extreme(listOf(value), isLess)),
  round: operation(
    (value, precision = 0, method = 'common', fallback) => {
      const number = parseFloatValue(value);
      return number === null ? orDefault(value, fallback) : round(number, numberOf(precision), textOf(method));
    },
    'precision',
    'method',
    'default',
  ),
  abs: operation((value) => numeric(Math.abs(numberOf(value)), isFloat(value))),
  multiply: operation((value, amount, fallback) => scaled(value, '*', amount, fallback), 'amount', 'default'),
  add: operation((value, amount, fallback) => scaled(value, '+', amount, fallback), 'amount', 'default'),
  bitwise_and: operation((value, other) => bits(value) & bits(other), 'second_value'),
  bitwise_or: operation((value, other) => bits(value) | bits(other), 'second_value'),
  default: operation(
    (value, fallback = '', boolean = false) =>
      value === undefined || (isTruthy(boolean) && !isTruthy(value)) ? fallback : value,
    'default_value',
    'boolean',
  ),
  is_defined: operation((value) => {
    if (value === undefined) throw missing;
    return value;
  }),
  string: onText((text) => text),
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  capitalize: onText(capitalize),
  title: onText((text) => text.replace(/[^\s\-({[<]+/g, capitalize)),
  trim: operation((value) => textOf(value).trim()),
  replace,
  truncate,
  length: operation((value) => (isDictionary(value) ? Object.keys(value).length : items(value).length)),
  first: operation((value) => items(value).at(0)),
  last: operation((value) => items(value).at(-1)),
  list: operation((value) => (isDictionary(value) ? Object.keys(value) : Array.from(items(value)))),
  sum: operation((value) => Array.from(items(value)).reduce<Value>((sum, one) => operators['+']?.(sum, one), 0)),
  join: operation((value, by = '') => bounded(Array.from(items(value)).map(textOf).join(textOf(by))), 'd'),
  tojson: toJson,
  to_json: toJson,
  from_json: operation((value) => {
    const parsed = typeof value === 'string' ? parseJson(value) : undefined;
    if (parsed === undefined) throw value === undefined ? missing : failed;
    return parsed as Value; // JSON holds nothing else
  }),
};
Object.assign(filters, { d: filters['default'], count: filters['length'] });

function scaled(value: Value, operator: '*' | '+', amount: Value, fallback: Value): Value {
  const number = parseFloatValue(value);
  if (number === null) return orDefault(value, fallback);
  return operators[operator]?.(new Float(number), amount);
}

function bits(value: Value): number {
  const number = numberOf(value);
  if (!Number.isInteger(number) || Math.abs(number) > 0x7fff_ffff) throw failed;
  return number;
}
