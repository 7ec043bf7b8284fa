import type { DeviceHabits } from './device-habits';
import type { LocalTime } from './local-time';
import { isFar, reach, type Quantity } from './value-habit';
import { value, type Values } from './value-row';

/** it is looked back upon for so long, and for less than twice as long */
const windowMs = 30 * 60_000;
/** beyond what one reading may leap, and beyond the furthest climb yet */
const far = { leaps: 1.5, times: 2 } as const;
/** what is less, in leaps, moves no bar */
const leastLeaps = far.leaps / far.times;

export type Climb = {
  readonly from: number;
  /** it took no longer */
  readonly ms: number;
  /** it was not as far in all that time */
  readonly isFurthest: boolean;
};

/** Nothing is known of what was before this reading. */
export function beginClimb(values: Values, start: number, reading: number, at: number): void {
  values[start + value.climbSince] = at;
  for (const place of [value.lowNow, value.highNow, value.lowBefore, value.highBefore]) values[start + place] = reading;
}

/** From where it got here of late, further than it ever did; undefined: not so far. */
export function climbTo(
  values: Values,
  start: number,
  reading: number,
  at: number,
  isUp: boolean,
  { leap }: Quantity,
): Climb | undefined {
  const since = values[start + value.climbSince]!;
  const isOver = at - since >= windowMs;
  if (at < since || at - since >= 2 * windowMs) return undefined;
  let [low, high] = [values[start + value.lowNow]!, values[start + value.highNow]!];
  if (!isOver) {
    low = Math.min(low, values[start + value.lowBefore]!);
    high = Math.max(high, values[start + value.highBefore]!);
  }
  const climb = isUp ? reading - low : high - reading;
  if (climb <= far.leaps * leap || climb <= far.times * values[start + value.biggestClimb]!) return undefined;
  return {
    from: isUp ? low : high,
    ms: at - since + (isOver ? 0 : windowMs),
    isFurthest: isUp ? reading > high : reading < low,
  };
}

/**
 * A reading, once it has been judged and before it moves the bounds: who climbs to where it never was must not teach by his first step.
 * What is odd teaches nothing, nor does what comes back from far outside of the usual of its hour.
 */
export function learnClimb(
  values: Values,
  start: number,
  reading: number,
  at: number,
  now: LocalTime,
  quantity: Quantity,
  isOdd: boolean,
  habits: DeviceHabits,
): void {
  const ms = at - values[start + value.climbSince]!;
  if (ms < 0 || ms >= 2 * windowMs) return beginClimb(values, start, reading, at);
  if (ms >= windowMs) {
    values[start + value.climbSince]! += windowMs;
    values[start + value.lowBefore] = values[start + value.lowNow]!;
    values[start + value.highBefore] = values[start + value.highNow]!;
    values[start + value.lowNow] = reading;
    values[start + value.highNow] = reading;
  } else if (reading < values[start + value.lowNow]!) values[start + value.lowNow] = reading;
  else if (reading > values[start + value.highNow]!) values[start + value.highNow] = reading;
  const low = Math.min(values[start + value.lowNow]!, values[start + value.lowBefore]!);
  const high = Math.max(values[start + value.highNow]!, values[start + value.highBefore]!);
  const climb = Math.max(reading - low, high - reading);
  const biggest = Math.max(values[start + value.biggestClimb]!, leastLeaps * quantity.leap);
  if (climb <= biggest || isOdd || reading < values[start + value.low]! || reading > values[start + value.high]!)
    return;
  const from = reading - low === climb ? low : high;
  if (isFar(values, start, reading, now, quantity) || isFar(values, start, from, now, quantity)) return;
  values[start + value.biggestClimb] = reach(habits, `${quantity.key} climb`, now, biggest, climb, quantity.leap / 2);
}
