import { textOf } from './template/values';
import type { Rendered } from './template/template';

/** What publishers send where they know nothing; Home Assistant's own word for it is None. */
const nothingTold: ReadonlySet<string> = new Set(['', 'none', 'null', 'unknown', 'unavailable', 'undefined', 'nan']);

/** A rendered value as a word to compare; null: there is none. A truth value is `true` or `false`, however it was written. */
export function anyWordIn(value: Rendered): string | null {
  if (typeof value === 'symbol' || value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  const text = typeof value === 'string' ? value : textOf(value);
  return text === 'True' || text === 'TRUE' ? 'true' : text === 'False' || text === 'FALSE' ? 'false' : text;
}

/** The same; null also where the word says that nothing is known. */
export function wordIn(value: Rendered): string | null {
  const word = anyWordIn(value);
  return word === null || (word.length <= 11 && nothingTold.has(word.trim().toLowerCase())) ? null : word;
}

/**
 * Does it say that nothing is known any more? None does (Home Assistant's `payload_reset`, and what a template makes of null), and
 * what publishers write for it; no text at all, and what is not in the message, say nothing.
 */
export function isUntold(value: Rendered): boolean {
  if (value === null) return true;
  const word = anyWordIn(value);
  return word !== null && word.trim() !== '' && wordIn(word) === null;
}

/** A word of a configuration in the same form; JSON may hold it as a text, a number or a truth value. */
export function configuredWord(value: unknown, fallback: string): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return fallback;
  return anyWordIn(value) ?? fallback;
}

/** A rendered value as a number; null: nothing is told, or no number. */
export function numberIn(value: Rendered): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.length > 32 || !/^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?\s*$/i.test(value))
    return null;
  return Number(value);
}
