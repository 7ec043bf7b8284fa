import { expect, test } from 'vitest';

import type { Alert } from '@/core/alert';

import { findingKinds, signalsOf } from './finding-signals';

const finding = { subject: 'log-in anna', device: null, title: 'The password of anna should have been replaced.' };

test('a password that is too old is an alert once, and over when it is not so any more', () => {
  const [seen] = signalsOf(findingKinds.overdue, [finding], [], 5);
  if (seen?.type !== 'seen') throw new Error('Nothing was seen.');
  const alert = { ...seen.sighting, state: 'open', endedAt: null } as unknown as Alert; // the rest is not looked at
  expect(alert.title).toBe(finding.title);
  expect(signalsOf(findingKinds.overdue, [finding], [alert], 6)).toEqual([]);
  expect(signalsOf(findingKinds.overdue, [], [alert], 7)).toMatchObject([{ type: 'over', subject: 'log-in anna' }]);
  expect(signalsOf(findingKinds.violation, [], [alert], 7)).toEqual([]);
});

test('what a person closed while it goes on is not raised again', () => {
  const closed = {
    class: 'credential_overdue',
    subject: 'log-in anna',
    state: 'resolved',
    endedAt: null,
  } as unknown as Alert;
  expect(signalsOf(findingKinds.overdue, [finding], [closed], 6)).toEqual([]);
});

test('a look ends only what it could have seen itself', () => {
  const lasting = (subject: string) =>
    ({ class: 'policy_violation', subject, state: 'open', endedAt: null }) as unknown as Alert;
  const alerts = [lasting('rule newcomers plug'), lasting('rights of zigbee2mqtt: It may publish on every topic.')];
  expect(signalsOf(findingKinds.danger, [], alerts, 6)).toMatchObject([{ subject: alerts[1]?.subject }]);
  expect(signalsOf(findingKinds.violation, [], alerts, 6)).toMatchObject([{ subject: 'rule newcomers plug' }]);
});
