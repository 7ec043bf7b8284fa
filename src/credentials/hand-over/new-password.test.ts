import { expect, test } from 'vitest';

import { newPassword } from './new-password';

const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

test('no password is like another, and each device keeps it whole', () => {
  const made = new Set(Array.from({ length: 500 }, () => newPassword('one-slot', randomBytes)));
  expect(made.size).toBe(500);
  for (const password of made) expect(password).toMatch(/^[\w-]{24}$/);
  expect(newPassword('two-slots', randomBytes)).toMatch(/^[\w-]{43}$/);
});

test('what a person types has nothing in it that looks like something else', () => {
  for (let n = 0; n < 200; n++) expect(newPassword('by-hand', randomBytes)).toMatch(/^[a-hjkmnp-z2-9]{26}$/);
});

test('every letter of it is as likely as any other', () => {
  const counts = new Map<string, number>();
  let at = 0;
  const everyByte = (count: number) => Uint8Array.from({ length: count }, () => at++ % 256);
  // 248 bytes are whole multiples of 31, so 31 passwords of 26 letters use each of them 3 times and a bit
  for (let n = 0; n < 31 * 8; n++) {
    for (const letter of newPassword('by-hand', everyByte)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  expect(counts.size).toBe(31);
  expect(Math.max(...counts.values()) / Math.min(...counts.values())).toBeLessThan(1.2);
});
