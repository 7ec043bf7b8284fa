/**
 * Is `latest` newer than `installed`? Versions of numbers with dots, `9.16` after `9.2`; what follows a dash or a plus is a
 * build and does not count, but a preview is none of the version that it becomes. null: they cannot be compared.
 */
export function isNewer(latest: string | null, installed: string | null): boolean | null {
  const one = numbersOf(latest);
  const other = numbersOf(installed);
  if (one === null || other === null) return null;
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  const isPreview = latest !== installed && [latest, installed].some((version) => preview.test(version ?? ''));
  return isPreview ? null : false;
}

const preview = /^[^-+]*-(?:alpha|beta|dev|pre|rc)/i;

function numbersOf(version: string | null): readonly number[] | null {
  const numbers = /^v?(\d{1,10}(?:\.\d{1,10}){0,7})(?:[-+].*)?$/i.exec(version?.slice(0, 128) ?? '')?.[1];
  return numbers === undefined ? null : numbers.split('.').map(Number);
}
