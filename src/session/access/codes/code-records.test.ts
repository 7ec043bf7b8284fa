import { expect, test } from 'vitest';

import type { CodeOutcome, CodeWork } from '@/core/codes/code-owner';

import { recordsOfCode } from './code-records';

const of = (act: CodeWork['act'], outcome: CodeOutcome) =>
  recordsOfCode({
    work: { id: 'c1', act, person: 'Anna' },
    index: 1,
    place: { device: 'door', name: 'Front door', outcome, sentence: 'Anna’s new code opens the front door.' },
    by: 'owner',
    at: 7,
  });

test.each([
  ['add', 'done', 'added'],
  ['change', 'done', 'replaced'],
  ['change', 'old-remains', 'stopped'],
  ['remove', 'done', 'removed'],
] as const)('a code of which the wish was to %s it and that ended %s is history: it was %s', (act, outcome, was) => {
  expect(of(act, outcome)).toMatchObject([{ device: 'door', account: 'Anna', by: 'owner', at: 7, outcome: was }]);
});

test.each(['refused', 'unanswered', 'away', 'full', 'uncertain', 'unsent'] as const)(
  'what ended %s changed no code for certain, and is no history',
  (outcome) => expect(of('change', outcome)).toEqual([]),
);
