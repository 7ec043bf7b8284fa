import * as v from 'valibot';

import type { RotationRecord } from '@/core/rotation-record';
import { readRecords, writeRecord } from '@/credentials/admission/record';
import { openAccountControl, type AccountControl } from '@/credentials/accounts-backup/account-control';
import { readAccountFile, type AccountFile } from '@/credentials/accounts-backup/account-file';
import { openAccounts, sealAccounts } from '@/credentials/accounts-backup/accounts-backup';
import { compareFiles } from '@/credentials/accounts-backup/compare-files';
import { copyGuide } from '@/credentials/accounts-backup/copy-guide';
import { fileRefusals, openRefusals, restoreRefusals, restoreSteps } from '@/credentials/accounts-backup/words';
import type { Listed } from '@/credentials/authority/authority';
import { readSlotNote } from '@/credentials/authority/slot-note';
import { shortestPassphrase } from '@/credentials/sealed-text';

import type { Answerers } from '../protocol';
import type { Office } from './admin';
import type { BackupQuestions, BackupStanding, LastBackup, SealedAnswer } from './backup-questions';
import { recordOfBackup } from './decision-records';
import { refused, signInFirst, unanswered, type Refusal } from './refused';

type Parts = {
  readonly office: () => Office | null;
  readonly clock: () => number;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  /** other accounts stand in the place of all: what was known of them here is not so any more */
  readonly onRestored: () => void;
};

export type Backups = {
  readonly answers: Answerers<keyof BackupQuestions>;
  /** is there a backup that knows every password of today? false also where nobody knows */
  isCurrent(office: Office): Promise<boolean>;
};

