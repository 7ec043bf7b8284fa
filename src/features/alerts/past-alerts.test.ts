import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';

import { pastAlertsOf } from './past-alerts';

const none = new Set<string>();

test('a year that is still read, that cannot be read, and that nobody kept are not a year in which nothing was resolved', () => {
  const waiting = { isPending: true, isError: false, data: undefined };
  expect(pastAlertsOf(waiting, none)).toEqual({ status: 'reading' });
  expect(pastAlertsOf({ ...waiting, isPending: false, isError: true }, none)).toEqual({ status: 'unreadable' });
  expect(pastAlertsOf({ ...waiting, isPending: false, data: null }, none)).toEqual({ status: 'not-kept' });
  expect(pastAlertsOf({ ...waiting, isPending: false, data: [] }, none)).toEqual({ status: 'read', alerts: [] });
});

test('what the broker still holds, and what is not over, is not told twice', () => {
  const [held, past, open] = [
    alertOf({ id: 'held', state: 'resolved' }),
    alertOf({ id: 'past', state: 'resolved' }),
    alertOf({ id: 'open', state: 'open' }),
  ];
  const answer = { isPending: false, isError: false, data: [held, past, open] };
  expect(pastAlertsOf(answer, new Set(['held']))).toEqual({ status: 'read', alerts: [past] });
});
