import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';

import { openAccount, withAccount } from '../accounts';
import { openEmbeddedBroker } from '../embedded-broker';
import { hashPassword, isPassword } from '../password';
import { readAccountFile, writeAccountFile } from './account-file';
import { administer, passwordsIn, readBatch } from './administer';
import { payloads, root, rootOnly } from './commands.testing';
import { openConsole, withoutNovelties } from './console.testing';
import { saveDurably } from './save-durably';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'gatehouse-accounts-'));
  ends.push(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

const kept = await hashPassword('right', { iterations: 101 });

/** The accounts after some random work on them. */
const worked = fc.array(payloads, { maxLength: 20 }).map((many) =>
  many.reduce((accounts, payload) => {
    const batch = readBatch(payload);
    const passwords = new Map([...passwordsIn(batch).keys()].map((item) => [item as unknown, kept]));
    return administer(accounts, batch, passwords, new Map()).accounts;
  }, rootOnly),
);

describe('an account file', () => {
  test('holds everything: what is written is read again', () => {
    fc.assert(
      fc.property(worked, (accounts) => {
        const text = writeAccountFile(accounts);
        const read = readAccountFile(text);
        expect(writeAccountFile(read)).toBe(text);
        expect(read.accounts).toEqual(accounts.accounts);
      }),
    );
  });

  test('holds a client id that only a later change could give', () => {
    const asked = { command: 'modifyClient', username: 'root', clientid: 'x\u0001' };
    const batch = readBatch(JSON.stringify({ commands: [asked] }));
    const { accounts } = administer(rootOnly, batch, new Map(), new Map());
    expect(accounts.accounts.get('root')?.clientId).toBe('x\u0001');
    expect(readAccountFile(writeAccountFile(accounts)).accounts).toEqual(accounts.accounts);
  });

  test('that a crash cut off anywhere is told, and never taken for a home without accounts', () => {
    const text = writeAccountFile(rootOnly).trimEnd();
    for (let length = 0; length < text.length; length += 7) {
      expect(() => readAccountFile(text.slice(0, length))).toThrow();
    }
  });

  test('of Mosquitto 2.1, which keeps a password in one field, is read', async () => {
    const [salt, hash] = [kept.salt, kept.hash].map((bytes) => Buffer.from(bytes).toString('base64'));
    const client = { username: 'anna', encoded_password: `$7$101$${salt}$${hash}`, roles: [{ rolename: 'gone' }] };
    const anna = readAccountFile(JSON.stringify({ clients: [client] })).accounts.get('anna');
    expect(anna?.roles).toEqual([]);
    expect(await isPassword(anna!.password!, 'right')).toBe(true);
  });

  test.each([
    ['a hash that is cut short', { hash: kept.hash.slice(0, 20) }],
    ['no hash', { hash: new Uint8Array() }],
    ['no salt', { salt: new Uint8Array() }],
    ['work for an hour at each knock', { iterations: 5_000_000_000 }],
  ])('that holds %s is none', (_, wrong) => {
    const password = { ...kept, ...wrong };
    const accounts = withAccount(rootOnly, { ...openAccount('anna', null, []), password });
    expect(() => readAccountFile(writeAccountFile(accounts))).toThrow('not whole');
  });

  test.each(['clients', 'groups', 'roles'])('with two %s of one name is not whole', (list) => {
    const one = { username: 'anna', groupname: 'anna', rolename: 'anna' };
    expect(() => readAccountFile(JSON.stringify({ [list]: [one, one] }))).toThrow('two of one name');
  });

  test('with a password that nobody here can check is told, without repeating it', () => {
    const text = JSON.stringify({ clients: [{ username: 'anna', encoded_password: '$argon2id$secret' }] });
    expect(() => readAccountFile(text)).toThrow(/^(?!.*secret).*not whole/);
  });
});

describe('saved durably', () => {
  test('a file is there whole, for its owner only, and nothing beside it', async () => {
    const path = folder();
    await saveDurably(join(path, 'accounts.json'), 'old');
    await saveDurably(join(path, 'accounts.json'), 'new');
    expect(readdirSync(path)).toEqual(['accounts.json']);
    expect(readFileSync(join(path, 'accounts.json'), 'utf8')).toBe('new');
    if (process.platform !== 'win32') expect(statSync(join(path, 'accounts.json')).mode & 0o777).toBe(0o600);
  });
});

describe('the embedded broker with an account file', () => {
  test('remembers what was changed, also when it is killed right after the answer', async () => {
    const accountFile = join(folder(), 'accounts.json');
    const accounts = readAccountFile(writeAccountFile(withPassword(kept)));
    const first = await openEmbeddedBroker({ port: 0, accounts, accountFile });
    const admin = await openConsole(first.url, { username: 'root', password: 'right' });
    await admin.ask({ command: 'createRole', rolename: 'sent:cam:1' });
    await first.kill();
    await admin.close();
    const second = await openEmbeddedBroker({ port: 0, accounts: rootOnly, accountFile });
    ends.push(() => second.close());
    const again = await openConsole(second.url, { username: 'root', password: 'right' });
    ends.push(() => again.close());
    expect((await again.ask({ command: 'getRole', rolename: 'sent:cam:1' }))[0]?.error).toBeUndefined();
  });

  test('changes nothing that it cannot keep, and says so', async () => {
    const path = folder();
    const broker = await openEmbeddedBroker({
      port: 0,
      accounts: withPassword(kept),
      accountFile: join(path, 'no such folder', 'accounts.json'),
    });
    ends.push(() => broker.close());
    const admin = await openConsole(broker.url, { username: 'root', password: 'right' });
    ends.push(() => admin.close());
    const created = await admin.ask({ command: 'createRole', rolename: 'new', correlationData: 'c' });
    expect(created).toEqual([{ command: 'createRole', error: 'Internal error', correlationData: 'c' }]);
    expect((await admin.ask({ command: 'getRole', rolename: 'new' }))[0]?.error).toBe('Role not found');
  });

  test('does not start on a torn one, and does not write over it', async () => {
    const accountFile = join(folder(), 'accounts.json');
    writeFileSync(accountFile, '{"clients":[');
    await expect(openEmbeddedBroker({ port: 0, accounts: rootOnly, accountFile })).rejects.toThrow();
    expect(readFileSync(accountFile, 'utf8')).toBe('{"clients":[');
  });

  test('hands its accounts over to Mosquitto, and takes them back', { timeout: 30_000 }, async () => {
    const dir = folder();
    const mosquitto = await startMosquitto({ dir, dynamicSecurity: { admin: root } });
    ends.push(() => mosquitto.stop());
    const accountFile = join(dir, 'dynamic-security.json');
    await mosquitto.kill('SIGTERM');

    const first = await openEmbeddedBroker({ port: 0, accounts: rootOnly, accountFile });
    const admin = await openConsole(first.url, root);
    await admin.ask(
      { command: 'createRole', rolename: 'dev:cam', textname: 'Camera' },
      { command: 'createGroup', groupname: 'cameras', roles: [{ rolename: 'dev:cam', priority: 2 }] },
      {
        command: 'createClient',
        username: 'cam.a',
        password: 'cam-1',
        clientid: 'cam',
        textdescription: '{"rot":"r"}',
      },
      { command: 'addClientRole', username: 'cam.a', rolename: 'dev:cam', priority: 3 },
      { command: 'addGroupClient', username: 'cam.a', groupname: 'cameras', priority: 4 },
      { command: 'createClient', username: 'cam.b', password: 'cam-2', clientid: 'cam' },
      { command: 'disableClient', username: 'cam.b' },
    );
    const look = [
      { command: 'listClients', verbose: true },
      { command: 'listRoles', verbose: true },
    ] as const;
    const groups = { command: 'listGroups', verbose: true };
    const before = await admin.ask(...look, groups);
    await admin.close();
    await first.close();

    await mosquitto.restart();
    const there = await openConsole(mosquitto.wsUrl, root);
    expect(withoutNovelties(await there.ask(...look, groups))).toEqual(withoutNovelties(before));
    const cam = await openConsole(mosquitto.wsUrl, { username: 'cam.a', password: 'cam-1', clientId: 'cam' }).catch(
      String,
    );
    expect(cam).toContain('Subscribe error'); // it is let in, and may not hear the administration
    await there.ask({ command: 'enableClient', username: 'cam.b' });
    await there.close();
    await mosquitto.kill('SIGTERM');

    const second = await openEmbeddedBroker({ port: 0, accounts: rootOnly, accountFile });
    ends.push(() => second.close());
    const back = await openConsole(second.url, root);
    ends.push(() => back.close());
    const [client] = await back.ask({ command: 'getClient', username: 'cam.b' });
    expect(client?.data).toEqual({
      client: { username: 'cam.b', clientid: 'cam', roles: [], groups: [], connections: [] },
    });
  });
});

function withPassword(password: typeof kept): typeof rootOnly {
  const account = rootOnly.accounts.get('root')!; // the only one
  return { ...rootOnly, accounts: new Map([['root', { ...account, password }]]) };
}
