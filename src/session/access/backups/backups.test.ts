import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import { writeSlotNote } from '@/credentials/authority/slot-note';
import { knock } from '@/embedded-broker/guest.testing';

import { openTestSession } from '../../session.testing';
import type { Office } from '../admin';
import { openBackups } from './backups';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const founder = { username: 'founder', password: 'founder-3c9d' };
const passphrase = 'correct horse battery staple';

/** A Mosquitto, its account file, and an administrator who is in. */
async function openStory() {
  const broker = await startMosquitto({ dynamicSecurity: { admin: founder } });
  ends.push(() => broker.stop());
  const path = join(broker.dir, 'dynamic-security.json');
  const session = openTestSession();
  ends.push(() => session.close());
  session.connect({ url: broker.wsUrl, ...founder });
  const { answer } = session.access;
  expect(await answer('openAdmin', founder)).toMatchObject({ status: 'open' });
  const isLetIn = async () => {
    const guest = knock(broker.wsUrl, { ...founder, protocolVersion: 5 });
    const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
    await guest.client.endAsync(true);
    return letIn;
  };
  return { broker, answer, path, isLetIn, file: () => readFileSync(path, 'utf8') };
}

test('a broker that has lost its accounts is brought back from the backup', { timeout: 30_000 }, async () => {
  const { broker, answer, path, isLetIn, file } = await openStory();
  expect(await answer('accountsBackup', {})).toMatchObject({
    outcome: 'told',
    byHand: { steps: expect.arrayContaining([expect.stringContaining('dynamic-security.json')]) },
    last: null,
    isCurrent: false,
  });
  const sealed = await answer('sealAccounts', { file: file(), passphrase });
  if (sealed.outcome !== 'sealed') throw new Error(sealed.reason);
  expect(sealed.backup).not.toContain(founder.username);
  expect(await answer('accountsBackup', {})).toMatchObject({ last: { by: 'founder', accounts: 1 }, isCurrent: true });
  const older = file();
  await answer('addPerson', { username: 'anna', role: 'guest', until: null });
  expect(await answer('accountsBackup', {})).toMatchObject({ changedSince: 1, isCurrent: false });
  // a copy of yesterday is sealed all the same, and not taken for one of today
  expect(await answer('sealAccounts', { file: older, passphrase })).toMatchObject({
    sentence: expect.stringContaining('does not count as one of today'),
  });
  expect(await answer('accountsBackup', {})).toMatchObject({ isCurrent: false });
  // what nobody can read from this broker, nobody can put back from here
  expect(await answer('sealAccounts', { file: null, passphrase })).toMatchObject({ outcome: 'refused' });
  expect(await answer('compareAccounts', { file: file() })).toEqual({ outcome: 'by-hand' });

  await broker.kill('SIGKILL');
  writeFileSync(path, ''); // what a Mosquitto before 2.0.16 may leave of it
  await broker.restart();
  expect(await isLetIn()).toBe(false);

  // nobody can sign in any more, so it is opened without
  const elsewhere = openTestSession();
  ends.push(() => elsewhere.close());
  const opened = await elsewhere.access.answer('openAccounts', { backup: sealed.backup, passphrase });
  if (opened.outcome !== 'opened') throw new Error(opened.reason);
  await broker.kill('SIGTERM');
  writeFileSync(path, opened.file);
  await broker.restart();
  expect(await isLetIn()).toBe(true);
});

test('what would be no backup is refused in words', { timeout: 30_000 }, async () => {
  const { answer, file } = await openStory();
  const reason = async (content: string, word = passphrase) => {
    const sealed = await answer('sealAccounts', { file: content, passphrase: word });
    return sealed.outcome === 'refused' ? sealed.reason : null;
  };
  expect(await reason('')).toContain('do not restart the broker');
  expect(await reason(file().slice(0, -20))).toContain('ends in the middle');
  expect(await reason('{}')).toContain('plugin_opt_config_file');
  expect(await reason(file(), 'short')).toContain('at least 12 characters');
  expect(await reason(file().replaceAll('founder', 'somebody'))).toContain('another broker’s');
  expect(await answer('openAccounts', { backup: file(), passphrase })).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('never sealed'),
  });
  await answer('closeAdmin', {});
  expect(await reason(file())).toContain('Sign in');
});

test('what a backup knows is told without any clock, and so is that the broker did not note it', async () => {
  const hour = 3_600_000;
  const notes = new Map([
    ['founder', Date.now() - hour],
    ['made by a clock a day ahead', Date.now() + 24 * hour],
  ]);
  const home = openPaperHome(notes);
  const { answers, isCurrent } = openBackups(home.parts);
  const seal = () => answers.sealAccounts({ file: null, passphrase });

  home.lose(2);
  expect(await seal()).toMatchObject({
    isCurrent: false,
    sentence: expect.stringContaining('could not be written down'),
  });
  expect(await isCurrent(home.office)).toBe(false);
  home.lose(1);
  expect(await seal()).toMatchObject({ outcome: 'sealed', isCurrent: true });
  expect(await isCurrent(home.office)).toBe(true);

  // a browser that is late changes a password after that
  notes.set('founder', Date.now() - hour / 2);
  expect(await answers.accountsBackup({})).toMatchObject({ changedSince: 1, isCurrent: false });

  home.onRead(() => notes.set('in the middle', Date.now()));
  expect(await seal()).toMatchObject({
    isCurrent: false,
    sentence: expect.stringContaining('changed while it was made'),
  });
  expect(await isCurrent(home.office)).toBe(false);
});

/** An account database of our own broker, on paper: each account with the moment of its note. */
function openPaperHome(notes: Map<string, number>) {
  const roles = new Map<string, string>();
  let lost = 0;
  let isRead = () => {};
  const all = () =>
    [...notes].map(([username, at]) => ({ username, note: writeSlotNote({ rot: 'r', prev: null, by: 'x', at }), at }));
  const file = () => {
    const clients = all().map(({ username, note }) => ({ username, password: 'h', salt: 's', textdescription: note }));
    return JSON.stringify({ clients, roles: [] });
  };
  const paper = {
    username: 'founder',
    version: { product: 'gatehouse', numbers: [0, 1, 0] },
    broker: {
      clientId: 'page',
      async request({ ask }: { ask: { payload: string } }) {
        const { id } = JSON.parse(ask.payload) as { id: string };
        const payload = JSON.stringify({
          id,
          outcome: 'done',
          offers: ['readAccounts', 'writeAccounts'],
          file: file(),
        });
        if (ask.payload.includes('readAccounts')) isRead();
        return { outcome: 'answered', payload };
      },
    },
    authority: {
      async list() {
        const accounts = all().map(({ username, note, at }) => ({ username, note, issuedAt: at, disabled: false }));
        return { outcome: 'done', accounts, roles: [...roles.keys()], registers: new Map() };
      },
    },
    security: {
      async createRole({ name, textName }: { name: string; textName: string }) {
        if ((lost -= 1) >= 0) return { outcome: 'failed', failure: { kind: 'unanswered' } };
        roles.set(name, textName);
        return { outcome: 'done', value: null };
      },
      async lookUp(_: unknown, names: readonly string[]) {
        return {
          outcome: 'done',
          value: { roles: names.map((name) => ({ name, textName: roles.get(name), acls: [] })) },
        };
      },
    },
  };
  const office = paper as unknown as Office; // as much of one as a backup asks
  return {
    office,
    parts: { office: () => office, clock: Date.now, addToHistory: () => {}, onRestored: () => {} },
    lose: (writes: number) => (lost = writes),
    onRead: (then: () => void) => (isRead = then),
  };
}
