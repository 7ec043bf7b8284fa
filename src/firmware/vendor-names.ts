import type { VendorNames } from '@/core/firmware/advisory';

/** Are two makers one? `alias`: only by another way of writing them, or as a part of the name in a company register. */
export type SameVendor = 'exact' | 'alias' | null;

/** What is no part of a maker's own name. */
const forms =
  /\b(?:inc|incorporated|ltd|limited|llc|co|corp|corporation|company|gmbh|ag|kg|ab|bv|sa|srl|oy|technology|technologies|electronics|international|global)\b\.?/g;

const plain = (name: string) => name.trim().toLowerCase();
/** "TP-LINK Technologies Co., Ltd." and "TP-Link" are one word: nothing but letters and digits counts. */
const bare = (name: string) =>
  plain(name)
    .replace(forms, ' ')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Compares makers by a list of the ways in which each is written. */
export function openVendorNames(lists: readonly VendorNames[]): (one: string, other: string) => SameVendor {
  const groups = new Map<string, Set<number>>();
  for (const [index, { name, also }] of lists.entries()) {
    for (const way of [name, ...also]) {
      const key = bare(way);
      if (key !== '') groups.set(key, (groups.get(key) ?? new Set()).add(index));
    }
  }
  return (one, other) => {
    if (plain(one) === plain(other)) return plain(one) === '' ? null : 'exact';
    const first = bare(one);
    const second = bare(other);
    if (first === '' || second === '') return null;
    if (first === second) return 'alias';
    const mine = groups.get(first);
    for (const group of groups.get(second) ?? []) if (mine?.has(group) === true) return 'alias';
    return null;
  };
}
