import { expect, test } from 'vitest';

import { dayInWords, factWords, lagReason, lagWords, supportWords } from './judgement-words';

test.each([
  [{ versions: null, days: null, daysBy: null }, null],
  [{ versions: 1, days: null, daysBy: null }, '1 version behind'],
  [{ versions: 3, days: 12, daysBy: 'seen' }, '3 versions and 12 days behind'],
  [{ versions: null, days: 1, daysBy: 'builds' }, '1 day behind'],
  [{ versions: null, days: 0, daysBy: 'seen' }, null],
] as const)('%o is “%s”', (lag, words) => {
  expect(lagWords(lag)).toBe(words);
});

test('what the days behind rest on is said, and why the versions cannot be counted', () => {
  const reason = (versions: number | null, daysBy: 'seen' | null, isBehind = true) =>
    lagReason({ versions, days: daysBy === null ? null : 3, daysBy }, isBehind);
  expect(reason(2, 'seen')).toMatch(/^The days are those since .*\.$/);
  expect(reason(null, 'seen')).toMatch(
    /^The days are .*\. How many versions lie between is not known: only the Zigbee/,
  );
  expect(reason(null, null)).toMatch(/^How many versions lie between is not known/);
  expect(reason(null, null, false)).toBeNull();
});

test('support counts down to its last day', () => {
  const until = { state: 'until', day: '2031-12-31', by: 'owner', source: null } as const;
  expect(supportWords({ ...until, daysLeft: 1_863 })).toMatch(/^Until .*2031, 1,863 days left$/);
  expect(supportWords({ ...until, daysLeft: 1 })).toMatch(/, 1 day left$/);
  expect(supportWords({ ...until, daysLeft: 0 })).toMatch(/, the last day$/);
  expect(supportWords({ state: 'ended', day: null, by: 'cisa', source: null })).toBe('Over');
  expect(supportWords({ state: 'unknown' })).toBe('Not known');
});

test('a day is a day wherever one lives, and what is none stays as it is written', () => {
  expect(dayInWords('2031-12-31', 'en-GB')).toBe('31 December 2031');
  expect(dayInWords('soon')).toBe('soon');
});

test('what somebody of the home has said is told as a sentence', () => {
  const nothing = { supportEnds: null, cve: null, affected: null, fixed: null };
  const fact = { ...nothing, vendor: 'Acme', model: 'A-1', source: 'a letter' };
  expect(factWords({ ...fact, supportEnds: '2031-12-31' })).toMatch(/^Acme A-1 is supported until .*2031.*\.$/);
  expect(factWords({ ...fact, cve: 'CVE-2031-0001', fixed: '2.0' })).toBe(
    'Acme A-1 is without CVE-2031-0001 from version 2.0 on.',
  );
  expect(factWords({ ...fact, affected: { from: null, through: '1.9' } })).toBe(
    'Acme A-1 has a weakness up to version 1.9.',
  );
  expect(factWords({ ...fact, affected: { from: '1.2', through: '1.9' }, fixed: '2.0' })).toBe(
    'Acme A-1 has a weakness from version 1.2 to 1.9, and is without a weakness from version 2.0 on.',
  );
  expect(factWords({ ...fact, cve: 'CVE-2031-0001', meant: false })).toBe('Acme A-1 is not meant by CVE-2031-0001.');
});
