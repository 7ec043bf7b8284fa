import { expect, test } from 'vitest';

import type { Alert } from '@/core/alert';

import { signalsOf } from './findings';

const finding = { subject: 'anna', device: null, title: 'The password of anna should have been replaced.' };

test('a password that is too old is an alert once, and over when it is not so any more', () => {
  const [seen] = signalsOf('credential_overdue', [finding], [], 5);
  if (seen?.type !== 'seen') throw new Error('Nothing was seen.');
  const alert = { ...seen.sighting, state: 'open', endedAt: null } as unknown as Alert; // the rest is not looked at
  expect(alert.title).toBe(finding.title);
  expect(signalsOf('credential_overdue', [finding], [alert], 6)).toEqual([]);
  expect(signalsOf('credential_overdue', [], [alert], 7)).toMatchObject([{ type: 'over', subject: 'anna' }]);
  expect(signalsOf('policy_violation', [], [alert], 7)).toEqual([]);
});

test('what a person closed while it goes on is not raised again', () => {
  const closed = { class: 'credential_overdue', subject: 'anna', state: 'resolved', endedAt: null } as unknown as Alert;
  expect(signalsOf('credential_overdue', [finding], [closed], 6)).toEqual([]);
});
