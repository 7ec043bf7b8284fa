/**
 * Dotted numbers only, until `firmware/version-order` brings the order of every numbering. −1: `one` is older; null: nobody
 * can compare them.
 */
export function compareVersions(one: string, other: string): -1 | 0 | 1 | null {
  const [left, right] = [partsOf(one), partsOf(other)];
  if (left === null || right === null) return null;
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0 ? -1 : 1;
  }
  return 0;
}

function partsOf(version: string): readonly number[] | null {
  return /^\d{1,9}(?:\.\d{1,9}){0,5}$/.test(version) ? version.split('.').map(Number) : null;
}
