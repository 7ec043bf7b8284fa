import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { alertStates, severities, verdictKinds, type Alert } from './alert';
import { isEarlier, mergeAlerts, uniteEvidence } from './alert-merge';
import { alertOf } from './alert.testing';

const time = fc.integer({ min: 0, max: 20 });
const evidence = fc.array(
  fc.record({ t: time, topic: fc.constantFrom('a', 'b'), text: fc.constantFrom('opened', 'closed') }),
  { maxLength: 20 },
);
const alerts: fc.Arbitrary<Alert> = fc
  .record({
    title: fc.constantFrom('one', 'two'),
    severity: fc.constantFrom(...severities),
    state: fc.constantFrom(...alertStates),
    evidence: evidence.map((list) => uniteEvidence(list, [])),
    count: fc.integer({ min: 1, max: 5 }),
    changedAt: time,
    changes: fc.integer({ min: 0, max: 3 }),
    until: fc.option(time),
    endedAt: fc.option(time),
    verdict: fc.option(
      fc.record({ kind: fc.constantFrom(...verdictKinds), at: time, changes: fc.integer({ min: 1, max: 3 }) }),
    ),
  })
  .map((part) => alertOf(part));

describe('what two observers know of one alert', () => {
  test('is the same whoever hears whom first', () => {
    fc.assert(
      fc.property(alerts, alerts, (one, other) => {
        expect(mergeAlerts(one, other)).toEqual(mergeAlerts(other, one));
      }),
    );
  });

  test('is the same through whomever it came', () => {
    fc.assert(
      fc.property(alerts, alerts, alerts, (one, two, three) => {
        expect(mergeAlerts(mergeAlerts(one, two), three)).toEqual(mergeAlerts(one, mergeAlerts(two, three)));
      }),
    );
  });

  test('is not changed by hearing it again', () => {
    fc.assert(
      fc.property(alerts, alerts, (one, other) => {
        expect(mergeAlerts(one, one)).toEqual(one);
        const merged = mergeAlerts(one, other);
        expect(mergeAlerts(merged, other)).toEqual(merged);
      }),
    );
  });

  test('keeps how it began and how it goes on, within a bound', () => {
    fc.assert(
      fc.property(evidence, evidence, (one, other) => {
        const united = uniteEvidence(one, other);
        expect(united.length).toBeLessThanOrEqual(12);
        const times = [...one, ...other].map(({ t }) => t);
        if (times.length === 0) return;
        expect(united[0]?.t).toBe(Math.min(...times));
        expect(united.at(-1)?.t).toBe(Math.max(...times));
      }),
    );
  });

  test('an acknowledgement beats a later clock that has not heard of it', () => {
    const acknowledged = alertOf({ state: 'acknowledged', changes: 1, changedAt: 5 });
    const behind = alertOf({ changedAt: 90_000, evidence: [{ t: 90_000, topic: 'z', text: 'still so' }] });
    expect(mergeAlerts(behind, acknowledged)).toMatchObject({ state: 'acknowledged', changedAt: 5 });
    expect(mergeAlerts(behind, acknowledged).evidence).toHaveLength(2);
  });

  test('what somebody said that it was is not undone by an acknowledgement elsewhere', () => {
    const judged = alertOf({ state: 'resolved', changes: 1, verdict: { kind: 'mine', at: 5, changes: 1 } });
    const acknowledged = alertOf({ state: 'acknowledged', changes: 2, changedAt: 9 });
    expect(mergeAlerts(acknowledged, judged)).toMatchObject({ state: 'acknowledged', verdict: { kind: 'mine' } });
  });

  test('two different alerts are never taken for one', () => {
    expect(() => mergeAlerts(alertOf(), alertOf({ id: 'another' }))).toThrow('two alerts');
  });

  test('of two alerts of one cause the one that was seen first stays, and of two at the same moment always the same', () => {
    const [early, late] = [alertOf({ id: 'b', t: 1 }), alertOf({ id: 'a', t: 2 })];
    expect([isEarlier(early, late), isEarlier(late, early)]).toEqual([true, false]);
    expect(isEarlier(alertOf({ id: 'a' }), alertOf({ id: 'b' }))).toBe(true);
  });
});
