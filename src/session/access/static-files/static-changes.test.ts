import 'fake-indexeddb/auto';

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { openDB } from 'idb';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startMosquitto, type Mosquitto } from '@/broker/mosquitto.testing';
import { openHome } from '@/core/home';
import { knock } from '@/embedded-broker/guest.testing';

import type { Session } from '../../session';
import { openTestSession } from '../../session.testing';
import type { Knocked } from '../../witness/broker-witness';
import { openStaticChanges } from './static-changes';

const hall = { username: 'hall', password: 'hall-1f07' };
const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

let broker: Mosquitto;

/** A broker with a password file, which tells its log to those who may hear it. */
beforeEach(async () => {
  broker = await startMosquitto({
    users: { owner: 'owner-2b', [hall.username]: hall.password },
    acl: 'user owner\ntopic readwrite #\ntopic read $SYS/#\nuser hall\ntopic readwrite #\n',
    extraConfig: 'log_dest topic\nlog_type error\nlog_type notice\nlog_type information',
  });
  ends.push(() => broker.stop());
}, 30_000);

async function visit(): Promise<Session> {
  const session = openTestSession({ shareAlerts: true });
  ends.push(() => session.close());
  session.connect({ url: broker.wsUrl, username: 'owner', password: 'owner-2b' });
  const witness = () => session.witness.answers.witness({});
  await expect.poll(async () => (await witness()).mayListen, { timeout: 20_000 }).toBe(true);
  return session;
}

const under = (session: Session) => session.access.answer('staticChanges', {});

async function logIn(username: string, password: string): Promise<void> {
  const guest = knock(broker.wsUrl, { username, password, protocolVersion: 5 });
  await guest.next('connect');
  await guest.client.endAsync(true);
}

/** As somebody does it on the broker's own computer. */
async function rewrite(change: (lines: readonly string[]) => readonly string[]): Promise<void> {
  const file = join(broker.dir, 'passwords');
  writeFileSync(file, `${change(readFileSync(file, 'utf8').trim().split('\n')).join('\n')}\n`);
  process.kill(broker.pid, 'SIGHUP');
}

const tryOut = (session: Session, which: 'new' | 'old', password: string) =>
  session.access.answer('tryStaticLogin', { old: 'hall', which, password });

test(
  'a log-in in a file is followed from its new line, over two visits, until the broker refuses the old one',
  { timeout: 60_000 },
  async () => {
    let session = await visit();
    const made = await session.access.answer('staticLogin', { old: ' hall ' });
    if (made === null) throw new Error('Nothing was made.');
    expect(await under(session)).toMatchObject([{ old: 'hall', username: 'hall.a', letInAt: null, used: null }]);
    expect(await tryOut(session, 'new', made.password)).toEqual({ outcome: 'refused', wasRight: false });
    await rewrite((lines) => [...lines, made.passwordLine]);
    await expect.poll(() => tryOut(session, 'new', made.password), { timeout: 20_000 }).toEqual({ outcome: 'let-in' });
    // our own try is no proof, and whoever has not seen the device work is not told to delete anything
    await expect.poll(async () => (await under(session))[0]?.words, { timeout: 20_000 }).toContain('its line is there');
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'deleted' });
    expect(await under(session)).toMatchObject([{ used: null, deletedAt: null }]);

    await session.close();
    session = await visit();
    expect(await under(session)).toMatchObject([{ old: 'hall', username: 'hall.a', used: null }]);
    const kept = JSON.stringify(await (await openDB('gatehouse-static-changes', 1)).getAll('changes'));
    expect(kept).toContain('hall.a');
    for (const secret of [made.password, made.passwordLine, hall.password]) expect(kept).not.toContain(secret);

    await expect
      .poll(
        async () => {
          await logIn(made.username, made.password); // again, until the broker has told this visit of one
          return (await under(session))[0]?.used;
        },
        { timeout: 20_000 },
      )
      .toMatchObject({ by: 'log', at: expect.any(Number) as number });
    expect(await tryOut(session, 'old', hall.password)).toEqual({ outcome: 'let-in' });
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'deleted' });
    expect(await tryOut(session, 'old', hall.password)).toEqual({ outcome: 'let-in' }); // nobody deleted it
    await logIn(hall.username, hall.password); // it was said to be gone
    await expect
      .poll(async () => (await under(session))[0]?.words, { timeout: 20_000 })
      .toContain('let in as hall since');
    await rewrite((lines) => lines.filter((line) => !line.startsWith('hall:')));
    await expect
      .poll(() => tryOut(session, 'old', hall.password), { timeout: 20_000 })
      .toEqual({ outcome: 'refused', wasRight: true });
    expect(await under(session)).toEqual([]);
    expect(await session.access.rotationHistory(null)).toMatchObject([
      { name: 'hall', way: 'by-hand', by: 'owner', sentence: 'It logs in as hall.a. The old log-in is refused.' },
    ]);
    await logIn(made.username, made.password);
  },
);

