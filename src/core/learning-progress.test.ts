import { expect, test } from 'vitest';

import { expectationWords } from './expectation';
import { learningWords } from './learning-progress';

test('until there is enough, how far learning has come is said, of the home, of a device and beside each chart', () => {
  expect(learningWords({ days: 5, of: 14 })).toBe('Learning, 5 of 14 days');
  expect(learningWords({ days: 14, of: 14 })).toBe('Learning, 14 of 14 days');
  expect(learningWords({ days: 15, of: 14 })).toBe('Learned over 14 days');
  const learning = { status: 'learning', progress: { days: 5, of: 14 } } as const;
  for (const metric of ['temperatureC', 'battery', 'messages', 'lqi'] as const)
    expect(expectationWords(learning, metric, null)).toBe('What is usual is not known yet: learning, 5 of 14 days.');
});

test('the line of a device and the sentence below its chart name the same number of days', () => {
  // as `daysBefore` counts them for the chart: this day is not one of them
  expect(learningWords({ days: 22, of: 14 })).toBe('Learned over 21 days');
});
