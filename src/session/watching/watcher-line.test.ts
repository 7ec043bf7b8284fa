import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { tellingWays, type Watcher } from '@/core/watcher';

import { asksForTest, readWatcher, requestTopic, watcherWill, writeWatcher } from './watcher-line';

const bytes = (text: string) => new TextEncoder().encode(text);
const time = fc.nat(8_000_000_000_000);
const watchers: fc.Arbitrary<Watcher> = fc.record(
  {
    since: time,
    publishes: fc.boolean(),
    ways: fc.subarray([...tellingWays]),
    last: fc.option(
      fc.record({
        at: time,
        outcome: fc.constantFrom('delivered' as const, 'failed' as const),
        what: fc.constantFrom('The hallway smoke reports smoke', ''),
        reason: fc.option(fc.constant('push.home.lan does not answer')),
      }),
    ),
    waiting: fc.nat(100),
    learned: fc.record({ days: fc.nat(1_000), of: fc.constant(14) }),
  },
  { requiredKeys: ['since', 'publishes', 'ways', 'last', 'waiting'] },
);

describe('what a watcher says of itself', () => {
  test('is understood by every page', () => {
    fc.assert(
      fc.property(watchers, (watcher) => {
        expect(readWatcher({ payload: bytes(writeWatcher(watcher).payload) })).toEqual({ status: 'there', watcher });
      }),
    );
  });

  test('of an older Gatehouse says nothing of what it has learned, and is understood', () => {
    const older = { since: 5, publishes: true, ways: ['ntfy'], last: null, waiting: 2, updates: 'refused' };
    const payload = bytes(JSON.stringify({ state: 'online', ...older }));
    expect(readWatcher({ payload })).toEqual({ status: 'there', watcher: older });
  });

  test('of what it has learned is believed only in days', () => {
    for (const learned of [{ days: -1, of: 14 }, { days: 1.5, of: 14 }, { days: 3 }, 'much', null]) {
      const line = { state: 'online', since: 5, publishes: true, ways: [], last: null, waiting: 0, learned };
      expect(readWatcher({ payload: bytes(JSON.stringify(line)) })).toBeNull();
    }
  });

  test('with its last will, it is gone', () => {
    expect(readWatcher({ payload: bytes(watcherWill.payload) })).toEqual({ status: 'gone' });
    expect(readWatcher({ payload: bytes('') })).toEqual({ status: 'none' });
  });

  test('is believed only in this form, whatever anybody publishes there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.json().map(bytes)), (payload) => {
        expect(readWatcher({ payload: Uint8Array.from(payload) })?.status).toBeOneOf([undefined, 'none']);
      }),
    );
    const much = {
      state: 'online',
      since: 0,
      publishes: true,
      ways: [],
      last: null,
      waiting: 0,
      more: 'x'.repeat(5_000),
    };
    expect(readWatcher({ payload: bytes(JSON.stringify(much)) })).toBeNull();
  });
});

test('a test is asked for by a live message only', () => {
  const request = { topic: requestTopic, payload: bytes('{"do":"test"}'), at: 0 };
  expect(asksForTest({ ...request, retained: false })).toBe(true);
  expect(asksForTest({ ...request, retained: true })).toBe(false);
  expect(asksForTest({ ...request, retained: false, payload: bytes('{"do":"open"}') })).toBe(false);
});
