import type { Reader } from '@/conventions/convention';

/** What one reader wanted when it was asked last. */
type Wanted = { readonly reader: Reader; readonly revision: number; readonly filters: readonly string[] };

/**
 * Which filters the readers want that nobody wanted at the last look. Only readers that have learned something are asked, and
 * of their filters only those are looked at that stand elsewhere than before: thousands of devices come one after the other.
 */
export function openFreshFilters(readers: readonly Reader[]): () => readonly string[] {
  /** how many readers want it, and how often */
  const counts = new Map<string, number>();
  let known: readonly Wanted[] = [];

  return () => {
    if (known.length === readers.length && readers.every((reader, place) => isKnown(known[place], reader))) return [];
    const now = readers.map((reader, place): Wanted => {
      const before = known[place];
      if (before !== undefined && isKnown(before, reader)) return before;
      return { reader, revision: reader.filtersRevision, filters: reader.filters() };
    });
    const changes = now.map(({ filters }, place) => changeOf(known[place]?.filters ?? [], filters));
    known = now;
    const fresh = new Set(changes.flatMap(({ come }) => come.filter((filter) => !counts.has(filter))));
    for (const { come } of changes) for (const filter of come) counts.set(filter, (counts.get(filter) ?? 0) + 1);
    for (const filter of changes.flatMap(({ gone }) => gone)) {
      const left = (counts.get(filter) ?? 0) - 1;
      if (left > 0) counts.set(filter, left);
      else counts.delete(filter);
    }
    return [...fresh];
  };
}

function isKnown(before: Wanted | undefined, reader: Reader): boolean {
  return before?.reader === reader && before.revision === reader.filtersRevision;
}

/** What stands between the beginning and the end that both lists share. */
function changeOf(before: readonly string[], now: readonly string[]) {
  if (before === now) return { gone: [], come: [] };
  const least = Math.min(before.length, now.length);
  let start = 0;
  while (start < least && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return { gone: before.slice(start, before.length - end), come: now.slice(start, now.length - end) };
}
