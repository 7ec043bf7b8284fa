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

/** Deeper than the limit needs more opening brackets than it, which few documents have: only those are read closely. */
export function nestsTooDeep(text: string): boolean {
  return mayNestTooDeep(text) && depthOf(text) > limits.jsonDepth;
}

function mayNestTooDeep(text: string): boolean {
  let left = limits.jsonDepth;
  for (let at = text.indexOf('{'); at >= 0 && left >= 0; at = text.indexOf('{', at + 1)) left -= 1;
  for (let at = text.indexOf('['); at >= 0 && left >= 0; at = text.indexOf('[', at + 1)) left -= 1;
  return left < 0;
}

/** The deepest nesting of brackets outside strings; one that is beyond the limit is not counted further. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length && deepest <= limits.jsonDepth; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
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
