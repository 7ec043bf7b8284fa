import fc from 'fast-check';
import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';

import type { Account } from '@/core/log-ins/account';

import { bannedRole, newcomerName, restrictedRole } from '../roles/device-roles';
import { admissionActs, commandsOf, decisionOf, unfinishedAct, type AdmissionAct } from './acts';
import { pairingCodeOfKey, pairingCodeOfRequest } from './pairing-code';
import { standingOf, type Decision } from './standing';

const plug: Account = {
  username: 'plug.a',
  clientId: 'plug',
  disabled: false,
  roles: ['dev:plug'],
  groups: [],
  issuedAt: null,
  connections: null,
};

type World = { readonly accounts: readonly Account[]; readonly decision: Decision | null };

/** What a broker makes of it. */
function live({ accounts, decision }: World, act: AdmissionAct): World {
  const standing = standingOf('plug', accounts, decision);
  const changed = commandsOf(act, 'plug', accounts, decision).reduce((all, command) => {
    return all.map((account) => {
      if (!('username' in command) || command.username !== account.username) return account;
      switch (command.command) {
        case 'addClientRole':
          return { ...account, roles: [command.rolename, ...account.roles] };
        case 'removeClientRole':
          return { ...account, roles: account.roles.filter((role) => role !== command.rolename) };
        case 'disableClient':
        case 'enableClient':
          return { ...account, disabled: command.command === 'disableClient' };
        default:
          throw new Error(`Nobody expected ${command.command}.`);
      }
    });
  }, accounts);
  return {
    accounts: changed,
    decision: decisionOf(act, {
      standing,
      decision,
      accounts,
      by: 'anna',
      at: 5,
      why: act === 'hold-back' ? 'newcomers' : null,
    }),
  };
}

const standing = ({ accounts, decision }: World) => standingOf('plug', accounts, decision);

test('a wrongly banned lock is back with one act, with the roles that it had', () => {
  const before = live({ accounts: [plug], decision: null }, 'approve');
  const banned = live(before, 'ban');
  expect(standing(banned)).toBe('banned');
  expect(banned.accounts[0]?.disabled).toBe(true);
  const back = live(banned, 'release');
  expect(standing(back)).toBe('approved');
  expect(back.accounts).toEqual([plug]);
});

test('an account that was switched off before the ban stays off after it', () => {
  const off = { ...plug, disabled: true };
  expect(live(live({ accounts: [off], decision: null }, 'ban'), 'release').accounts).toEqual([off]);
});

test('a ban that was written down and never reached the broker leaves the client what it was', () => {
  const before = live({ accounts: [plug], decision: null }, 'approve');
  const { decision } = live(before, 'ban');
  expect(standing({ ...before, decision })).toBe('approved');
  expect(standing(live({ ...before, decision }, 'ban'))).toBe('banned');
  expect(standing(live(live({ ...before, decision }, 'ban'), 'release'))).toBe('approved');
});

test('a newcomer that is banned and released is a newcomer, and approving it takes the barrier away', () => {
  const newcomer = { accounts: [{ ...plug, roles: [newcomerName('plug'), 'dev:plug'] }], decision: null };
  const back = live(live(newcomer, 'ban'), 'release');
  expect(standing(back)).toBe('new');
  expect(live(back, 'approve').accounts).toEqual([plug]);
});

test('a log-in that a rule held back is let go as it was; one that is banned besides still waits when the ban ends', () => {
  const held = live({ accounts: [plug], decision: null }, 'hold-back');
  expect(standing(held)).toBe('new');
  expect(held.accounts[0]?.roles).toContain(newcomerName('plug'));
  expect(live(held, 'release').accounts).toEqual([plug]);
  expect(live(held, 'approve').accounts).toEqual([plug]);
  const back = live(live(held, 'ban'), 'release');
  expect(standing(back)).toBe('new');
  expect(back.accounts).toEqual(held.accounts);
});

test('an act that reached one of two accounts is not finished, and done for the other it is', () => {
  const both = [plug, { ...plug, username: 'plug.b' }];
  for (const act of ['hold-back', 'restrict', 'ban'] as const) {
    const { accounts, decision } = live({ accounts: both, decision: null }, act);
    const half = [plug, ...accounts.slice(1)];
    expect(unfinishedAct('plug', half, decision)).toBe(act);
    expect(unfinishedAct('plug', accounts, decision)).toBeNull();
    const back = live({ accounts: half, decision }, 'release');
    expect(unfinishedAct('plug', back.accounts, back.decision)).toBeNull();
  }
});

test('approving a client that was restricted as a newcomer lets it in', () => {
  const approved = live(live({ accounts: [plug], decision: null }, 'restrict'), 'approve');
  expect(standing(approved)).toBe('approved');
  expect(approved.accounts).toEqual([plug]);
});

test('who nobody looked at is new; what the broker enforces counts more than what is written down', () => {
  const decision: Decision = { is: 'approved', before: 'approved', by: 'anna', at: 1, why: null, off: [] };
  expect(standingOf('plug', [plug], null)).toBe('new');
  expect(standingOf('plug', [plug], decision)).toBe('approved');
  expect(standingOf('plug', [{ ...plug, roles: [restrictedRole.name] }], decision)).toBe('restricted');
  expect(standingOf('plug', [{ ...plug, roles: [bannedRole.name] }], decision)).toBe('banned');
});

test('whatever was done before, releasing brings back the roles there were, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...admissionActs.filter((act) => act !== 'hold-back')), { maxLength: 8 }),
      fc.boolean(),
      (acts, disabled) => {
        const first: World = { accounts: [{ ...plug, disabled }], decision: null };
        const released = live(acts.reduce(live, first), 'release');
        expect(released.accounts).toEqual(first.accounts);
        expect(live(released, 'release').accounts).toEqual(released.accounts);
        const banned = live(released, 'ban');
        expect(commandsOf('ban', 'plug', banned.accounts, banned.decision)).toEqual([]);
      },
    ),
  );
});

test('a pairing code is of the key alone, and another key has another one', async () => {
  const keys = await Promise.all([1, 2].map(() => generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true })));
  const [one, other] = await Promise.all(keys.map(({ publicKey }) => exportJWK(publicKey)));
  const code = await pairingCodeOfKey(JSON.stringify(one));
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  // the device may write its key in any order, and say more beside it
  expect(await pairingCodeOfKey(JSON.stringify({ kid: 'x', ...one, use: 'enc' }))).toBe(code);
  expect(await pairingCodeOfKey(JSON.stringify(other))).not.toBe(code);
});

test('no bytes make a pairing code throw', async () => {
  const request = (body: string) => JSON.stringify({ pkcs10: body });
  expect(await pairingCodeOfRequest(request('MIHtMIGVAgEAMDMx'))).toMatch(/^.{5}-.{5}$/);
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      expect(await pairingCodeOfKey(text)).toBeNull();
      expect(await pairingCodeOfRequest(text)).toBeNull();
      await pairingCodeOfRequest(request(text));
    }),
  );
});
