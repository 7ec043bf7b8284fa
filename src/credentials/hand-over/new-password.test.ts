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
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  let at = 0;
  const next = (count: number) => Uint8Array.from({ length: count }, () => all[at++ % 256] ?? 0);
  const counts = new Map<string, number>();
  const whole = 256 - (256 % 31);
  while (at < 256 * 26)
    for (const letter of newPassword('by-hand', next)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(whole % 31).toBe(0);
  expect(Math.max(...counts.values()) / Math.min(...counts.values())).toBeLessThan(1.3);
});
