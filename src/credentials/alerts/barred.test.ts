import { expect, test } from 'vitest';

import { firstSeen, looks } from '@/core/looks.testing';

import { openClient } from '../policies/policies.testing';
import type { PolicyClient } from '../policies/policies';
import { barred } from './barred';
import { signalsOf } from './finding';

const decision = { is: 'banned', before: 'approved', by: 'admin', at: 0, why: null, off: [] } as const;
const says = {
  '.': [openClient('anna')],
  b: [openClient('anna', { standing: 'banned', decision })],
  r: [openClient('anna', { standing: 'restricted' })],
  /** off-boarded: she is missed by nobody */
  g: [openClient('anna', { standing: 'banned', decision: { ...decision, is: 'approved' } })],
};
const look = (clients: readonly PolicyClient[], alerts: Parameters<typeof signalsOf>[2], now: number) =>
  signalsOf(barred, { clients }, alerts, now);

test('whoever is banned or restricted is told to the house, mildly: somebody wanted it so', () => {
  expect(looks({ columns: '.bb.r', says, look })).toEqual({ 'access_denied client anna': '-i-oi' });
  expect(firstSeen({ columns: 'b', says, look })).toMatchObject({
    title: 'anna is banned: the broker does not let it in.',
    severity: 'info',
  });
  expect(firstSeen({ columns: 'r', says, look })).toMatchObject({
    title: 'anna is restricted: the broker lets it do nothing.',
  });
});

test('that somebody was off-boarded is told nobody as a ban', () => {
  expect(looks({ columns: '.gg', says, look })).toEqual({});
});
