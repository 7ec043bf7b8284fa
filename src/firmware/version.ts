/** A version taken apart. Versions of different families cannot be compared; numbers stay texts, for they may be long. */
export type Version = {
  /** as it was written, without what means nothing */
  readonly text: string;
  /** how it is numbered: `number`, `hexadecimal`, `dotted`, `calendar`, `dated` (Shelly), or the shape of what is none of these */
  readonly family: string;
  readonly core: readonly string[];
  /** the rank among what comes before a release; a release is the last */
  readonly stage: number;
  /** which of its stage: the 2 of "rc2" */
  readonly stageNumbers: readonly string[];
  /** how many commits after all that */
  readonly commits: string;
  /** the shape of what follows, numbers as `#` */
  readonly tail: string;
  readonly tailNumbers: readonly string[];
};

const longest = 256;

/** null: it says nothing, or too much. */
export function parseVersion(written: string): Version | null {
  if (written.length > longest) return null;
  const text = tidied(written);
  if (text === '') return null;
  if (/^\d+$/.test(text)) return plain(text, 'number', [text]);
  if (/^0x[0-9a-f]+$/.test(text)) return plain(text, 'hexadecimal', [BigInt(text).toString()]);
  if (date.test(text)) return plain(text, withoutOrder(text), []);
  const dated = /^(\d{8}-\d{6})\/(.+)$/.exec(text);
  if (dated === null) return parseDotted(text) ?? ofShape(text);
  const [, built = '', rest = ''] = dated;
  const version = parseDotted(tidied(rest));
  if (version === null) return ofShape(text);
  // each model is built at a time of its own, so the time only decides between builds of one release
  const tailNumbers = [...version.tailNumbers, ...numbersIn(built)];
  return { ...version, text, family: `dated ${version.family}`, tailNumbers };
}

/**
 * Case, a leading "v", what stands in brackets behind ("(release-tasmota)"), and build metadata mean nothing; but the number
 * of a build does ("(build 6)").
 */
function tidied(written: string): string {
  return written
    .trim()
    .toLowerCase()
    .replace(/^(?:version|ver|firmware|fw)[\s:]*(?=v?\d)/, '')
    .replace(/^v\.?\s*(?=\d)/, '')
    .replace(/\s*\(((?:build[\s:._-]*)?\d+)\)$/, ' $1')
    .replace(/\s*\([^()]*\)$/, '');
}

const dotted = /^(\d+(?:\.\d+)+)(.*)$/s;
const release = 4;
const stages: ReadonlyMap<string, number> = new Map([
  ['dev', 0],
  ['nightly', 0],
  ['snapshot', 0],
  ['canary', 0],
  ['alpha', 1],
  ['a', 1],
  ['beta', 2],
  ['b', 2],
  ['pre', 3],
  ['preview', 3],
  ['rc', 3],
]);

/** `1.2.3`, and what may follow: a stage before the release, commits after it, a build. null: it is not of that form. */
function parseDotted(text: string): Version | null {
  const [, numbers, rest = ''] = dotted.exec(text) ?? [];
  // letters among the numbers (Dahua's "2.800.00AC003.0.R") are a numbering of their own
  if (numbers === undefined || rest.startsWith('.')) return null;
  const core = numbers.split('.');
  const year = Number(core[0]);
  const family = year >= 1990 && year <= 2100 ? 'calendar' : 'dotted';
  const { commits, before } = readSource(rest);
  const { stage, stageNumbers, after } = readStage(before);
  return { text, family, core, stage, stageNumbers, commits, ...readTail(after) };
}

/**
 * What follows a "+" has no part in the order (semver §10), nor has a hash of the source. Before a hash `git describe`
 * tells how many commits came after the tag: after the tag's release, and before the next.
 */
function readSource(rest: string): { readonly commits: string; readonly before: string } {
  const told = rest.replace(/\+.*$/s, '');
  const [whole = '', commits = '0'] = /(?:-(\d+))?(?:-g|@)[0-9a-f]{6,40}$/.exec(told) ?? [];
  return { commits, before: told.slice(0, told.length - whole.length) };
}

// a lone letter ("1.0.2a") may be a patch: only with a number is it a stage
const stageForm =
  /^[-._~\s]?(dev|nightly|snapshot|canary|alpha|beta|preview|pre|rc|[ab](?=\d))(?![a-z])[-.]?(\d+(?:\.\d+)*)?/;

function readStage(rest: string): Pick<Version, 'stage' | 'stageNumbers'> & { readonly after: string } {
  const [whole = '', word = '', numbers] = stageForm.exec(rest) ?? [];
  const stageNumbers = numbers?.split('.') ?? [];
  return { stage: stages.get(word) ?? release, stageNumbers, after: rest.slice(whole.length) };
}

function readTail(after: string): Pick<Version, 'tail' | 'tailNumbers'> {
  const build = /^[\s,_-]*(?:build)?[\s:_-]*(\d{6,})$/.exec(after)?.[1];
  // a date of two digits a year and one of four are two numberings
  if (build !== undefined) return { tail: `build of ${build.length} digits`, tailNumbers: [build] };
  return { tail: shapeOf(after), tailNumbers: numbersIn(after) };
}

/** What is of no known form can be compared with what is written just like it, number by number. */
function ofShape(text: string): Version {
  return plain(text, /^[0-9a-f]{6,}$/.test(text) ? withoutOrder(text) : shapeOf(text), numbersIn(text));
}

/** A hash, or a date that may begin with its day or its month: a family of its own. */
const withoutOrder = (text: string) => `only ${text}`;
const date = /^\d{1,2}([-./])\d{1,2}\1\d{4}$/;

function plain(text: string, family: string, core: readonly string[]): Version {
  return { text, family, core, stage: release, stageNumbers: [], commits: '0', tail: '', tailNumbers: [] };
}

const shapeOf = (text: string) => text.replace(/\d+/g, '#');
const numbersIn = (text: string): readonly string[] => text.match(/\d+/g) ?? [];

/** Two decimal numerals of any length. */
export function compareNumerals(one: string, other: string): -1 | 0 | 1 {
  const first = one.replace(/^0+(?=\d)/, '');
  const second = other.replace(/^0+(?=\d)/, '');
  if (first === second) return 0;
  if (first.length !== second.length) return first.length < second.length ? -1 : 1;
  return first < second ? -1 : 1;
}
