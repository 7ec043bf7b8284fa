import { describe, expect, test } from 'vitest';

import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';

import { alertsFor, countOf, sentenceOf } from './alert-list';

const alerts: readonly Alert[] = [
  alertOf({ id: 'old-info', t: 1, severity: 'info' }),
  alertOf({ id: 'new-info', t: 9, severity: 'info' }),
  alertOf({ id: 'smoke', t: 2, severity: 'critical' }),
  alertOf({ id: 'seen', state: 'acknowledged', severity: 'warning' }),
  alertOf({ id: 'later', state: 'snoozed', severity: 'info' }),
  alertOf({ id: 'over', state: 'resolved', changedAt: 5 }),
  alertOf({ id: 'over-last', state: 'resolved', changedAt: 7 }),
];
const ids = (shown: readonly Alert[]) => shown.map(({ id }) => id);
const none = new Set<string>();

describe('the list of alerts', () => {
  test('begins with the worst, and of those with the newest', () => {
    expect(ids(alertsFor(alerts, 'open', none))).toEqual(['smoke', 'new-info', 'old-info']);
  });

  test('keeps what was dealt with and what is over behind a filter', () => {
    expect(ids(alertsFor(alerts, 'set-aside', none))).toEqual(['seen', 'later']);
    expect(ids(alertsFor(alerts, 'resolved', none))).toEqual(['over-last', 'over']);
    expect(countOf(alerts, 'set-aside')).toBe(2);
  });

  test('lets what was just acknowledged stay in its place until one looks elsewhere', () => {
    expect(ids(alertsFor(alerts, 'open', new Set(['seen'])))).toEqual(['smoke', 'seen', 'new-info', 'old-info']);
  });
});

test.each<[readonly Alert[], string]>([
  [[], 'Nothing wants your attention now.'],
  [[alertOf({ severity: 'warning' })], 'One thing wants your attention.'],
  [[alertOf()], 'One thing wants your attention, and it is critical.'],
  [alerts, '3 things want your attention, one of them critical.'],
])('the page says how it stands', (some, sentence) => {
  expect(sentenceOf(some, true)).toBe(sentence);
});

test('without a connection nothing is said of now', () => {
  expect(sentenceOf([], false)).toBe('No open alert is known, and nothing is heard now.');
});
