import { expect, test } from 'vitest';

import type { AlertClass } from '@/core/alerts/alert';
import { paths } from '@/ui/paths';

import { accessPlaceOf, accessPlaceOfStory } from './access-place';

test.each<[string, AlertClass, string, string]>([
  ['a code that is too old leads to the codes', 'credential_overdue', 'code in place 1 of ieee:0x01', paths.codes],
  ['a password that is too old leads to the log-ins', 'credential_overdue', 'log-in frigate', paths.access],
  ['what goes against a rule leads to the rules', 'policy_violation', 'rule newcomers helper', paths.accessRules],
  ['rights that are too wide lead to the rights', 'policy_violation', 'rights of frigate', paths.accessRights],
  ['who is kept out leads to where he is let in', 'access_denied', 'client helper', paths.accessRules],
  ['a certificate that ends leads to the certificates', 'certificate_expiring', 'ieee:0x01', paths.certificates],
  ['a changed account leads to the log-ins', 'account_changed', 'helper', paths.access],
])('%s', (_, kind, subject, path) => {
  expect(accessPlaceOf({ class: kind, subject })).toBe(path);
});

test('who may write on the topics of a forged device is looked up where rights are told', () => {
  expect(accessPlaceOfStory({ story: 'forged' })).toBe(paths.accessRights);
  expect(accessPlaceOfStory({ story: 'broker' })).toBe(paths.access);
});
