/**
 * Letters and digits that look like another in the fonts people read names in: a small part of Unicode's confusables
 * (UTS #39), those that occur on keyboards and in the alphabets of Europe.
 */
const lookLike: ReadonlyMap<string, string> = new Map([
  ...pairs('0OОοοΟо', 'o'),
  ...pairs('1I|lІіıӀ', 'l'),
  ...pairs('аАΑ', 'a'),
  ...pairs('ВΒ', 'b'),
  ...pairs('сСϲ', 'c'),
  ...pairs('еЕΕё', 'e'),
  ...pairs('НΗ', 'h'),
  ...pairs('јЈ', 'j'),
  ...pairs('КкΚκ', 'k'),
  ...pairs('МΜ', 'm'),
  ...pairs('Νп', 'n'),
  ...pairs('рРΡρ', 'p'),
  ...pairs('ѕЅ', 's'),
  ...pairs('ТтΤτ', 't'),
  ...pairs('υ', 'u'),
  ...pairs('ν', 'v'),
  ...pairs('хХΧ', 'x'),
  ...pairs('уУΥ', 'y'),
  ...pairs('Ζ', 'z'),
]);

function pairs(letters: string, like: string): readonly (readonly [string, string])[] {
  return Array.from(letters, (letter) => [letter, like]);
}

const hidden = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const marks = /\p{M}/gu;
const between = /[\s_.\-/:]+/g;

/** A name without what two programs write differently of one device: case, accents, and what stands between words. */
export function plainName(name: string): string {
  return name.normalize('NFD').replace(marks, '').toLowerCase().replace(between, '');
}

/** What a name looks like at a glance: two of the same skeleton are easily taken for each other. */
export function skeletonOf(name: string): string {
  const seen = Array.from(name.normalize('NFKD').replace(marks, '').replace(hidden, ''));
  const letters = seen.map((letter) => lookLike.get(letter) ?? letter.toLowerCase());
  return letters.join('').replace(between, '').replaceAll('rn', 'm').replaceAll('vv', 'w');
}
