import {
  bounded,
  equals,
  Float,
  failed,
  isFloat,
  isList,
  missing,
  numberOf,
  numeric,
  textOf,
  type Value,
} from './values';

type Operator = (one: Value, other: Value) => Value;

const onNumbers =
  (compute: (one: number, other: number) => number, isAlwaysFloat = false): Operator =>
  (one, other) =>
    numeric(compute(numberOf(one), numberOf(other)), isAlwaysFloat || isFloat(one) || isFloat(other));

/** Jinja's operators on two values, with Python's meaning. A division by zero is no value. */
export const operators: Readonly<Record<string, Operator>> = {
  '+': (one, other) => {
    if (typeof one === 'string' && typeof other === 'string') return bounded(one + other);
    if (isList(one) && isList(other)) return one.length + other.length > 1000 ? refuseSize() : [...one, ...other];
    return add(one, other);
  },
  '-': onNumbers((one, other) => one - other),
  '*': onNumbers((one, other) => one * other),
  '/': onNumbers((one, other) => one / other, true),
  '//': onNumbers((one, other) => Math.floor(one / other)),
  '%': onNumbers((one, other) => one - other * Math.floor(one / other)),
  '**': onNumbers((one, other) => one ** other),
  '~': (one, other) => bounded(textOf(one) + textOf(other)),
  '==': equals,
  '!=': (one, other) => !equals(one, other),
  '<': (one, other) => order(one, other) < 0,
  '<=': (one, other) => order(one, other) <= 0,
  '>': (one, other) => order(one, other) > 0,
  '>=': (one, other) => order(one, other) >= 0,
};

const add = onNumbers((one, other) => one + other);

function refuseSize(): never {
  throw failed;
}

/** Numbers among themselves and texts among themselves have an order, nothing else has. */
function order(one: Value, other: Value): number {
  if (one === undefined || other === undefined) throw missing;
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  return numberOf(one) - numberOf(other);
}

export function negate(value: Value): Value {
  return numeric(-numberOf(value), isFloat(value));
}

/** How Home Assistant's `round` may go to a side. */
const sides: Readonly<Record<string, (number: number, precision: number) => number>> = {
  common: roundHalfEven,
  floor: (number, precision) => Math.floor(number * 10 ** precision) / 10 ** precision,
  ceil: (number, precision) => Math.ceil(number * 10 ** precision) / 10 ** precision,
  half: (number) => roundHalfEven(number * 2, 0) / 2,
};

/** Home Assistant's `round`: without digits behind the point the result is whole. */
export function round(number: number, precision: number, side: string): Value {
  const rounding = Object.hasOwn(sides, side) ? sides[side] : undefined;
  if (rounding === undefined || !Number.isInteger(precision) || precision < 0 || precision > 15) throw failed;
  const rounded = rounding(number, precision);
  return precision === 0 ? Math.trunc(rounded) : new Float(rounded);
}

/** Python rounds what stands exactly in the middle to the even digit; `toFixed` knows the exact digits of a double. */
function roundHalfEven(number: number, precision: number): number {
  if (Math.abs(number) >= 1e15) return number;
  const exact = Math.abs(number).toFixed(Math.min(100, precision + 60));
  const behind = exact.slice(exact.indexOf('.') + 1 + precision);
  const step = 10 ** -precision;
  const rounded = Number(Math.abs(number).toFixed(precision));
  const isTie = behind.startsWith('5') && /^50*$/.test(behind);
  const isOdd = Math.round(rounded / step) % 2 === 1;
  const even = isTie && isOdd ? Number((rounded - step).toFixed(precision)) : rounded;
  return number < 0 ? -even : even;
}
