import { readFileSync, rmSync } from 'node:fs';

import { afterEach, expect, test } from 'vitest';

import { knock } from '@/embedded-broker/guest.testing';

import { passwords, startBroker } from '../../../../e2e/brokers';
import { openBrowser } from '../rotations/rotation-story.testing';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const passphrase = 'correct horse battery staple';

async function isLetIn(url: string, username: string, password: string): Promise<boolean> {
  const guest = knock(url, { username, password, protocolVersion: 5 });
  const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
  await guest.client.endAsync(true);
  return letIn;
}

test(
  'Gatehouse’s own broker hands its accounts over, and takes them back when they were lost',
  { timeout: 60_000 },
  async () => {
    const broker = await startBroker('embedded');
    ends.push(() => broker.stop());
    const { session } = await openBrowser(broker.url);
    const { answer } = session.access;
    const added = await answer('addPerson', { username: 'anna', role: 'guest', until: null });
    if (added.outcome !== 'added') throw new Error('anna was not added');
    expect(await answer('accountsBackup', {})).toMatchObject({ byHand: null, last: null, isCurrent: false });
    const sealed = await answer('sealAccounts', { file: null, passphrase });
    if (sealed.outcome !== 'sealed') throw new Error(sealed.reason);
    expect(await answer('accountsBackup', {})).toMatchObject({
      last: { by: 'admin' },
      changedSince: 0,
      isCurrent: true,
    });

    // what is left is what it was set up with: anna is not in it
    await broker.kill();
    rmSync(broker.accountFile);
    await broker.restart();
    expect(await isLetIn(broker.url, 'anna', added.password)).toBe(false);

    const other = await openBrowser(broker.url);
    const { answer: ask } = other.session.access;
    const opened = await ask('openAccounts', { backup: sealed.backup, passphrase });
    if (opened.outcome !== 'opened') throw new Error(opened.reason);
    expect(await ask('compareAccounts', { file: opened.file })).toEqual({
      outcome: 'told',
      comeBack: ['anna'],
      goAway: [],
      otherPassword: [],
      administratorAgain: [],
      unbarred: [],
      otherRights: [],
    });
    expect(await ask('restoreAccounts', { file: opened.file.slice(0, -30) })).toMatchObject({ outcome: 'refused' });
    expect(await isLetIn(broker.url, 'anna', added.password)).toBe(false);
    expect(await ask('restoreAccounts', { file: opened.file })).toMatchObject({ outcome: 'restored' });
    expect(await isLetIn(broker.url, 'anna', added.password)).toBe(true);
    expect(await isLetIn(broker.url, 'admin', passwords.admin)).toBe(true);
    await other.when(() => other.admin()?.status === 'closed'); // what it knew of the accounts is not so any more
    const [told] = await other.session.access.rotationHistory(null);
    expect(told).toMatchObject({ outcome: 'decided', by: 'admin', sentence: expect.stringContaining('brought back') });
  },
);

test.each(['embedded', 'mosquitto'] as const)(
  'on the %s broker no queue begins before the accounts are backed up, or a person says that it may',
  { timeout: 60_000 },
  async (kind) => {
    const broker = await startBroker(kind);
    ends.push(() => broker.stop());
    const { session } = await openBrowser(broker.url);
    const { answer } = session.access;
    const standing = async () => {
      const told = await answer('batch', {});
      return told.outcome === 'told' ? told.batch : 'unknown';
    };
    await answer('goOnWithBatch', { withoutBackup: false });
    expect(await standing()).toBeNull();

    await answer('goOnWithBatch', { withoutBackup: true });
    expect(await standing()).toMatchObject({ by: 'admin' });
    const [told] = await session.access.rotationHistory(null);
    expect(told).toMatchObject({
      outcome: 'decided',
      by: 'admin',
      sentence: expect.stringContaining('without a backup'),
    });
    await answer('endBatch', {});
    expect(await standing()).toBeNull();

    const file = kind === 'embedded' ? null : readFileSync(broker.accountFile, 'utf8');
    expect(await answer('sealAccounts', { file, passphrase })).toMatchObject({ outcome: 'sealed' });
    await answer('goOnWithBatch', { withoutBackup: false });
    expect(await standing()).toMatchObject({ by: 'admin' });
    await answer('endBatch', {});
  },
);
