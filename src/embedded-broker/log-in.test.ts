import { describe, expect, test } from 'vitest';

import { noAccounts, openAccount, withAccount, withRole } from './accounts';
import { logIn } from './log-in';
import { generatePassword, hashPassword, isPassword } from './password';

const quick = { iterations: 10 };
const roles = withRole(noAccounts, { name: 'homeowner', acls: [] });
const anna = openAccount('anna', await hashPassword('correct horse', quick), ['homeowner']);

const attempt = (account: typeof anna, { username = 'anna', password = 'correct horse', clientId = 'tab-1' }) =>
  logIn(() => withAccount(roles, account), { username, password: Buffer.from(password), clientId });

describe('a log-in', () => {
  test('with the right password opens the account', async () => {
    expect(await attempt(anna, {})).toBe(anna);
  });

  test.each([
    ['a wrong password', anna, { password: 'wrong horse' }],
    ['an empty password', anna, { password: '' }],
    ['a name nobody has', anna, { username: 'berta' }],
    ['a disabled account', { ...anna, disabled: true }, {}],
    [
      'a hash of another length than anybody makes',
      { ...anna, password: { ...anna.password!, hash: Buffer.alloc(9) } },
      {},
    ],
    ['an account without a password', { ...anna, password: null }, { password: '' }],
    ['another client id than the account is bound to', { ...anna, clientId: 'cam-1' }, {}],
  ])('with %s is refused', async (_, account, login) => {
    expect(await attempt(account, login)).toBeNull();
  });

  test('without username and password is refused', async () => {
    const accounts = withAccount(roles, anna);
    expect(await logIn(() => accounts, { username: undefined, password: undefined, clientId: '' })).toBeNull();
  });

  test('of an account bound to a client id is accepted from that one', async () => {
    expect(await attempt({ ...anna, clientId: 'cam-1' }, { clientId: 'cam-1' })).not.toBeNull();
  });
});

describe('a password', () => {
  test('is kept as a hash that Mosquitto could read: SHA-512, 64 bytes, salt of 12', async () => {
    const kept = await hashPassword('correct horse');
    expect([kept.hash.length, kept.salt.length]).toEqual([64, 12]);
    expect(await isPassword(kept, 'correct horse')).toBe(true);
    expect(await isPassword(kept, 'correct horsf')).toBe(false);
  });

  test('of two people who chose the same is kept differently', async () => {
    const [one, other] = [await hashPassword('same', quick), await hashPassword('same', quick)];
    expect(Buffer.from(one.hash).equals(other.hash)).toBe(false);
  });

  test('that is generated is never the same twice and needs no quoting', () => {
    const many = new Set(Array.from({ length: 1000 }, generatePassword));
    expect(many.size).toBe(1000);
    for (const password of many) expect(password).toMatch(/^[\w-]{24}$/);
  });
});

test('an account cannot be given a role that does not exist', () => {
  expect(() => withAccount(noAccounts, anna)).toThrow('homeowner');
});
