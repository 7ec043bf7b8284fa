import * as v from 'valibot';

import { catalogLimits } from './catalog';

/** Parts of every catalogue's form: texts have a bound, and days are days. */
export const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(512));
export const day = v.pipe(v.string(), v.isoDate());
export const cve = v.pipe(v.string(), v.regex(/^CVE-\d{4}-\d{4,9}$/));
export const webAddress = v.pipe(v.string(), v.maxLength(512), v.regex(/^https:\/\/[\w.-]+\//));

/** Each entry for itself, so that one that is broken costs one. null: there are more than anybody would publish. */
export function readEach<Entry>(
  entries: readonly unknown[],
  read: (entry: unknown) => Entry | null,
): { readonly read: readonly Entry[]; readonly skipped: number } | null {
  if (entries.length > catalogLimits.entries) return null;
  const all = entries.map(read);
  const good = all.filter((entry) => entry !== null);
  return { read: good, skipped: all.length - good.length };
}
