import { getRandomValues } from 'node:crypto';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { CodeRules } from '@/core/codes/lock-code';

import { commonRules, reasonAgainst } from './code-rules';
import { makeCode } from './make-code';
import { weaknessOf } from './weak-code';

const any: CodeRules = { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' };
const nuki: CodeRules = { minDigits: 6, maxDigits: 6, without: '0', notAtStart: '12' };
const randomBytes = (count: number) => getRandomValues(new Uint8Array(count));

describe('a code that somebody would try first is refused, with the reason', () => {
  test.each([
    ['1111', /different digits/],
    ['0000', /different digits/],
    ['1122', /different digits/],
    ['1234', /follow each other/],
    ['9876', /follow each other/],
    ['2468', /follow each other/],
    ['890123', /follow each other/],
    ['123123', /again and again/],
    ['748747', null],
    ['123321', /backwards/],
    ['1379', /pattern/],
    ['147258', /pattern/],
    ['159357', /pattern/],
    ['1984', /year/],
    ['2019', /year/],
    ['2412', /date/],
    ['0731', /date/],
    ['240785', /date/],
    ['850724', /date/],
    ['24071985', /date/],
    ['19850724', /date/],
    ['2580', /tried first/],
    ['7395', null],
    ['739152', null],
    ['0905', /date/],
    ['0958', null],
  ])('%s', (code, reason) => {
    if (reason === null) expect(weaknessOf(code)).toBeNull();
    else expect(weaknessOf(code)).toMatch(reason);
  });
});

describe('what a lock takes', () => {
  test.each([
    ['123', any, 'A code for this has 4 to 8 digits.'],
    ['58947', nuki, 'A code for this has exactly 6 digits.'],
    ['589402', nuki, 'There is no 0 on its keypad.'],
    ['125894', nuki, 'A code for this may not begin with 12.'],
    ['58a4', any, 'A code has digits only.'],
    ['٤٥٦٧', any, 'A code has digits only.'],
    ['0589', any, null],
  ] as const)('%s', (code, rules, reason) => {
    expect(reasonAgainst(code, rules)).toBe(reason);
  });

  test('several locks take what each of them takes', () => {
    expect(commonRules([any, nuki])).toEqual(nuki);
    expect(commonRules([any, { ...any, minDigits: 9, maxDigits: 10 }])).toBeNull();
  });
});

describe('a code that is made', () => {
  const anyRules = fc
    .record({
      minDigits: fc.integer({ min: 4, max: 8 }),
      more: fc.integer({ min: 0, max: 4 }),
      without: fc.constantFrom('', '0', '09'),
      notAtStart: fc.constantFrom('', '12'),
    })
    .map(({ more, ...rules }): CodeRules => ({ ...rules, maxDigits: rules.minDigits + more }));

  test('is one that the locks take and nobody tries first', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const code = makeCode(rules, randomBytes);
        expect(reasonAgainst(code, rules)).toBeNull();
        expect(weaknessOf(code)).toBeNull();
      }),
    );
  });

  test('has every digit in every place about as often, leading zeros too', () => {
    const codes = Array.from({ length: 20_000 }, () => makeCode(any, randomBytes));
    // in the first place dates leave out some ones and zeros, so the last-but-one is looked at, and the first for zeros
    const counts = Array.from({ length: 10 }, (_, digit) => codes.filter((code) => code[4] === String(digit)).length);
    expect(Math.max(...counts)).toBeLessThan(2_600);
    expect(Math.min(...counts)).toBeGreaterThan(1_400);
    expect(codes.filter((code) => code.startsWith('0')).length).toBeGreaterThan(1_000);
  });

  test('is never made of bytes that would make some digits likelier', () => {
    let call = 0;
    // 250 to 255 would favour 0 to 5: they are thrown away
    const code = makeCode(any, () =>
      Uint8Array.from(call++ === 0 ? [250, 251, 252, 253, 254, 255] : [7, 3, 9, 1, 5, 2]),
    );
    expect(code).toBe('739152');
  });
});
