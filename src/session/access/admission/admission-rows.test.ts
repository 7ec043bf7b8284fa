import { expect, test } from 'vitest';

import { emptyDevice } from '@/core/fold/device-merge';
import { madePolicy } from '@/credentials/policies/made-policies';
import { openClient } from '@/credentials/policies/policies.testing';

import type { Look } from './admission-look';
import { policyRow } from './admission-rows';

const day = 86_400_000;
const porch = { ...emptyDevice('porch'), name: 'Porch' };
const policy = madePolicy('made:abcd', { is: 'old-login', of: { kinds: [], name: null }, days: 90 });

function rowFor(usedHere: string | null, clockDoubt: string | null = null) {
  const accounts = [{ username: 'porch.a' }, { username: 'porch.b' }];
  const seen = {
    clients: [{ ...openClient('porch', { device: porch, madeAt: 0 }), accounts }],
    devices: [porch],
    now: 100 * day,
    clockDoubt,
    modes: new Map(),
  } as unknown as Look; // all of it that such a rule asks
  const recorded = { since: 99 * day, said: () => ({ messages: 0, topics: 0, isAtLeast: false }) };
  return policyRow(policy, seen, recorded, 100 * day, usedHere);
}

test('a rule that would restrict the log-in of the page that looks says so, by whichever of its accounts', () => {
  expect(rowFor('porch.b')).toMatchObject({ wouldRestrict: ['porch'], cutsOffHere: 'porch', doubt: null });
  expect(rowFor('owner')).toMatchObject({ wouldRestrict: ['porch'], cutsOffHere: null });
  expect(rowFor(null)).toMatchObject({ cutsOffHere: null });
});

test('a rule about age restricts nobody by a clock that is doubted, and says why', () => {
  const row = rowFor('porch.a', 'The clock leapt.');
  expect(row).toMatchObject({ doubt: 'The clock leapt.', wouldRestrict: [], cutsOffHere: null });
  expect(row.hits).toHaveLength(1);
});
