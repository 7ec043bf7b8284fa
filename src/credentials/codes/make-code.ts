import type { CodeRules } from '@/core/codes/lock-code';

import { drawLetters } from '../draw-letters';
import { reasonAgainst } from './code-rules';
import { weaknessOf } from './weak-code';

const wantedDigits = 6;
const mostTries = 10_000;

/**
 * A code that these locks take and nobody tries first, each such code as likely as any other. `randomBytes`: from a
 * cryptographic source.
 */
export function makeCode(rules: CodeRules, randomBytes: (count: number) => Uint8Array): string {
  const length = Math.min(rules.maxDigits, Math.max(rules.minDigits, wantedDigits));
  const digits = '0123456789'.split('').filter((digit) => !rules.without.includes(digit));
  for (let tries = 0; tries < mostTries; tries++) {
    const code = drawLetters(digits, length, randomBytes);
    if (reasonAgainst(code, rules) === null && weaknessOf(code) === null) return code;
  }
  throw new Error('No code satisfies these rules');
}