/** Where the account database keeps when it was backed up last. */
const recordName = 'gatehouse:backup';
const recordShape = v.object({
  by: v.pipe(v.string(), v.maxLength(200)),
  at: v.pipe(v.number(), v.minValue(0), v.maxValue(8.64e15)),
  accounts: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/**
 * Dynamic security tells nobody its hashes, so its file has to be chosen by whoever sits at the broker's computer; our own broker
 * hands it over when it is asked. Either way it is sealed here, and what leaves this browser is sealed.
 */
export function openBackups({ office, clock, addToHistory, onRestored }: Parts): Backups {
  const controls = new WeakMap<Office, AccountControl>();
  /** what each broker said once; it does not learn it meanwhile */
  const offers = new WeakMap<Office, boolean>();

  function controlOf(mine: Office): AccountControl {
    const control = controls.get(mine) ?? openAccountControl(mine.broker);
    controls.set(mine, control);
    return control;
  }

  /** Does it hand its accounts over? A Mosquitto never does, and would write into its log that somebody asked. null: nobody knows */
  async function handsOver(mine: Office): Promise<boolean | null> {
    if (mine.version?.product === 'mosquitto') return false;
    const said = offers.get(mine) ?? (await controlOf(mine).offers());
    // our own is only slow; another one over MQTT 3.1.1 has no word for no
    const known = said === 'silent' ? (mine.version?.product === 'gatehouse' ? null : false) : said;
    if (known !== null) offers.set(mine, known);
    return known;
  }

  async function standing(mine: Office): Promise<BackupStanding> {
    const isOffered = await handsOver(mine);
    const listed = await mine.authority.list(null);
    if (listed.outcome === 'failed' || isOffered === null) return { outcome: 'unanswered' };
    const names = listed.roles.includes(recordName) ? [recordName] : [];
    const read = await readRecords(mine.security, names, recordShape);
    if (read.outcome === 'failed') return { outcome: 'unanswered' };
    const last: LastBackup | null = read.value.get(recordName) ?? null;
    const changed = listed.accounts.filter(({ issuedAt }) => last !== null && issuedAt !== null && issuedAt > last.at);
    return {
      outcome: 'told',
      byHand: isOffered ? null : copyGuide(mine.version),
      last,
      changedSince: changed.length,
      isCurrent: last !== null && changed.length === 0,
    };
  }

  async function sealed(mine: Office, content: string, passphrase: string, at: number): Promise<SealedAnswer> {
    const read = readAccountFile(content);
    if (read.outcome === 'refused') return refused(fileRefusals[read.reason]);
    const { accounts } = read.file;
    const listed = await mine.authority.list(null);
    if (listed.outcome === 'failed') return unanswered;
    if (!read.file.usernames.includes(mine.username))
      return refused(
        `You are signed in as ${mine.username}, and this file has no such account: it is another broker’s.`,
      );
    const backup = await sealAccounts({ content, accounts, passphrase, at });
    const older = unknownTo(read.file, listed);
    // what does not know every password of today must not be taken for one that does
    if (older === 0) await writeRecord(mine.security, recordName, { by: mine.username, at, accounts });
    const name = `broker-accounts-${new Date(at).toISOString().slice(0, 10)}.json`;
    return { outcome: 'sealed', backup, name, sentence: sealedSentence(accounts, older) };
  }

  async function restore(mine: Office, file: string): Promise<Refusal | { outcome: 'restored'; sentence: string }> {
    const read = readAccountFile(file);
    if (read.outcome === 'refused') return refused(fileRefusals[read.reason]);
    const written = await controlOf(mine).write(file);
    if (written !== 'done') return refused(restoreRefusals[written]);
    addToHistory([recordOfBackup('restored', { by: mine.username, at: clock() })]);
    onRestored();
    return {
      outcome: 'restored',
      sentence: `${countOf(read.file.accounts)} in place again. Sign in as administrator and look which devices stay away: whatever got a new password after the backup needs a new log-in.`,
    };
  }

  return {
    async isCurrent(mine) {
      const told = await standing(mine);
      return told.outcome === 'told' && told.isCurrent;
    },
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
        const at = clock(); // before it is read: what changes meanwhile is younger
        const content = file ?? (await controlOf(mine).read());
        if (content === null) return refused('The broker did not hand its accounts over. Try again.');
        return sealed(mine, content, passphrase, at);
      },

      async openAccounts({ backup, passphrase }) {
        const opened = await openAccounts(backup, passphrase);
        if (opened.outcome === 'refused') return refused(openRefusals[opened.reason]);
        const { content, madeAt, usernames } = opened;
        return { outcome: 'opened', file: content, madeAt, usernames, steps: restoreSteps };
      },

      async compareAccounts({ file }) {
        const mine = office();
        if (mine === null) return { outcome: 'closed' };
        const isOffered = await handsOver(mine);
        if (isOffered === null) return { outcome: 'unanswered' };
        if (!isOffered) return { outcome: 'by-hand' };
        const now = await controlOf(mine).read();
        const change = now === null ? null : compareFiles(now, file);
        return change === null ? { outcome: 'unanswered' } : { outcome: 'told', ...change };
      },

      async restoreAccounts({ file }) {
        const mine = office();
        return mine === null ? signInFirst : restore(mine, file);
      },
    },
  };
}

/** How many accounts of today it does not know as they are: they came later, or their password did. */
function unknownTo({ usernames, notes }: AccountFile, { accounts }: Extract<Listed, { outcome: 'done' }>): number {
  const isKnown = (username: string, issuedAt: number | null) =>
    usernames.includes(username) && (readSlotNote(notes.get(username) ?? null)?.at ?? null) === issuedAt;
  return accounts.filter(({ username, issuedAt, disabled }) => !disabled && !isKnown(username, issuedAt)).length;
}

function sealedSentence(accounts: number, older: number): string {
  const sealed = `${countOf(accounts)} in the backup.`;
  if (older === 0) return sealed;
  return `${sealed} ${older} of today ${older === 1 ? 'is' : 'are'} not, or with an older password: the file is older than ${older === 1 ? 'it' : 'they'}. Copy it again and make another backup; this one does not count as one of today.`;
}

const countOf = (accounts: number) => `${accounts} ${accounts === 1 ? 'account is' : 'accounts are'}`;
