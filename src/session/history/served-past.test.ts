import { describe, expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';
import type { KeptEvent } from '@/core/history';
import { seriesKey } from '@/history/history-records';
import { gatherPast, type PastHistory } from '@/history/past-history';

import { readPast } from './served-past';

const start = Date.UTC(2026, 10, 1);
const until = start + 2 * 3_600_000;
const event: KeptEvent = {
  device: 'front',
  name: 'Front door',
  activity: { type: 'state', at: start, key: 'lock', value: 'locked' },
};

function lived(): PastHistory {
  const past = gatherPast();
  for (let from = start; from < until; from += 60_000)
    past.add({
      from,
      to: from + 50_000,
      points: { [seriesKey(front)]: [0, 80] },
      events: from === start ? [event] : [],
    });
  return past.asOf(until, { alerts: [alertOf({ t: start, state: 'resolved', endedAt: start })] });
}
const front = { device: 'front', metric: 'battery' } as const;
const reasonOf = (json: string) => {
  const read = readPast(json, until);
  return read.outcome === 'refused' ? read.reason : null;
};

test('a past crosses as it was gathered', () => {
  expect(readPast(JSON.stringify(lived()), until)).toEqual({ outcome: 'read', past: lived() });
});

describe('is refused in words', () => {
  test('where it was cut, wherever that was', () => {
    const json = JSON.stringify(lived());
    for (let letters = 0; letters < json.length; letters += 97)
      expect(reasonOf(json.slice(0, letters))).toContain('it is no JSON, perhaps because it was cut on the way.');
  });

  test('where it is larger than any past', () => {
    expect(reasonOf(`"${'x'.repeat(4_000_000)}"`)).toContain('larger than 4 MB');
  });

  test('where an alert of it still stands, or is none', () => {
    const past = lived();
    for (const alerts of [past.alerts.map((one) => ({ ...one, state: 'open' })), [{ id: 'x' }]])
      expect(reasonOf(JSON.stringify({ ...past, alerts }))).toContain('not in the form');
  });

  test('where it tells of a time to come', () => {
    expect(readPast(JSON.stringify(lived()), until - 3_600_000)).toMatchObject({
      reason: 'The past that was served with this demo was not taken: it tells of a time that has not come yet.',
    });
  });

  const hostile: readonly (readonly [string, (past: PastHistory) => unknown])[] = [
    ['nothing', () => null],
    ['a list', () => []],
    ['another version', (past) => ({ ...past, format: 'gatehouse-past/0' })],
    ['a series of no device', (past) => ({ ...past, hours: [[0, 'battery', [[0, 1]]]] })],
    ['a metric that nobody knows', (past) => ({ ...past, hours: [[0, 'front\n__proto__', [[0, 1]]]] })],
    ['a block that begins anywhere', (past) => ({ ...past, minutes: [[7, 'front\nbattery', [[0, 1]]]] })],
    [
      'a step twice',
      (past) => ({
        ...past,
        hours: [
          [
            0,
            'front\nbattery',
            [
              [4, 1],
              [4, 1],
            ],
          ],
        ],
      }),
    ],
    ['steps without end', (past) => ({ ...past, hours: [[0, 'front\nbattery', [[1e6, 1]]]] })],
    ['half a point', (past) => ({ ...past, hours: [[0, 'front\nbattery', [[1]]]] })],
    ['words for numbers', (past) => ({ ...past, hours: [[0, 'front\nbattery', [[1, 'x']]]] })],
    ['points after its end', (past) => ({ ...past, until: start })],
    ['a record of an hour', (past) => ({ ...past, log: [{ from: start, to: until, points: {}, events: [] }] })],
    [
      'a time without its value',
      (past) => ({ ...past, log: [{ from: start, to: start, points: { 'front\nlqi': [1] }, events: [] }] }),
    ],
    [
      'a state that has no words',
      (past) => ({ ...past, events: [{ ...event, activity: { ...event.activity, value: 'ajar' } }] }),
    ],
    [
      'a key that is none',
      (past) => ({ ...past, events: [{ ...event, activity: { ...event.activity, key: 'constructor' } }] }),
    ],
    ['a name without end', (past) => ({ ...past, events: [{ ...event, name: 'x'.repeat(5_000) }] })],
  ];
  test.each(hostile)('where it holds %s', (_, changed) => {
    expect(reasonOf(JSON.stringify(changed(lived())))).toContain('not in the form in which a history is kept.');
  });
});
