/** Codes that people choose and others try first, beside what the rules below find. */
const common: ReadonlySet<string> = new Set(
  (
    '1004 2580 0852 5683 0007 1998 1470 3690 4711 0815 1230 3210 4200 ' +
    '520131 159753 357159 112358 314159 271828 080808 101112 102030 112233 445566 147896'
  ).split(' '),
);

/** rows, columns and diagonals of a keypad, walked either way */
const lines = ['123', '456', '789', '147', '258', '369', '159', '357'];
const walks: ReadonlySet<string> = new Set(lines.flatMap((line) => [line, backwards(line)]));

/** Why `code` (digits only) is one of the first that somebody would try, as a sentence; null: it is not. */
export function weaknessOf(code: string): string | null {
  if (new Set(code).size < 3) return 'It has hardly any different digits.';
  if (hasEqualSteps(code)) return 'Its digits follow each other.';
  if (isRepeated(code)) return 'It is the same digits again and again.';
  if (isMirrored(code)) return 'Its second half is the first one backwards.';
  if (isDrawn(code)) return 'It is a pattern on the keypad.';
  if (/^(?:19|20)\d\d$/.test(code)) return 'It is a year.';
  if (isDate(code)) return 'It is a date, and birthdays are tried first.';
  if (common.has(code)) return 'It is one of the codes that are tried first.';
  return null;
}

/** one up, two up, two down, one down; 9 goes on to 0 */
const followingSteps: ReadonlySet<number> = new Set([1, 2, 8, 9]);

function hasEqualSteps(code: string): boolean {
  const digits = code.split('').map(Number);
  const steps = digits.slice(1).map((digit, index) => (digit - (digits[index] ?? 0) + 10) % 10);
  const [first = 0, ...more] = steps;
  return followingSteps.has(first) && more.every((step) => step === first);
}

function isRepeated(code: string): boolean {
  return /^(\d+)\1+$/.test(code);
}

function isMirrored(code: string): boolean {
  return code.length % 2 === 0 && code === backwards(code);
}

function isDrawn(code: string): boolean {
  if (code.length === 4 && /^[1379]+$/.test(code)) return true; // round the corners
  const parts = code.match(/.{3}/g) ?? [];
  return code.length % 3 === 0 && parts.every((part) => walks.has(part));
}

function backwards(digits: string): string {
  return digits.split('').toReversed().join('');
}

/** Day and month in either order, with or without a year of two or four digits, the year first or last. */
function isDate(code: string): boolean {
  switch (code.length) {
    case 4:
      return isDay(code);
    case 6:
      return isDay(code.slice(0, 4)) || isDay(code.slice(2));
    case 8:
      return (
        (isDay(code.slice(0, 4)) && /^(?:19|20)/.test(code.slice(4))) ||
        (/^(?:19|20)/.test(code) && isDay(code.slice(4)))
      );
    default:
      return false;
  }
}

function isDay(digits: string): boolean {
  const [first, second] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  const is = (day: number, month: number) => day >= 1 && day <= 31 && month >= 1 && month <= 12;
  return is(first, second) || is(second, first);
}
