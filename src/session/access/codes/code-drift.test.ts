import { expect, test } from 'vitest';

import type { Alert, AlertSignal } from '@/core/alerts/alert';
import type { CodeOwner } from '@/core/codes/code-owner';
import type { Device } from '@/core/device';
import { codeSubject } from '@/credentials/alerts/code-subject';
import { withCodeTerm } from '@/credentials/codes/names';
import { emptyDevice } from '@/core/fold/device-merge';
import type { SlotUse } from '@/core/codes/lock-code';

import { openCodeDrift } from './code-drift';

const rules = { minDigits: 4, maxDigits: 8, without: '', notAtStart: '' };
const keeping = { rules, firstSlot: 1, capacity: 9, places: 'chosen', nameBytes: null, keepsEnds: false } as const;
const place = { name: null, createdAt: null, until: null, changedAt: null, at: 5, retained: false };
const anna: CodeOwner = { device: 'door', slot: 1, person: 'Anna', since: 1, until: null, endedBy: 'gatehouse' };

function open(use: SlotUse, days: number | null = null) {
  let codes: Device['codes'] = { ...keeping, slots: [{ ...place, slot: 1, use }] };
  const told: AlertSignal[] = [];
  const standing: Alert[] = [];
  const watch = openCodeDrift({
    devices: () => [{ ...emptyDevice('door'), name: 'Front door', codes }],
    names: { owners: [anna], all: withCodeTerm({ codes: [anna], others: {} }, days) },
    alerts: () => standing,
    signal: (signals) => told.push(...signals),
  });
  return {
    told,
    standing,
    tick: watch.tick,
    becomes: (next: SlotUse) => (codes = { ...keeping, slots: [{ ...place, slot: 1, use: next }] }),
  };
}

const seconds = 1_000;
const raised = { class: 'account_changed', subject: codeSubject('door', 1), state: 'open', endedAt: null };

test('a code that somebody took out at the lock is an alert, when it stays that way', () => {
  const { told, tick } = open('free');
  for (let now = 0; now < 110 * seconds; now += seconds) tick(now);
  expect(told).toEqual([]);
  for (let now = 110 * seconds; now < 130 * seconds; now += seconds) tick(now);
  expect(told).toMatchObject([{ type: 'seen', sighting: { class: 'account_changed', device: 'door' } }]);
});

test('what is only half way through a change of codes alarms nobody', () => {
  const { told, tick, becomes } = open('free');
  tick(0);
  tick(60 * seconds);
  becomes('used');
  tick(120 * seconds);
  becomes('free');
  tick(190 * seconds);
  expect(told).toEqual([]);
});

test('what another observer raised is ended only by whoever has heard the lock for a while', () => {
  const { told, tick, standing } = open('used');
  standing.push(raised as unknown as Alert); // the rest is not looked at
  tick(0);
  tick(20 * seconds);
  expect(told).toEqual([]);
  tick(130 * seconds);
  expect(told).toMatchObject([{ type: 'over', subject: raised.subject }]);
});

test('a code that once had an alert, and is changed again long after, is not told of half way through either', () => {
  const { told, tick, standing } = open('free');
  standing.push({ ...raised, state: 'resolved', endedAt: 0 } as unknown as Alert); // the rest is not looked at
  tick(0);
  tick(20 * seconds);
  expect(told).toEqual([]);
  tick(130 * seconds);
  expect(told).toMatchObject([{ type: 'seen', sighting: { class: 'account_changed', device: 'door' } }]);
});

test('a code that is older than codes may be in this home is an alert, and over when they may be older', () => {
  const { told, tick } = open('used', 90);
  tick(90 * 86_400_000 + 10);
  expect(told).toEqual([]);
  tick(90 * 86_400_000 + 130 * seconds);
  expect(told).toMatchObject([
    {
      type: 'seen',
      sighting: {
        class: 'credential_overdue',
        title: 'The code of Anna on the front door is 90 days old and should be changed.',
      },
    },
  ]);
  const patient = open('used', null);
  patient.standing.push({ ...raised, class: 'credential_overdue' } as unknown as Alert);
  patient.tick(90 * 86_400_000);
  patient.tick(91 * 86_400_000);
  expect(patient.told).toMatchObject([{ type: 'over', class: 'credential_overdue' }]);
});

test('a clock that leaps ahead and is set right again makes no code old', () => {
  const { told, tick } = open('used', 90);
  tick(0);
  tick(900 * 86_400_000);
  tick(60 * seconds);
  tick(400 * seconds);
  expect(told).toEqual([]);
});

test('that another was put in its place makes no code old at once', () => {
  const { told, tick, standing } = open('used', 90);
  standing.push(raised as unknown as Alert); // the rest is not looked at
  tick(90 * 86_400_000 + 10);
  expect(told).toEqual([]);
});
