import { expect, test } from 'vitest';

import type { AlertClass } from '@/core/alerts/alert';

import type { Happening } from './happening';
import { falseAlarmsOf, missedBy, openDays, scoreOf, totalOf, type Listened, type Raised } from './score';

const hour = 3_600_000;

function happening(kind: AlertClass, form: Happening['form'], alsoRight: readonly AlertClass[] = []): Happening {
  return { name: `${form} ${kind}`, class: kind, form, alsoRight, patienceSeconds: 0, plot: () => ({ beats: [] }) };
}
const alarm = (
  at: number,
  kind: AlertClass,
  severity: Raised['severity'] = 'warning',
  device: string | null = 'door',
): Raised => ({
  at: at * hour,
  class: kind,
  severity,
  device,
});
const trial = (from: number, until: number, what: Happening) => ({
  happening: what,
  from: from * hour,
  until: until * hour,
  devices: new Set(['door']),
});

/** An attack from one to three, one within it, and something harmless from twelve to thirteen. */
const trials = [
  trial(1, 3, happening('tamper', 'easy', ['silent_device'])),
  trial(2, 2.5, happening('jamming', 'evasive')),
  trial(12, 13, happening('jamming', 'decoy', ['silent_device'])),
];
const heard = (...raised: readonly Raised[]): Listened => ({ trials, raised, days: 1 });

test('an attack is found by its class or another that is right, while it lasts', () => {
  const listened = heard(alarm(0.5, 'tamper'), alarm(2, 'silent_device'), alarm(2.6, 'jamming'));
  expect(missedBy(listened).map((one) => one.happening.class)).toEqual(['jamming']);
  expect(scoreOf([listened], ['tamper', 'jamming'])).toMatchObject([
    { class: 'jamming', attacks: 1, found: 0, recall: 0 },
    { class: 'tamper', attacks: 1, found: 1, recall: 1, delayP50: 3_600, delayP95: 3_600 },
  ]);
});

test('an attack is not found by what is told of a device that has nothing to do with it, but of the whole home', () => {
  const named = (device: string | null) => missedBy(heard(alarm(2, 'tamper', 'warning', device))).length;
  expect([named('door'), named(null), named('cellar')]).toEqual([1, 1, 2]);
});

test.each([
  [
    'while an attack goes on, of a device with which it has nothing to do, is false',
    alarm(2, 'tamper', 'warning', 'cellar'),
    true,
  ],
  ['while an attack goes on says nothing of who is wrong', alarm(2, 'value_jump'), false],
  ['before it is false', alarm(0.9, 'tamper'), true],
  ['of the same class is right for two hours more', alarm(4.9, 'tamper'), false],
  ['of another class is false as soon as it is over', alarm(3.1, 'value_jump'), true],
  ['of something harmless is false', alarm(12.5, 'jamming'), true],
  ['that may be said of something harmless is not', alarm(12.5, 'silent_device'), false],
  ['that is only worth knowing disturbs nobody', alarm(12.5, 'jamming', 'info'), false],
])('an alarm %s', (_, raised, isFalse) => {
  expect(falseAlarmsOf(heard(raised)).length > 0).toBe(isFalse);
});

test('false alarms are counted by the days without an attack, and those that overlap are left out once', () => {
  expect(openDays(heard())).toBeCloseTo(22 / 24);
  expect(scoreOf([heard(alarm(20, 'jamming'))], ['jamming'])[0]?.falseAlarmsADay).toBeCloseTo(24 / 22);
});

test('classes taken together count each attack and each false alarm alike', () => {
  const scores = scoreOf([heard(alarm(2, 'tamper'), alarm(12.5, 'jamming'))], ['tamper', 'jamming']);
  expect(totalOf(scores)).toMatchObject({ attacks: 2, found: 1, falseAlarms: 1, recall: 0.5, precision: 0.5 });
  expect(totalOf([])).toMatchObject({ recall: null, precision: null });
});
