import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeAll, expect, test } from 'vitest';

import { answerControl, controlAnswerTopic, controlTopic } from './account-control';
import { allow, noAccounts, openAccount, withAccount, withRole, type Accounts } from './accounts';
import { readAccountFile, writeAccountFile } from './dynamic-security/account-file';
import { openEmbeddedBroker, type EmbeddedBroker } from './embedded-broker';
import { knock, type Guest } from './guest.testing';
import { hashPassword } from './password';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

let accounts: Accounts;
beforeAll(async () => {
  const password = await hashPassword('right', { iterations: 10 });
  const everything = (['subscribePattern', 'publishClientReceive', 'publishClientSend'] as const).map((type) =>
    allow(type, '#'),
  );
  const administration = ['#', '$CONTROL/dynamic-security/#'].flatMap((topic) => [
    allow('subscribePattern', topic),
    allow('publishClientReceive', topic),
    allow('publishClientSend', topic),
  ]);
  const roles = [
    { name: 'administrator', acls: administration },
    // who hears all that is said, and more, and may not administer
    { name: 'listener', acls: [...everything, allow('subscribePattern', '$CONTROL/gatehouse/#')] },
  ].reduce(withRole, noAccounts);
  accounts = [
    openAccount('admin', password, ['administrator']),
    openAccount('berta', password, ['administrator']),
    openAccount('anna', password, ['listener']),
  ].reduce(withAccount, roles);
});

type Options = { readonly accountFile?: string; readonly log?: (line: string) => void };

async function open(options: Options = {}): Promise<EmbeddedBroker> {
  const broker = await openEmbeddedBroker({ port: 0, accounts, hashIterations: 10, ...options });
  ends.push(() => broker.close());
  return broker;
}

async function enter(url: string, username: string, protocolVersion: 4 | 5 = 5): Promise<Guest> {
  const guest = knock(url, { username, password: 'right', protocolVersion });
  ends.push(() => guest.client.endAsync(true));
  await guest.next('connect');
  return guest;
}

async function isLetIn(url: string, username: string): Promise<boolean> {
  const guest = knock(url, { username, password: 'right', protocolVersion: 5 });
  const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
  await guest.client.endAsync(true);
  return letIn;
}

type Answer = {
  readonly id: string;
  readonly outcome: string;
  readonly offers?: readonly string[];
  readonly file?: string;
  readonly reason?: string;
};

async function ask({ client, heard }: Guest, question: object): Promise<Answer> {
  await client.subscribeAsync(controlAnswerTopic);
  await client.publishAsync(controlTopic, JSON.stringify({ id: 'q1', ...question }), { qos: 1 });
  return JSON.parse((await heard(controlAnswerTopic)).text) as Answer;
}

test.each([4, 5] as const)(
  'an administrator reads the account file over MQTT %s (4 is 3.1.1), and nobody else hears a word of it',
  async (version) => {
    const { url } = await open();
    const [anna, berta, admin] = [
      await enter(url, 'anna', 5),
      await enter(url, 'berta'),
      await enter(url, 'admin', version),
    ];
    await berta.client.subscribeAsync(controlAnswerTopic);
    await anna.client.subscribeAsync('#');
    await anna.client.subscribeAsync('$CONTROL/gatehouse/#'); // granted, and brings nothing
    expect(await ask(admin, { ask: 'offers' })).toEqual({
      id: 'q1',
      outcome: 'done',
      offers: ['readAccounts', 'writeAccounts'],
    });
    const { file = '' } = await ask(admin, { ask: 'readAccounts' });
    expect(file).toBe(writeAccountFile(accounts));
    expect(file).not.toContain('right');
    for (const other of [anna, berta]) {
      await other.client.subscribeAsync('home/marker');
      await admin.client.publishAsync('home/marker', 'x', { qos: 1 });
      await other.heard('home/marker');
      expect(other.topics.filter((topic) => topic.startsWith('$CONTROL'))).toEqual([]);
    }
  },
);

test('that all accounts were read stands in the broker’s log', async () => {
  const lines: string[] = [];
  const { url } = await open({ log: (line) => lines.push(line) });
  await ask(await enter(url, 'admin'), { ask: 'readAccounts' });
  expect(lines.filter((line) => line.includes('has read all accounts'))).toHaveLength(1);
});

