import { expect, test } from 'vitest';

import { newerThan, printsOf } from './account-prints';

const note = (at: number) => JSON.stringify({ rot: 'first', prev: null, by: 'admin', at });
const account = (username: string, text: string | null, disabled = false) => ({ username, note: text, disabled });
const then = [account('admin', null), account('lamp.a', note(1000)), account('gone', note(1), true)];

test('an account with another password is newer, whatever the clock said that dated it', () => {
  const prints = printsOf(then);
  expect(newerThan(prints, then)).toBe(0);
  expect(newerThan(prints, [account('admin', null), account('lamp.a', note(400))])).toBe(1);
  expect(newerThan(prints, [account('admin', null), account('lamp.b', note(1000))])).toBe(1);
});

test('whoever is switched off needs no backup, and whoever is let in again does', () => {
  const prints = printsOf(then);
  expect(newerThan(prints, [account('admin', ''), account('lamp.a', note(2000), true)])).toBe(0);
  expect(newerThan(prints, [account('gone', note(1))])).toBe(1);
});
