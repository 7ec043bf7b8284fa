import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readAccountFile } from './account-file';
import { openAccounts, sealAccounts } from './accounts-backup';

const admin = { username: 'admin', textName: 'x', password: 'hash', salt: 'salt', iterations: 101, roles: [] };
const content = JSON.stringify({
  defaultACLAccess: { publishClientSend: false },
  clients: [admin, { username: 'anna', encoded_password: '$7$101$s$h', disabled: true }, { username: 'porch' }],
  groups: [],
  roles: [{ rolename: 'admin', acls: [] }],
});
const passphrase = 'correct horse battery staple';
const at = Date.UTC(2026, 10, 26);
/** each sealing and opening makes a key in 210,000 rounds */
const slow = { timeout: 60_000 };

test('a backup brings the account file back to the byte, and nothing of it can be read in between', slow, async () => {
  const backup = await sealAccounts({ content, accounts: 3, passphrase, at });
  expect(backup).not.toContain('admin');
  expect(backup).not.toContain('hash');
  expect(await openAccounts(backup, passphrase)).toEqual({
    outcome: 'opened',
    content,
    usernames: ['admin'],
    madeAt: at,
  });
  // the same words, composed otherwise by another keyboard
  const accented = await sealAccounts({ content, accounts: 3, passphrase: 'Zo\u00EB lives here', at });
  expect(await openAccounts(accented, 'Zoe\u0308 lives here')).toMatchObject({ outcome: 'opened' });
});

test('a wrong passphrase, a damaged backup and another file are told apart', slow, async () => {
  const backup = await sealAccounts({ content, accounts: 3, passphrase, at });
  const reason = async (text: string, word = passphrase) => {
    const opened = await openAccounts(text, word);
    return opened.outcome === 'refused' ? opened.reason : null;
  };
  expect(await reason(backup, 'correct horse battery stapler')).toBe('passphrase');
  expect(await reason(backup.slice(0, -40))).toBe('foreign');
  const middle = backup.indexOf('"sealed"') + 400;
  const changed = `${backup.slice(0, middle)}${backup[middle] === 'A' ? 'B' : 'A'}${backup.slice(middle + 1)}`;
  expect(await reason(changed)).toMatch(/passphrase|foreign/);
  expect(await reason(content)).toBe('plain');
  expect(await reason('{}')).toBe('foreign');
  const others = await sealAccounts({ content: 'no accounts at all', accounts: 0, passphrase, at });
  expect(await reason(others)).toBe('foreign');
});

test('a backup that wants to keep the page busy is not opened', async () => {
  const header = btoa(
    JSON.stringify({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2c: 2_000_000_000, p2s: 'c2FsdHNhbHQ' }),
  );
  const sealed = `${header.replaceAll('=', '')}.AAAA.AAAA.AAAA.AAAA`;
  const backup = JSON.stringify({
    format: 'gatehouse-accounts/1',
    madeAt: new Date(at).toISOString(),
    accounts: 1,
    sealed,
  });
  expect(await openAccounts(backup, passphrase)).toEqual({ outcome: 'refused', reason: 'foreign' });
});

test('what a crash leaves of the account file is no backup', () => {
  const reason = (text: string) => {
    const read = readAccountFile(text);
    return read.outcome === 'refused' ? read.reason : null;
  };
  expect(readAccountFile(content)).toMatchObject({ outcome: 'read', file: { accounts: 3, roles: 1 } });
  expect(reason('')).toBe('empty');
  expect(reason('\0'.repeat(4096))).toBe('empty');
  expect(reason('{"clients":[],"roles":[]}')).toBe('empty');
  expect(reason(content.slice(0, -30))).toBe('torn');
  expect(reason('# mosquitto.conf\n')).toBe('foreign');
  expect(reason('{"clients":"many"}')).toBe('foreign');
  expect(reason(' '.repeat(9 * 1024 * 1024))).toBe('large');
});

test('no file makes it throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (text) => {
      readAccountFile(text);
      expect((await openAccounts(text, passphrase)).outcome).toBe('refused');
    }),
  );
});
