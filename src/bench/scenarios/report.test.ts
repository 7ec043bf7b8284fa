import { expect, test } from 'vitest';

import type { AlertClass } from '@/core/alerts/alert';
import { elsewhere, happenings, unseen } from '@/scenarios/suite/happenings';
import type { Listened } from '@/scenarios/suite/score';

import { explain, reportOf } from './report';
import { written, readBack } from './run-homes';

const hour = 3_600_000;

/** A day on which each class was attacked once, an hour each; all were told but those of `missed`. */
function heardBut(...missed: readonly AlertClass[]): Listened {
  const attacks = [
    ...new Map(happenings.filter(({ form }) => form === 'easy').map((one) => [one.class, one])).values(),
  ];
  const trials = attacks.map((happening, index) => ({
    happening,
    from: index * 10 * hour,
    until: (index * 10 + 1) * hour,
    devices: new Set(['Cellar']),
  }));
  const raised = trials
    .filter(({ happening }) => !missed.includes(happening.class))
    .map(({ happening, from }) => ({
      at: from + 2_000,
      class: happening.class,
      severity: 'warning' as const,
      device: null,
    }));
  return { trials, raised, days: 20 };
}
const linesOf = (home: Listened) => reportOf([home]).split('\n');

test('the worst class stands first, rules and what is learned each in a table of their own', () => {
  const lines = linesOf(heardBut('tamper', 'value_jump'));
  const after = (title: string) => lines[lines.findIndex((line) => line.startsWith(title)) + 1] ?? '';
  expect(after('Rules')).toMatch(/^tamper +1 +0 +0\.000/);
  expect(after('Learned')).toMatch(/^value_jump +1 +0 +0\.000/);
  expect(lines).toContain('Below 0.9: tamper, value_jump.');
});

test('says of each bar whether it holds', () => {
  const verdicts = (home: Listened) =>
    linesOf(home).flatMap((line) => /: (holds|DOES NOT HOLD)$/.exec(line)?.[1] ?? []);
  expect(verdicts(heardBut())).toEqual(['holds', 'holds', 'holds', 'holds']);
  expect(verdicts(heardBut('tamper'))).toEqual(['DOES NOT HOLD', 'holds', 'holds', 'holds']);
  const noisy = heardBut();
  const late = { at: 5 * hour, class: 'value_jump', severity: 'warning', device: null } as const;
  expect(verdicts({ ...noisy, raised: [...noisy.raised, late] })).toEqual(['holds', 'holds', 'holds', 'DOES NOT HOLD']);
});

test('names each attack that was missed and each alarm that was false, with what happened before', () => {
  const home = heardBut('tamper');
  const late = { at: 5 * hour, class: 'jamming', severity: 'critical', device: 'Cellar' } as const;
  const told = explain({ ...home, raised: [...home.raised, late] }, 7);
  expect(told[0]).toMatch(/^home 7: false jamming of Cellar at 1970-01-01T05:00:00.000Z, 18000 s after the begin of “/);
  expect(told[1]).toMatch(/^home 7: missed “a cover that is taken off” at /);
});

test('says what is not measured, and why', () => {
  const report = reportOf([heardBut()]);
  for (const why of [...Object.values(elsewhere), ...Object.values(unseen)]) expect(report).toContain(why);
});

test('what a process of its own heard is the same when it is read back', () => {
  const home = heardBut('tamper');
  expect(readBack(JSON.parse(JSON.stringify(written(home))))).toEqual(home);
});
