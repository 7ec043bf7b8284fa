/**
 * `1.4.2-beta1`, or of the first generation `20230913-112003/v1.14.1-rc1-6-gfb43488e8`: build time, version, commits
 * since, commit.
 */
type Version = {
  readonly numbers: readonly number[];
  /** what makes it a preview: text and numbers by turns; empty: none */
  readonly preview: readonly string[];
  readonly built: string;
};

const shape = /^(?:(\d{8}-\d{6})\/)?v?(\d{1,6}(?:\.\d{1,9}){1,3})(?:-(.{1,64}?))??(?:[-@]g?[0-9a-f]{6,40})?$/i;

function parse(text: string): Version | null {
  const [, built = '', numbers, preview = ''] = shape.exec(text.trim().slice(0, 128)) ?? [];
  if (numbers === undefined) return null;
  return { built, numbers: numbers.split('.').map(Number), preview: preview.match(/\d+|[^\d.-]+/g) ?? [] };
}

/**
 * Is `offered` newer than `installed`? A preview is older than what it becomes (SemVer §11): a beta unit is offered a
 * stable build that is older than its own. null: they cannot be compared.
 */
export function isNewer(offered: string, installed: string): boolean | null {
  if (offered === installed) return false;
  const [ours, theirs] = [parse(installed), parse(offered)];
  if (ours === null || theirs === null) return null;
  const order =
    compareLists(theirs.numbers, ours.numbers) ||
    Number(theirs.preview.length === 0) - Number(ours.preview.length === 0) ||
    compareLists(theirs.preview, ours.preview);
  if (order !== 0) return order > 0;
  return theirs.built === '' || ours.built === '' ? null : theirs.built > ours.built;
}

function compareLists<T extends string | number>(one: readonly T[], other: readonly T[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const order = compareParts(one[index] ?? '', other[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers by size, so that beta10 follows beta9; what is missing comes first. */
function compareParts(one: string | number, other: string | number): number {
  const [first, second] = [String(one), String(other)];
  if (first === second) return 0;
  const byNumber = Number(first) - Number(second);
  if (first !== '' && second !== '' && !Number.isNaN(byNumber)) return byNumber;
  return first < second ? -1 : 1;
}
