import type { CodeRules } from '@/core/lock-code';

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
    const code = draw(digits, length, randomBytes);
    if (reasonAgainst(code, rules) === null && weaknessOf(code) === null) return code;
  }
  throw new Error('No code satisfies these rules');
}

/** Bytes beyond the last whole multiple of the digits are thrown away, or some digits would come more often. */
function draw(digits: readonly string[], length: number, randomBytes: (count: number) => Uint8Array): string {
  const fair = 256 - (256 % digits.length);
  let code = '';
  while (code.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < fair && code.length < length) code += digits[byte % digits.length] ?? '';
    }
  }
  return code;
}