test(
  'a refusal of a password that was never let in proves nothing, and that is written down',
  { timeout: 60_000 },
  async () => {
    const session = await visit();
    await session.access.answer('staticLogin', { old: 'hall' });
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'works' });
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'deleted' });
    expect(await tryOut(session, 'old', 'a slip')).toEqual({ outcome: 'refused', wasRight: false });
    expect(await under(session)).toHaveLength(1);
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'leave' });
    expect(await under(session)).toEqual([]);
    const [record] = await session.access.rotationHistory(null);
    expect(record?.sentence).toBe(
      'It logs in as hall.a. The broker refused the old one with the password that was typed.',
    );
  },
);

test('what is tried while the log-in is made anew changes nothing of the new one', async () => {
  const knocks: ((knocked: Knocked) => void)[] = [];
  const knocked = async (how: Knocked) => {
    await expect.poll(() => knocks.length).toBe(1);
    knocks.shift()?.(how);
  };
  const records: unknown[] = [];
  let now = 1_000;
  const { staticLogin, staticChanges, sayOfStatic, tryStaticLogin } = openStaticChanges({
    home: openHome(),
    login: () => ({ url: 'ws://broker.example', username: 'owner', password: 'owner-2b' }),
    witness: { lastLogIn: () => null, logSpeech: 'never', knock: () => new Promise((resolve) => knocks.push(resolve)) },
    addToHistory: (added) => records.push(...added),
    clock: () => (now += 1),
    randomBytes: (count) => new Uint8Array(count),
  });
  const old = { old: 'hall', which: 'old', password: hall.password } as const;
  await staticLogin({ old: 'hall' });
  await sayOfStatic({ old: 'hall', word: 'works' });
  const before = tryStaticLogin(old);
  await knocked('let-in');
  expect(await before).toEqual({ outcome: 'let-in' });
  await sayOfStatic({ old: 'hall', word: 'deleted' });
  const after = tryStaticLogin(old);
  await staticLogin({ old: 'hall' });
  await knocked('refused');
  expect(await after).toEqual({ outcome: 'refused', wasRight: false });
  expect(await staticChanges({})).toMatchObject([{ old: 'hall', used: null, deletedAt: null }]);
  expect(records).toEqual([]);
});

test('of a log-in that two devices share, the word of the one that was changed counts though the other spoke after it', async () => {
  const says = (name: string, username: string, at: number) => ({
    name,
    login: { value: { username }, retained: false, at },
  });
  const devices = new Map([
    ['plug', says('Hall plug', 'hall.a', 2_000)],
    ['lamp', says('Hall lamp', 'hall', 2_001)],
  ]);
  const { staticLogin, staticChanges } = openStaticChanges({
    home: { devices } as never, // all of it that is asked
    login: () => ({ url: 'ws://shared.example', username: 'owner', password: 'owner-2b' }),
    witness: { lastLogIn: () => null, logSpeech: 'never', knock: async () => 'unreachable' },
    addToHistory: () => {},
    clock: () => 1_000,
    randomBytes: (count) => new Uint8Array(count),
  });
  await staticLogin({ old: 'hall' });
  expect(await staticChanges({})).toMatchObject([
    { used: { by: 'device', at: 2_000 }, isOldShared: true, words: expect.stringContaining('But Hall lamp says') },
  ]);
});

test(
  'that the broker still let the old one in is written down, by whoever leaves it so',
  { timeout: 60_000 },
  async () => {
    const session = await visit();
    await session.access.answer('staticLogin', { old: 'hall' });
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'works' });
    expect(await tryOut(session, 'old', 'a slip')).toMatchObject({ outcome: 'refused' });
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'deleted' });
    expect(await tryOut(session, 'old', hall.password)).toEqual({ outcome: 'let-in' });
    await session.access.answer('sayOfStatic', { old: 'hall', word: 'leave' });
    const [record] = await session.access.rotationHistory(null);
    expect(record?.sentence).toContain('The broker still let the old one in');
  },
);
