import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';

import { openAlertLog } from './alert-log';

const hour = 3_600_000;

/** The lines of one alert, and how often it has been seen in each. */
function log() {
  const alerts = new Map([['a', alertOf({ id: 'a' })]]);
  const { changed, pass } = openAlertLog(alerts);
  const counted = (lines: readonly string[]) => lines.map((line) => (JSON.parse(line) as { count: number }).count);
  return {
    seen(count: number, now: number) {
      alerts.set('a', alertOf({ id: 'a', count }));
      return counted(changed({ changed: ['a'], gone: [] }, now));
    },
    pass: (now: number) => counted(pass(now)),
  };
}

test('more of the same is written down once a minute', () => {
  const { seen, pass } = log();
  expect([seen(1, 0), seen(2, 1_000), pass(59_999), pass(60_000)]).toEqual([[1], [], [], [2]]);
  expect([seen(3, 61_000), seen(4, 62_000), pass(119_999), pass(120_000)]).toEqual([[], [], [], [4]]);
});

test('a clock that is set back holds up no line for longer than that', () => {
  const { seen, pass } = log();
  expect([seen(1, hour), seen(2, hour + 1_000), pass(0)]).toEqual([[1], [], [2]]);
  expect([seen(3, 1_000), seen(4, 2 * hour), pass(2 * hour)]).toEqual([[], [], [4]]);
  expect([seen(5, hour), pass(hour)]).toEqual([[], [5]]);
});
