import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Severity } from '@/core/alert';

import type { Notice } from './notice';
import { add, emptyOutbox, ended, next, settle, without, type Outbox } from './outbox';

const minute = 60_000;
const notice = (id: string, severity: Severity = 'warning'): Notice => ({
  id,
  t: 0,
  class: 'tamper',
  device: null,
  title: id,
  severity,
  text: '',
});
const refused = { outcome: 'failed', reason: 'no answer', final: false } as const;
const delivered = { outcome: 'delivered' } as const;
const ids = (outbox: Outbox, now: number, isQuiet = false) => next(outbox, now, isQuiet).map((one) => one.notice.id);

/** Lets time pass in steps of a second; when each was told. */
function tellUntil(outbox: Outbox, until: number, answer: (now: number) => boolean = () => true) {
  const told: (readonly [id: string, at: number])[] = [];
  let tries = 0;
  for (let now = 0; now <= until; now += 1_000) {
    for (const parcel of next(outbox, now, false)) {
      tries += 1;
      const isTold = answer(now);
      outbox = settle(outbox, parcel, isTold ? delivered : refused, now);
      if (isTold) told.push([parcel.notice.id, now]);
    }
  }
  return { told, tries, outbox };
}

describe('what is to be told', () => {
  test('is tried again, less and less often, until it is told', () => {
    const { told, tries } = tellUntil(
      add(emptyOutbox, notice('window'), 'ntfy', 0),
      60 * minute,
      (now) => now > 20 * minute,
    );
    expect(told.map(([id]) => id)).toEqual(['window']);
    expect(told[0]?.[1]).toBeLessThan(31 * minute);
    expect(tries).toBeLessThan(12);
  });

  test('of which nobody wanted to hear for a day is given up', () => {
    const { outbox } = tellUntil(add(emptyOutbox, notice('window'), 'ntfy', 0), 25 * 60 * minute, () => false);
    expect(outbox.waiting).toEqual([]);
  });

  test('and refused for good is not tried again', () => {
    const outbox = add(emptyOutbox, notice('window'), 'ntfy', 0);
    const [parcel] = next(outbox, 0, false);
    expect(settle(outbox, parcel!, { ...refused, final: true }, 0).waiting).toEqual([]); // it is the one just added
  });

  test('waits for the end of the quiet hours, unless it is critical', () => {
    const outbox = add(add(emptyOutbox, notice('window'), 'ntfy', 0), notice('smoke', 'critical'), 'topic', 0);
    expect(ids(outbox, 0, true)).toEqual(['smoke']);
    expect(ids(outbox, 0, false)).toEqual(['window', 'smoke']);
  });

  test('begins with what is critical', () => {
    const outbox = add(add(emptyOutbox, notice('window'), 'ntfy', 0), notice('smoke', 'critical'), 'ntfy', 1);
    expect(ids(outbox, 1)).toEqual(['smoke']);
  });

  test('that a person has seen meanwhile is not told late, also when a try was under way', () => {
    const outbox = add(emptyOutbox, notice('window'), 'ntfy', 0);
    const [parcel] = next(outbox, 0, false);
    expect(settle(without(outbox, 'window'), parcel!, refused, 1).waiting).toEqual([]); // it is the one just added
  });

  test('and got worse while a try was under way is told as what it is now, however that try ended', () => {
    for (const result of [delivered, refused, { ...refused, final: true }]) {
      const mild = add(emptyOutbox, notice('window'), 'ntfy', 0);
      const [parcel] = next(mild, 0, false);
      const worse = settle(add(mild, notice('window', 'critical'), 'ntfy', 1), parcel!, result, 2); // it is the one just added
      expect(worse.waiting.map((one) => one.notice.severity)).toEqual(['critical']);
    }
  });

  test('and is over before it could be told is told as that, if it is critical', () => {
    let outbox = add(add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', 0), notice('window'), 'ntfy', 0);
    for (const one of [notice('smoke', 'critical'), notice('window')]) outbox = ended(outbox, one);
    expect(outbox.waiting.map((one) => one.notice.title)).toEqual(['smoke (it is over now)']);
  });

  test('waits no longer for a clock that was days ahead and is right again', () => {
    const ahead = 48 * 60 * minute;
    let outbox = add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', ahead);
    const [parcel] = next(outbox, ahead, false);
    outbox = settle(outbox, parcel!, refused, ahead); // it is the one just added
    for (let index = 0; index < 12; index++) {
      outbox = add(outbox, notice(`lid ${index}`, 'critical'), 'topic', ahead);
      const sent = next(outbox, ahead, false).find(({ way }) => way === 'topic');
      outbox = settle(outbox, sent!, delivered, ahead); // likewise
    }
    outbox = add(outbox, notice('lid', 'critical'), 'topic', 1_000);
    expect(ids(outbox, 1_000).toSorted()).toEqual(['lid', 'smoke']);
  });

  test('by one way does not wait for another that is out of order', () => {
    let outbox = add(add(emptyOutbox, notice('window'), 'ntfy', 0), notice('window'), 'topic', 0);
    for (const parcel of next(outbox, 0, false))
      outbox = settle(outbox, parcel, parcel.way === 'ntfy' ? refused : delivered, 0);
    expect(outbox.waiting.map(({ way }) => way)).toEqual(['ntfy']);
  });
});

test('a flood of alerts is no flood of messages: six in ten minutes, twelve more that are critical, and at most a hundred wait', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<Severity>('info', 'warning', 'critical'), { maxLength: 300 }),
      (severities) => {
        let outbox = emptyOutbox;
        severities.forEach(
          (severity, index) => (outbox = add(outbox, notice(`${severity} ${index}`, severity), 'ntfy', 0)),
        );
        expect(outbox.waiting.length).toBeLessThanOrEqual(100);
        const { told } = tellUntil(outbox, 30 * minute);
        for (const [, at] of told) {
          const within = told.filter(([, other]) => other <= at && at - other < 10 * minute);
          const critical = within.filter(([id]) => id.startsWith('critical')).length;
          expect(critical).toBeLessThanOrEqual(12);
          expect(within.length - critical).toBeLessThanOrEqual(6);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test('where too much waits the mild goes, never what is critical', () => {
  let outbox = add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', 0);
  for (let index = 0; index < 200; index++) outbox = add(outbox, notice(`mild ${index}`, 'info'), 'ntfy', 1 + index);
  expect(outbox.waiting.some((one) => one.notice.id === 'smoke')).toBe(true);
});
