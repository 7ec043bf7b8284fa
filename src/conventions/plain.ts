import type { Message } from '@/core/message';

import { textOf } from './json';

const longestWord = 256;

/** The payload as a short plain text, trimmed; null: empty, or too long to be one. */
export function wordOf({ payload }: Message): string | null {
  if (payload.byteLength === 0 || payload.byteLength > longestWord) return null;
  const text = textOf(payload).trim();
  return text === '' ? null : text;
}

/** The word in lower case, as most programs compare it. */
export function lowerWordOf(message: Message): string | null {
  return wordOf(message)?.toLowerCase() ?? null;
}

/** A decimal number written as text; null: it is none, or not finite. */
export function numberOf(text: string | null): number | null {
  if (text === null || text.length > 32 || !/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/i.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** The words in which programs say yes and no; null: neither. */
export function flagOf(text: string | null): boolean | null {
  switch (text?.toLowerCase()) {
    case 'true':
    case 'on':
    case '1':
      return true;
    case 'false':
    case 'off':
    case '0':
      return false;
    default:
      return null;
  }
}

/** A share of a hundred; null: no number, or none that a battery can have. */
export function percentOf(value: number | null): number | null {
  return value !== null && value >= 0 && value <= 100 ? value : null;
}

/** What a radio can hear is between −128 and −1 dBm; anything else is another unit or no measurement. */
export function dbmOf(value: number | null): number | null {
  return value !== null && value < 0 && value >= -128 ? value : null;
}
