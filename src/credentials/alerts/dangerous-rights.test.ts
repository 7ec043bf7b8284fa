import { expect, test } from 'vitest';

import { firstSeen, looks } from '@/core/looks.testing';

import type { RightsFinding } from '../rights/finding';
import { dangerousRights } from './dangerous-rights';
import { signalsOf } from './finding';
import { policyViolation } from './policy-violation';

const finding: RightsFinding = {
  severity: 'critical',
  username: 'zigbee2mqtt',
  title: 'It may publish on every topic.',
  advice: 'Give it only what it needs.',
  canNarrow: true,
};
const says = {
  d: [finding],
  m: [{ ...finding, severity: 'warning' as const }],
  e: [{ ...finding, username: null }],
  '.': [],
};
const look = (found: readonly RightsFinding[], alerts: Parameters<typeof signalsOf>[2], now: number) =>
  signalsOf(dangerousRights, found, alerts, now);

test('rights that would let a stranger in are an alert till they are narrowed; milder ones stand on their page', () => {
  expect(looks({ columns: 'mmddm.', says, look })).toEqual({
    'policy_violation rights of zigbee2mqtt: It may publish on every topic.': '--i-o-',
  });
  expect(firstSeen({ columns: 'e', says, look })).toMatchObject({
    subject: 'rights of everybody: It may publish on every topic.',
    evidence: [{ text: 'Give it only what it needs.' }],
  });
});

test('a look ends only what it could have seen itself', () => {
  const both = (found: readonly RightsFinding[], alerts: Parameters<typeof signalsOf>[2], now: number) => [
    ...look(found, alerts, now),
    ...signalsOf({ ...policyViolation, find: () => [] }, nothing, alerts, now),
  ];
  const nothing = { policies: [] } as unknown as Parameters<typeof policyViolation.find>[0]; // nothing of it is read
  expect(looks({ columns: 'dd', says, look: both })).toEqual({
    'policy_violation rights of zigbee2mqtt: It may publish on every topic.': 'i-',
  });
});
