import { expect, test } from 'vitest';

import { endWords, failureWords, runningWords } from './scenario-words';

const scenario = { name: 'x', title: 'Wrong codes at the front door', happens: '', expected: '', harmless: false };

test('what runs is said with where to look, and what looks alike with what to hope for', () => {
  expect(runningWords(scenario)).toBe('Running: wrong codes at the front door. Look at Alerts.');
  expect(runningWords({ ...scenario, title: 'A power cut', harmless: true })).toBe(
    'Running: a power cut. Gatehouse should stay calm.',
  );
});

test.each([
  [0.2, 'It ends by itself in 1 s.'],
  [40, 'It ends by itself in 40 s.'],
  [101, 'It ends by itself in 2 minutes.'],
  [300, 'It ends by itself in 5 minutes.'],
])('%d s before its end: %s', (secondsLeft, words) => {
  expect(endWords(secondsLeft)).toBe(words);
});

test.each(['running', 'no-part', 'no-answer'] as const)('why nothing was started (%s) is a sentence', (failure) => {
  expect(failureWords(failure)).toMatch(/^[A-Z].*[.?]$/);
});
