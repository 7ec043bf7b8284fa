/** How well the name of a device's model fits one that an advisory names. `possibly`: a variant, or a revision nobody told. */
export type SameModel = 'exact' | 'possibly' | null;

/** A name as its words; within a word only letters and digits count: "DCS-2530L" is "dcs2530l". */
type Words = readonly string[];

const longest = 256;

function wordsOf(name: string): Words {
  return name
    .slice(0, longest)
    .toLowerCase()
    .split(/[\s,;/()[\]]+/)
    .map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '');
}

/** "v2", "rev.b", "a1": which of its makes. Behind a name only; alone it may be a model */
const revisionForm = /^(?:version|ver|rev|hw|v|r)?(\d{1,2}|[a-d]\d?)$/;
/** another device of that name */
const variants: ReadonlySet<string> = new Set([
  'pro',
  'plus',
  'max',
  'mini',
  'lite',
  'ultra',
  'xl',
  'se',
  'ii',
  'iii',
  'duo',
  'kit',
]);

/**
 * Whole words only, in their order: "AC7" is not in "RAC750", nor "DNS-320" in "DNS-320L". A word more behind the name may
 * describe it ("Camera"), tell its revision, or make it another device ("Pro").
 */
export function compareModels(told: string, named: string): SameModel {
  const words = wordsOf(told);
  const wanted = wordsOf(named);
  const whole = endOf(wanted.join(''), words);
  if (whole !== null) return variants.has(words[whole] ?? '') ? 'possibly' : 'exact';
  // one make of it is named: another make is not meant, and where none is told nobody knows
  const make = makeOf(wanted);
  if (make === null) return null;
  const end = endOf(wanted.slice(0, -1).join(''), words);
  if (end === null) return null;
  const mine = revisionForm.exec(words[end] ?? '')?.[1] ?? null;
  if (mine === null) return 'possibly';
  return mine === make ? 'exact' : null;
}

/** Which make of a model a name tells, where it tells one: the 2 of "TL-WR940N V2". */
function makeOf(words: Words): string | null {
  if (words.length < 2 || !/\d/.test(words.slice(0, -1).join(''))) return null;
  return revisionForm.exec(words.at(-1) ?? '')?.[1] ?? null;
}

/** Where in `words` a name ends that is written like `name`, together or apart; null: it is not there. */
function endOf(name: string, words: Words): number | null {
  if (name === '') return null;
  for (let from = 0; from < words.length; from++) {
    let joined = '';
    for (let end = from; end < words.length && joined.length < name.length; end++) {
      joined += words[end];
      if (joined === name) return end + 1;
    }
  }
  return null;
}

/** Does a model's name begin as those of a series do? "Vigor2925" is a Vigor, "Vigorous" is none. */
export function isOfFamily(told: string, family: string): boolean {
  const wanted = wordsOf(family);
  const words = wordsOf(told);
  const last = wanted.length - 1;
  return words.some((_, at) =>
    wanted.every((part, place) => {
      const word = words[at + place] ?? '';
      if (place < last || word === part) return word === part;
      return word.startsWith(part) && /^[\d]/.test(word.slice(part.length));
    }),
  );
}
