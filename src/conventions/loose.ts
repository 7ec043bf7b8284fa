import { limits } from '@/core/limits';

import { numberIn, textIn } from './json';

/** A yes or no as publishers write it: `true`, `1`, `"1"`, `"on"`, `"True"`; null: neither. */
export function flagIn(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  if (value === 1 || value === 0) return value === 1;
  if (typeof value !== 'string') return null;
  const word = value.length > 8 ? '' : value.trim().toLowerCase();
  if (word === 'true' || word === 'on' || word === '1') return true;
  return word === 'false' || word === 'off' || word === '0' ? false : null;
}

/** A number, also where it came as text; null: none, or more than a number can hold. */
export function numberOf(value: unknown): number | null {
  if (typeof value !== 'string') return numberIn(value);
  return value.length <= 32 && /^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(value) ? numberIn(Number(value)) : null;
}

/** A battery's charge; what lies outside 0–100 is no percentage. */
export function percentIn(value: unknown): number | null {
  const percent = numberOf(value);
  return percent !== null && percent >= 0 && percent <= 100 ? percent : null;
}

/** A field strength in dBm. Radios say 0 or more where they have none. */
export function dbmIn(value: unknown): number | null {
  const dbm = numberIn(value);
  return dbm !== null && dbm < 0 && dbm >= -150 ? dbm : null;
}

/** A text that says something, cut to what the page can hold. */
export function shortIn(value: unknown): string | null {
  return textIn(value)?.slice(0, limits.textLength) ?? null;
}