test('who may not administer is refused both, the question and the answer', async () => {
  const { url } = await open();
  const anna = await enter(url, 'anna');
  await expect(anna.client.subscribeAsync(controlAnswerTopic)).rejects.toThrow();
  const asked = anna.client.publishAsync(controlTopic, '{"id":"q","ask":"readAccounts"}', { qos: 1 });
  await expect(asked).rejects.toThrow(/Not authorized/);
  const forged = anna.client.publishAsync(controlAnswerTopic, '{}', { qos: 1 });
  await expect(forged).rejects.toThrow(/Not authorized/);
});

test('accounts that were lost come back, on the disk before anybody is told, and only who is shut out is cut off', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-control-'));
  ends.push(async () => rmSync(dir, { recursive: true, force: true }));
  const accountFile = join(dir, 'accounts.json');
  const { url } = await open({ accountFile });
  const [admin, berta] = [await enter(url, 'admin'), await enter(url, 'berta')];
  const without = new Map([...accounts.accounts].filter(([username]) => username !== 'berta'));
  const cut = berta.next('close');
  expect(
    await ask(admin, { ask: 'writeAccounts', file: writeAccountFile({ ...accounts, accounts: without }) }),
  ).toEqual({
    id: 'q1',
    outcome: 'done',
  });
  expect([...readAccountFile(readFileSync(accountFile, 'utf8')).accounts.keys()]).toEqual(['admin', 'anna']);
  await cut;
  expect(await isLetIn(url, 'berta')).toBe(false);

  expect(await ask(admin, { ask: 'writeAccounts', file: writeAccountFile(accounts) })).toMatchObject({
    outcome: 'done',
  });
  expect(await isLetIn(url, 'berta')).toBe(true);
  expect(admin.client.connected).toBe(true); // through both: its password stayed the same
});

test.each([
  ['an empty file', '', 'unreadable'],
  ['a torn one', '{"clients":[{"username":"a', 'unreadable'],
  ['none at all', undefined, 'unreadable'],
  ['one with nobody who could administer', '{"clients":[],"roles":[]}', 'no-administrator'],
])('%s is not taken, and everything stays as it was', async (_, file, reason) => {
  const { url } = await open();
  const admin = await enter(url, 'admin');
  expect(await ask(admin, { ask: 'writeAccounts', file })).toEqual({ id: 'q1', outcome: 'refused', reason });
  expect((await ask(admin, { ask: 'readAccounts' })).file).toBe(writeAccountFile(accounts));
  expect(await isLetIn(url, 'anna')).toBe(true);
});

test.each([
  ['of more accounts than any home has', () => JSON.stringify({ clients: manyAccounts(5_001) })],
  ['larger than any', () => 'x'.repeat(8 * 1024 * 1024 + 1)],
])('a file that is %s is not taken, and that is the reason', async (_, file) => {
  const replace = () => Promise.reject(new Error('nothing is to be replaced'));
  const question = JSON.stringify({ id: 'q1', ask: 'writeAccounts', file: file() });
  const answer = { id: 'q1', outcome: 'refused', reason: 'too-many' };
  expect(JSON.parse((await answerControl(question, { accounts, replace, onRead() {} })) ?? '')).toEqual(answer);
});

function manyAccounts(count: number): readonly object[] {
  return Array.from({ length: count }, (_, index) => ({ username: `user ${index}` }));
}

test('what cannot be kept is said, and the accounts before stand', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-control-'));
  const { url } = await open({ accountFile: join(dir, 'accounts.json') });
  const admin = await enter(url, 'admin');
  rmSync(dir, { recursive: true });
  const without = new Map([...accounts.accounts].filter(([username]) => username !== 'berta'));
  const file = writeAccountFile({ ...accounts, accounts: without });
  expect(await ask(admin, { ask: 'writeAccounts', file })).toMatchObject({ outcome: 'refused', reason: 'not-kept' });
  expect(await isLetIn(url, 'berta')).toBe(true);
});

test('a question that nobody knows is answered so, and what is no question is not answered', async () => {
  const { url } = await open();
  const admin = await enter(url, 'admin');
  await admin.client.publishAsync(controlTopic, 'not json', { qos: 1 });
  await admin.client.publishAsync(controlTopic, '{"ask":"readAccounts"}', { qos: 1 });
  expect(await ask(admin, { ask: 'tea' })).toEqual({ id: 'q1', outcome: 'refused', reason: 'unknown' });
  expect(admin.topics).toEqual([controlAnswerTopic]);
});
