/**
 * Letters and digits that look like another in the fonts people read names in: those of Unicode's confusables (UTS #39) that
 * are one letter each, of the alphabets on keyboards of Europe and of those that are written to look like Latin (Armenian,
 * Cherokee, Lisu, phonetic). Where a capital looks like the capital of the same letter, the small one stands for both. What is
 * Latin in another width or weight NFKD undoes.
 */
const lookLike: ReadonlyMap<string, string> = new Map([
  ...pairs('0оοσօჿᴏꓳ', 'o'),
  ...pairs('1I|lІΙӀӏǀᏞꓡꓲԼ', 'l'),
  ...pairs('аαɑᎪꓮ', 'a'),
  ...pairs('ВвΒьᏴᏏꓐ', 'b'),
  ...pairs('сϲᴄᏟꓚ', 'c'),
  ...pairs('ԁɗᎠꓓ', 'd'),
  ...pairs('еΕҽ℮Ꭼꓰ', 'e'),
  ...pairs('ϝꓝ', 'f'),
  ...pairs('ɡցԌᏀꓖ', 'g'),
  ...pairs('һНнΗհᎻꓧ', 'h'),
  ...pairs('іıιɩᎥ', 'i'),
  ...pairs('јϳյᎫꓙ', 'j'),
  ...pairs('кκᏦꓗ', 'k'),
  ...pairs('мΜᎷꓟ', 'm'),
  ...pairs('Νпηոռꓠ', 'n'),
  ...pairs('рρᏢꓑ', 'p'),
  ...pairs('ԛզգ', 'q'),
  ...pairs('гᴦᎡꓣ', 'r'),
  ...pairs('ѕꜱՏᏚꓢ', 's'),
  ...pairs('тτᎢꓔ', 't'),
  ...pairs('υսʋꓴ', 'u'),
  ...pairs('νѵᴠᏙꓦ', 'v'),
  ...pairs('ԝѡաᎳꓪ', 'w'),
  ...pairs('хχꓫ', 'x'),
  ...pairs('уΥγүყꓬ', 'y'),
  ...pairs('Ζᴢꓜ', 'z'),
]);
/** digits that are read as a letter only where a letter follows: "Light5" is the fifth light, and "Ba5ement" none */
const amid: Readonly<Record<string, string>> = { 5: 's', 8: 'b' };

function pairs(letters: string, like: string): readonly (readonly [string, string])[] {
  return Array.from(letters, (letter) => [letter, like]);
}

/** nobody sees them: joiners, marks of direction, fillers; combining marks and variation selectors are `marks` */
const hidden = /(?!\p{M})\p{Default_Ignorable_Code_Point}/gu;
const marks = /\p{M}/gu;
const between = /[\s_.\-/:]+/g;
/** and commas, dashes, quotation marks, accents that stand alone */
const aside = /[\s\p{P}\p{Sk}]+/gu;
/** a name as a program makes one that has to do with few letters: `anna_s_room` */
const slug = /^[a-z\d_\-./: ]*$/;

/** A name without what two programs write differently of one device: case, accents, and what stands between words or beside them. */
export function plainName(name: string): string {
  return name.normalize('NFD').replace(marks, '').toLowerCase().replace(aside, '');
}

/** Two names that are plainly one, and of which neither is what a program made of the other: they differ in accents, or in a comma. */
export function isOtherSpelling(one: string, other: string): boolean {
  const letters = (name: string) => name.normalize('NFC').toLowerCase().replace(between, '');
  return letters(one) !== letters(other) && !slug.test(one) && !slug.test(other);
}

/** What a name looks like at a glance: two of the same skeleton are easily taken for each other. */
export function skeletonOf(name: string): string {
  const seen = Array.from(name.normalize('NFKD').replace(marks, '').replace(hidden, ''));
  const letters = seen.map(
    (letter, place) => lookLike.get(letter) ?? amidLetters(letter, seen[place + 1]) ?? small(letter),
  );
  return letters.join('').replace(aside, '').replaceAll('rn', 'm').replaceAll('vv', 'w');
}

/** Is there a letter in the name that nobody sees? */
export function hasHidden(name: string): boolean {
  return name.search(hidden) >= 0;
}

function amidLetters(letter: string, next = ''): string | undefined {
  return /\p{L}/u.test(next) ? amid[letter] : undefined;
}

function small(letter: string): string {
  const lower = letter.toLowerCase();
  return lookLike.get(lower) ?? lower;
}
