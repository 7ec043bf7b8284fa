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
