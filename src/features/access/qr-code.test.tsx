import fc from 'fast-check';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import { newPassword } from '@/credentials/hand-over/new-password';

import { QrCode } from './qr-code';
import { readQrCode } from './qr-code.testing';

const attribute = (markup: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(markup)?.[1] ?? '';

function drawn(text: string) {
  const markup = renderToStaticMarkup(<QrCode text={text} label="The new password" />);
  return { markup, viewBox: attribute(markup, 'viewBox'), path: attribute(markup, 'd') };
}

test('a camera reads from the squares what was to be shown, whatever password it is', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyzABC0123456789-_.!~ü';
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...letters.split('')), minLength: 1, maxLength: 48 }), (text) => {
      const password = `a${text}`; // one small letter, so that it is in byte mode
      expect(readQrCode(drawn(password))).toBe(password);
    }),
    { numRuns: 60 },
  );
  const made = newPassword('by-hand', (count) => crypto.getRandomValues(new Uint8Array(count)));
  expect(readQrCode(drawn(made))).toBe(made);
});

test('nothing stands in the border that a reader needs', () => {
  const { viewBox, path } = drawn('a-password-of-thirty-letters-xx');
  expect(() => readQrCode({ viewBox, path: `M0 0h1v1h-1z${path}` })).toThrow('quiet zone');
});

test('it has a name for those who do not see it, which does not hold what it shows', () => {
  const { markup } = drawn('hush-hush-password');
  expect(markup).toContain('role="img" aria-label="The new password"');
  expect(markup).not.toContain('hush');
});
