import type { CodeRules } from '@/core/codes/lock-code';

/** What all these locks take; null: there is no code that each of them would. */
export function commonRules(all: readonly CodeRules[]): CodeRules | null {
  const rules: CodeRules = {
    minDigits: Math.max(4, ...all.map(({ minDigits }) => minDigits)),
    maxDigits: Math.min(16, ...all.map(({ maxDigits }) => maxDigits)),
    without: [...new Set(all.flatMap(({ without }) => without.split('')))].toSorted().join(''),
    notAtStart: all.find(({ notAtStart }) => notAtStart !== '')?.notAtStart ?? '',
  };
  return rules.minDigits > rules.maxDigits || rules.without.length > 6 ? null : rules;
}

/** Why these locks would not take `code`, as a sentence; null: they would. */
export function reasonAgainst(code: string, { minDigits, maxDigits, without, notAtStart }: CodeRules): string | null {
  if (!/^[0-9]*$/.test(code)) return 'A code has digits only.';
  if (code.length < minDigits || code.length > maxDigits) {
    return minDigits === maxDigits
      ? `A code for this has exactly ${minDigits} digits.`
      : `A code for this has ${minDigits} to ${maxDigits} digits.`;
  }
  const missing = without.split('').find((digit) => code.includes(digit));
  if (missing !== undefined) return `There is no ${missing} on its keypad.`;
  if (notAtStart !== '' && code.startsWith(notAtStart)) return `A code for this may not begin with ${notAtStart}.`;
  return null;
}
