import * as v from 'valibot';

import { readRecords, writeRecord } from '@/credentials/admission/record';
import { readAccountFile } from '@/credentials/accounts-backup/account-file';
import { openAccounts, sealAccounts } from '@/credentials/accounts-backup/accounts-backup';
import { fileRefusals, openRefusals, restoreSteps } from '@/credentials/accounts-backup/words';
import { shortestPassphrase } from '@/credentials/sealed-text';

import type { Answerers } from '../protocol';
import type { Office } from './admin';
import type { BackupQuestions, BackupStanding, LastBackup } from './backup-questions';
import { refused, signInFirst } from './refused';

type Parts = {
  readonly office: () => Office | null;
  readonly clock: () => number;
};

/** Where the account database keeps when it was backed up last. */
const recordName = 'gatehouse:backup';
const recordShape = v.object({
  by: v.pipe(v.string(), v.maxLength(200)),
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  accounts: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/**
 * Dynamic security tells nobody its hashes, so its file has to be chosen by whoever sits at the broker's computer. It is sealed
 * here, and what leaves this browser is sealed.
 */
export function openBackups({ office, clock }: Parts): { readonly answers: Answerers<keyof BackupQuestions> } {
  async function standing(mine: Office): Promise<BackupStanding> {
    const listed = await mine.authority.list(null);
    if (listed.outcome === 'failed') return { outcome: 'unanswered' };
    const names = listed.roles.includes(recordName) ? [recordName] : [];
    const read = await readRecords(mine.security, names, recordShape);
    if (read.outcome === 'failed') return { outcome: 'unanswered' };
    const last: LastBackup | null = read.value.get(recordName) ?? null;
    const changed = listed.accounts.filter(({ issuedAt }) => last !== null && issuedAt !== null && issuedAt > last.at);
    return { outcome: 'told', last, changedSince: changed.length };
  }

  return {
    answers: {
      async accountsBackup() {
        const mine = office();
        return mine === null ? { outcome: 'closed' } : standing(mine);
      },

      async sealAccounts({ file, passphrase }) {
        const mine = office();
        if (mine === null) return signInFirst;
        if (passphrase.length < shortestPassphrase)
          return refused(`Take a passphrase of at least ${shortestPassphrase} characters: four words are good.`);
        const read = readAccountFile(file);
        if (read.outcome === 'refused') return refused(fileRefusals[read.reason]);
        const { usernames, accounts } = read.file;
        const listed = await mine.authority.list(null);
        if (listed.outcome === 'failed') return refused('The broker did not answer. Try again.');
        if (!usernames.includes(mine.username))
          return refused(
            `You are signed in as ${mine.username}, and this file has no such account: it is another broker’s.`,
          );
        const at = clock();
        const backup = await sealAccounts({ content: file, accounts, passphrase, at });
        const missing = listed.accounts.filter(({ username, disabled }) => !disabled && !usernames.includes(username));
        await writeRecord(mine.security, recordName, { by: mine.username, at, accounts });
        return {
          outcome: 'sealed',
          backup,
          name: `broker-accounts-${new Date(at).toISOString().slice(0, 10)}.json`,
          sentence: sealedSentence(accounts, missing.length),
        };
      },

      async openAccounts({ backup, passphrase }) {
        const opened = await openAccounts(backup, passphrase);
        if (opened.outcome === 'refused') return refused(openRefusals[opened.reason]);
        const { content, madeAt, usernames } = opened;
        return { outcome: 'opened', file: content, madeAt, usernames, steps: restoreSteps };
      },
    },
  };
}

function sealedSentence(accounts: number, missing: number): string {
  const sealed = `${accounts} ${accounts === 1 ? 'account is' : 'accounts are'} in the backup.`;
  if (missing === 0) return sealed;
  return `${sealed} ${missing} that the broker has ${missing === 1 ? 'is' : 'are'} not: the file is older than ${missing === 1 ? 'it' : 'they'}. Copy it again and make another backup.`;
}
