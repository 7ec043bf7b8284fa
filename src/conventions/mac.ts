import type { Identifier } from '@/core/observation';

/**
 * `mac:aa:bb:cc:dd:ee:ff` of an address written with colons, dashes or nothing (IEEE 802-2014 §8.1), else null. One that
 * nobody set (all zeros, all ones) would make one device of many.
 */
export function macIdentifier(value: unknown): Identifier | null {
  if (typeof value !== 'string' || value.length > 24) return null;
  const digits = value.replaceAll(/[:-]/g, '').toLowerCase();
  if (!/^[0-9a-f]{12}$/.test(digits) || isUnset(digits)) return null;
  return `mac:${digits.match(/../g)?.join(':')}`;
}

/** The same character throughout: nobody set it. */
export function isUnset(text: string): boolean {
  return new Set(text.replaceAll(/[:-]/g, '')).size === 1;
}
