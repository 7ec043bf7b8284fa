import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fromBase64, fromBase64Url, toBase64, toBase64Url } from './base64';

const bytes = fc.uint8Array({ maxLength: 2_000 });

describe('bytes as text', () => {
  test('are those of Node, and come back', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(toBase64(some)).toBe(Buffer.from(some).toString('base64'));
        expect(toBase64Url(some)).toBe(Buffer.from(some).toString('base64url'));
        expect(fromBase64(toBase64(some))).toEqual(new Uint8Array(some));
        expect(fromBase64Url(toBase64Url(some))).toEqual(new Uint8Array(some));
      }),
    );
  });

  test('are none where the text is something else', () => {
    expect(fromBase64('a door')).toEqual(fromBase64('adoor'));
    expect(fromBase64('ä')).toBeNull();
    expect(fromBase64('a')).toBeNull();
    expect(fromBase64Url('=')).toBeNull();
  });
});
