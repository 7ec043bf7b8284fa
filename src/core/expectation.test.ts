import { expect, test } from 'vitest';

import { expectationWords } from './expectation';

test('of a battery it says what is usually lost, and where that leads if it is drawn', () => {
  const usual = { status: 'empties', percentADay: 0.24, stepPercent: 1, days: 21 } as const;
  expect(expectationWords(usual, 'battery', null)).toBe('Usually it loses 0.2 % a day, as learned over 21 days.');
  expect(expectationWords(usual, 'battery', [{ at: 0, low: 81.26, high: 90 }])).toBe(
    'Usually it loses 0.2 % a day, as learned over 21 days. The shaded band is where that leads: 81.3 to 90 % by now.',
  );
});

test('a year is drawn in steps of most of a day: what is usual then is of a day, not of an hour', () => {
  const usual = { status: 'usual', basis: 'weekday', days: 21, band: [] } as const;
  const saidInStepsOf = (hours: number) => {
    const band = [0, 1, 2].map((step) => ({ at: step * hours * 3_600_000, low: 18, high: 22 }));
    return expectationWords(usual, 'temperatureC', band);
  };
  expect(saidInStepsOf(1)).toContain('usual: at this hour of this weekday 18 to 22 °C');
  expect(saidInStepsOf(2)).toContain('usual: around this hour of this weekday 18 to 22 °C');
  expect(saidInStepsOf(22)).toContain('usual: in the course of a day 18 to 22 °C');
});

test('what is always the same is told once, not from itself to itself', () => {
  const usual = { status: 'usual', basis: 'weekday', days: 21, band: [] } as const;
  const dark = [{ at: 0, low: 0, high: 0.04 }];
  expect(expectationWords(usual, 'illuminanceLux', dark)).toBe(
    'The shaded band is what is usual: at this hour of this weekday 0 lx, as learned over 21 days.',
  );
});
