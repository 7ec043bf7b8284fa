import * as v from 'valibot';

import type { OwnerFact } from '@/core/firmware/advisory';

const short = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(256));
const version = v.nullable(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(128)));

/** What a person says of a model is bounded, and has a source. */
const form = v.object({
  vendor: short,
  model: short,
  supportEnds: v.nullable(v.pipe(v.string(), v.isoDate())),
  cve: v.nullable(v.pipe(v.string(), v.regex(/^CVE-\d{4}-\d{4,9}$/))),
  meant: v.exactOptional(v.boolean()),
  affected: v.nullable(v.object({ from: version, through: version })),
  fixed: version,
  source: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512)),
});

const most = 500;

export type FactsAfter = { readonly facts: readonly OwnerFact[] } | { readonly refused: string };

/** The facts with one more, which takes the place of another that says the same sort of thing of the same model and advisory. */
export function withFact(facts: readonly OwnerFact[], wanted: unknown): FactsAfter {
  const parsed = v.safeParse(form, wanted);
  if (!parsed.success) {
    const isSource = parsed.issues.some(({ path }) => path?.[0]?.key === 'source');
    return {
      refused: isSource
        ? 'Say where this is written: a page, a letter, a contract.'
        : 'Something in it cannot be read.',
    };
  }
  const fact = parsed.output;
  const says = [fact.supportEnds, fact.fixed, fact.affected?.from, fact.affected?.through, fact.meant];
  if (says.every((part) => part === null || part === undefined)) return { refused: 'It says nothing yet.' };
  const rest = withoutFact(facts, fact);
  return rest.length >= most
    ? { refused: 'There are more facts than a home needs. Remove some first.' }
    : { facts: [...rest, fact] };
}

export function withoutFact(facts: readonly OwnerFact[], fact: OwnerFact): readonly OwnerFact[] {
  return facts.filter((one) => keyOf(one) !== keyOf(fact));
}

/** What was kept, as far as it can be read. */
export function factsIn(value: unknown): readonly OwnerFact[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, most).flatMap((one) => {
    const parsed = v.safeParse(form, one);
    return parsed.success ? [parsed.output] : [];
  });
}

function keyOf({ vendor, model, cve, supportEnds, meant }: OwnerFact): string {
  const sort = meant !== undefined ? 'meant' : supportEnds !== null;
  return JSON.stringify([vendor.toLowerCase(), model.toLowerCase(), cve, sort]);
}
