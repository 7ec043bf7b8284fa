import { expect, test } from 'vitest';

import { ageOfCodes, endingSentence, findingOn, mayOpen, unansweredSentence } from './code-words';
import { emptyDevice } from '../fold/device-merge';
import { listed } from '../list-words';
import type { LockCodes } from './lock-code';

test.each([
  [[], ''],
  [['front door'], 'front door'],
  [['front', 'back'], 'front and back'],
  [['front', 'back', 'shed'], 'front, back and shed'],
])('%j is said as “%s”', (names, words) => expect(listed(names)).toBe(words));

test('codes are as old as the oldest of them, where that is known', () => {
  const now = 300 * 86_400_000;
  expect(ageOfCodes([{ since: now - 214 * 86_400_000 }, { since: now }], now)).toBe('214 days old');
  expect(ageOfCodes([{ since: now }], now)).toBe('set today');
  expect(ageOfCodes([{ since: null }], now)).toBeNull();
});

test('what a lock does not do itself is said, and by whom it is done', () => {
  const lock = (name: string, keepsEnds: boolean) => ({
    ...emptyDevice(name),
    name,
    codes: { keepsEnds } as LockCodes, // nothing else is asked for
  });
  expect(endingSentence([lock('Nuki', true)])).toBeNull();
  expect(endingSentence([lock('Nuki', true), lock('Front door', false)])).toContain('Front door does not end a code');
});

test('a code that somebody else took out is a finding, one that is not heard of yet is none', () => {
  const place = { device: 'x', lock: 'Front door', slot: 4, since: 1, until: null, endedBy: 'gatehouse' } as const;
  expect(findingOn({ ...place, found: 'gone' }, 'Anna')).toContain('nobody here removed it');
  expect(findingOn({ ...place, found: 'unknown' }, 'Anna')).toBeNull();
});

test('whoever was given a code can see it wherever it may be in the lock, and is not shown one that is not', () => {
  for (const outcome of ['done', 'unanswered', 'doubtful', 'uncertain', 'old-remains'] as const)
    expect(mayOpen(outcome)).toBe(true);
  for (const outcome of ['taken', 'refused', 'away', null] as const) expect(mayOpen(outcome)).toBe(false);
});

test('what a lock told before is not taken for new when it does not answer, and one that told nothing has nothing of before', () => {
  expect(unansweredSentence('silent', true)).toBe('It did not answer when it was asked: this is what it told before.');
  expect(unansweredSentence('silent', false)).toBe('It did not answer when it was asked.');
  expect(unansweredSentence('not-allowed', false)).toContain('does not let the account you signed in with ask it.');
});
