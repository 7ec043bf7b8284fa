import { limits } from './limits';

/** null: the field was not there. */
export type FieldChange = { readonly path: string; readonly before: string | null; readonly after: string | null };

/** How a message differs from the one before it on its topic. */
export type Difference =
  /** none was heard before it */
  | { readonly kind: 'first' }
  | { readonly kind: 'same' }
  /** `more`: so many fields changed besides */
  | { readonly kind: 'fields'; readonly fields: readonly FieldChange[]; readonly more: number }
  /** a text without fields: what it said before */
  | { readonly kind: 'whole'; readonly before: string }
  /** it differs, and is no text */
  | { readonly kind: 'other' };

const mostFields = 24;
const valueLength = 80;
/** a text without fields is long only where it was cut */
const wholeLength = limits.textLength;

/** Compares two payloads as they may be shown, field by field where both are JSON with fields. */
export function differenceOf(before: string, after: string): Difference {
  if (before === after) return { kind: 'same' };
  const [old, now] = [parsed(before), parsed(after)];
  if (!hasFields(old) || !hasFields(now)) return { kind: 'whole', before: cut(before, wholeLength) };
  const found: FieldChange[] = [];
  const more = compare(old, now, '', 0, found);
  // written in another way, it says the same
  return found.length === 0 ? { kind: 'same' } : { kind: 'fields', fields: found, more };
}

/** Adds what changed to `found`, up to its bound; answers how many changed besides. */
function compare(old: object, now: object, path: string, depth: number, found: FieldChange[]): number {
  let more = 0;
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const [before, after] = [fieldOf(old, key), fieldOf(now, key)];
    if (before === after) continue;
    const name = path === '' ? key : `${path}.${key}`;
    if (hasFields(before) && hasFields(after) && depth < limits.jsonDepth) {
      more += compare(before, after, name, depth + 1, found);
      continue;
    }
    const [was, is] = [said(before), said(after)];
    if (was === is) continue;
    if (found.length === mostFields) more += 1;
    else found.push({ path: cut(name, valueLength), before: shortened(was), after: shortened(is) });
  }
  return more;
}

function fieldOf(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined; // an own key
}

function hasFields(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // cut at 4 kB, or never was JSON
  }
}

function said(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function shortened(text: string | null): string | null {
  return text === null ? null : cut(text, valueLength);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
