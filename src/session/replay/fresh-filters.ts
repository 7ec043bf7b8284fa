import type { Reader } from '@/conventions/convention';
import type { FilterChange } from '@/conventions/filter-journal';

/** What one reader wanted when it was asked last; null where it says itself what changes. */
type Wanted = { readonly reader: Reader; readonly revision: number; readonly filters: readonly string[] | null };
type Changes = readonly FilterChange[] | null;

/**
 * Which filters the readers want that nobody wanted at the last look. Only readers that have learned something are asked, and
 * of their filters only those are looked at that stand elsewhere than before: thousands of devices come one after the other.
 */
export function openFreshFilters(readers: readonly Reader[]): () => readonly string[] {
  /** how many readers want it, and how often */
  let counts = new Map<string, number>();
  let known: readonly Wanted[] = [];

  function count(filters: readonly string[], by: 1 | -1): void {
    for (const filter of filters) {
      const left = (counts.get(filter) ?? 0) + by;
      if (left === 0) counts.delete(filter);
      else counts.set(filter, left);
    }
  }

  return () => {
    if (known.length === readers.length && readers.every((reader, place) => isKnown(known[place], reader))) return [];
    const steps = readers.map((reader, place) => stepOf(known[place], reader));
    known = steps.map(({ now }) => now);
    const changes = steps.map((step) => step.changes);
    if (changes.every((one) => one !== null)) {
      const all = changes.flat();
      const come = all.flatMap((one) => one.come);
      const fresh = new Set(come.filter((filter) => !counts.has(filter)));
      count(come, 1);
      count(
        all.flatMap(({ gone }) => gone),
        -1,
      );
      // what came may have gone again since the last look
      return [...fresh].filter((filter) => counts.has(filter));
    }
    const before = counts;
    counts = new Map();
    for (const { reader, filters } of known) count(filters ?? reader.filters(), 1);
    return [...counts.keys()].filter((filter) => !before.has(filter));
  };
}

/** What one reader wants now, and what changed of it; null: it does not say, and what it wanted before is not known. */
function stepOf(before: Wanted | undefined, reader: Reader): { readonly now: Wanted; readonly changes: Changes } {
  if (before !== undefined && isKnown(before, reader)) return { now: before, changes: [] };
  const revision = reader.filtersRevision;
  if (reader.filtersSince !== undefined) {
    const changes = before?.reader === reader ? reader.filtersSince(before.revision) : null;
    return { now: { reader, revision, filters: null }, changes };
  }
  const filters = reader.filters();
  const changes = before?.filters == null ? null : [changeOf(before.filters, filters)];
  return { now: { reader, revision, filters }, changes };
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
