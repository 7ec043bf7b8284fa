import * as v from 'valibot';

import type { CodeOwner } from '@/core/codes/code-owner';
import { limits } from '@/core/limits';
import { maskText } from '@/core/mask';

import { defaultTerms } from '../policies/age';
import { time } from '../told-numbers';

/** Where names given by people are retained, for everybody in the house (CONTRACT.md). No code ever stands there. */
export const namesTopic = 'gatehouse/v1/names';

const mostOwners = 500;
const mostBytes = 64 * 1024;

const owner = v.object({
  device: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.textLength)),
  slot: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  person: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1),
    v.maxLength(64),
    v.transform((text) => maskText(text)),
  ),
  since: time,
  until: v.nullable(time),
  endedBy: v.picklist(['lock', 'gatehouse']),
});

const codeTermKey = 'changeCodesAfterDays';
const codeTerm = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650)));

/** The document on the broker: whose code is where, and whatever else others keep in it. */
export type Names = { readonly codes: readonly CodeOwner[]; readonly others: Readonly<Record<string, unknown>> };

export const noNames: Names = { codes: [], others: {} };

/** null: it cannot be read. What is wrong in a part is left out. An empty document has no names. */
export function readNames(payload: Uint8Array): Names | null {
  if (payload.byteLength === 0) return noNames;
  if (payload.byteLength > mostBytes) return null;
  try {
    const document: unknown = JSON.parse(new TextDecoder().decode(payload));
    if (typeof document !== 'object' || document === null || Array.isArray(document)) return null;
    const { codes, ...others } = document as Record<string, unknown>; // an object
    const list: readonly unknown[] = Array.isArray(codes) ? codes.slice(0, mostOwners) : [];
    const owners = list.flatMap((entry) => {
      const parsed = v.safeParse(owner, entry);
      return parsed.success ? [parsed.output] : [];
    });
    return { codes: withoutTwins(owners), others };
  } catch {
    return null;
  }
}

/** The last word on each place counts. */
function withoutTwins(owners: readonly CodeOwner[]): readonly CodeOwner[] {
  const byPlace = new Map(owners.map((one) => [`${one.slot} ${one.device}`, one]));
  return [...byPlace.values()];
}

export function writeNames({ codes, others }: Names): string {
  return JSON.stringify({ ...others, codes });
}

/** More than this is read by nobody, and whoever has read nothing would write over it. */
export function isTooLong(written: string): boolean {
  return new TextEncoder().encode(written).byteLength > mostBytes;
}

export function withOwner(names: Names, added: CodeOwner): Names {
  return { ...names, codes: [...withoutOwner(names, added.device, added.slot).codes, added].slice(-mostOwners) };
}

export function withoutOwner(names: Names, device: string, slot: number): Names {
  return { ...names, codes: names.codes.filter((one) => one.device !== device || one.slot !== slot) };
}

/** Whose code is where, in whatever order it is written, and what else stands beside it. */
export function isSameNames(one: Names, other: Names): boolean {
  return textOf(one) === textOf(other);
}

function textOf({ codes, others }: Names): string {
  return JSON.stringify([codes.map((owner) => JSON.stringify(owner)).toSorted(), others]);
}

/** After how many days a code should be changed, as it stands there for everybody; null: at no age. */
export function codeTermOf({ others }: Names): number | null {
  const told = others[codeTermKey];
  return v.is(codeTerm, told) ? told : defaultTerms['lock-code'];
}

export function withCodeTerm(names: Names, days: number | null): Names {
  return { ...names, others: { ...names.others, [codeTermKey]: days } };
}

/** Whose time is over, as far as it is ours to end it. */
export function overdue({ codes }: Names, now: number): readonly CodeOwner[] {
  return codes.filter(({ until, endedBy }) => endedBy === 'gatehouse' && until !== null && until <= now);
}
