import { expect, test } from 'vitest';

import { listedAccount } from '../authority/listed-account.testing';
import { writeSlotNote } from '../authority/slot-note';
import { recordsInAccounts } from './recorded-in-accounts';

const account = (username: string, note: string | null) => listedAccount(username, { clientId: 'porch', note });
const second = writeSlotNote({ rot: 'r2', prev: 'r1', by: 'anna', at: 5 });

test('the account of a device tells who replaced its password last', () => {
  expect(recordsInAccounts([account('porch.b', second)], [])).toMatchObject([
    { id: 'r2', account: 'porch', name: 'porch', by: 'anna', at: 5, outcome: 'replaced', source: 'accounts' },
  ]);
});

test('a first password replaced none, and with two accounts nothing has ended yet', () => {
  const first = writeSlotNote({ rot: 'r1', prev: null, by: 'anna', at: 1 });
  expect(recordsInAccounts([account('porch.a', first)], [])).toEqual([]);
  expect(recordsInAccounts([account('porch.a', first), account('porch.b', second)], [])).toEqual([]);
  expect(recordsInAccounts([account('porch.a', 'whatever')], [])).toEqual([]);
});
