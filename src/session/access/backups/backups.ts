import * as v from 'valibot';

import { limits } from '@/core/limits';
import type { RotationRecord } from '@/core/log-ins/rotation-record';
import { keepRecord, readRecords } from '@/credentials/admission/record';
import { openAccountControl, type AccountControl } from '@/credentials/accounts-backup/account-control';
import { accountPrint, newerThan, printsOf } from '@/credentials/accounts-backup/account-prints';
import { readAccountFile, type AccountFile } from '@/credentials/accounts-backup/account-file';
import { openAccounts, sealAccounts } from '@/credentials/accounts-backup/accounts-backup';
import { compareFiles } from '@/credentials/accounts-backup/compare-files';
import { copyGuide } from '@/credentials/accounts-backup/copy-guide';
import { fileRefusals, openRefusals, restoreRefusals, restoreSteps } from '@/credentials/accounts-backup/words';
import type { AuthorityFailure, Listed } from '@/credentials/authority/authority';
import { shortestPassphrase } from '@/credentials/sealed-text';

import type { Answerers } from '../../protocol';
import type { Office } from '../admin';
import type { BackupQuestions, BackupStanding, SealedAnswer } from './backup-questions';
import { recordOfBackup } from '../decision-records';
import { failureWords } from '../failure-words';
import { refused, signInFirst, unanswered, type Refusal } from '../refused';

type Parts = {
  readonly office: () => Office | null;
  readonly clock: () => number;
  readonly addToHistory: (records: readonly RotationRecord[]) => void;
  /** other accounts stand in the place of all: what was known of them here is not so any more */
  readonly onRestored: () => void;
};

type How = {
  readonly passphrase: string;
  readonly at: number;
  /** the broker handed it over just now */
  readonly isOffered: boolean;
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
  /** of whoever was let in then; one of an older Gatehouse has none, and knows nobody */
  prints: v.optional(v.pipe(v.array(v.number()), v.maxLength(limits.devices)), []),
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
    const record = read.value.get(recordName) ?? null;
    const changedSince = record === null ? 0 : newerThan(record.prints, listed.accounts);
    return {
      outcome: 'told',
      byHand: isOffered ? null : copyGuide(mine.version),
      last: record === null ? null : { by: record.by, at: record.at, accounts: record.accounts },
      changedSince,
      isCurrent: record !== null && changedSince === 0,
    };
  }

  async function sealed(mine: Office, content: string, { passphrase, at, isOffered }: How): Promise<SealedAnswer> {
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
    const record = { by: mine.username, at, accounts, prints: [...printsOf(listed.accounts)] };
    const failure = older === 0 ? await keepRecord(mine.security, recordName, record) : null;
    const name = `broker-accounts-${new Date(at).toISOString().slice(0, 10)}.json`;
    const doubt = older > 0 ? olderSentence(older, isOffered) : failure !== null ? unnotedSentence(failure) : null;
    const sentence = [`${countOf(accounts)} in the backup.`, ...(doubt === null ? [] : [doubt])].join(' ');
    return { outcome: 'sealed', backup, name, sentence, isCurrent: doubt === null };
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
        const at = clock(); // before it is read
        const content = file ?? (await controlOf(mine).read());
        if (content === null) return refused('The broker did not hand its accounts over. Try again.');
        return sealed(mine, content, { passphrase, at, isOffered: file === null });
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
  const prints = usernames.map((username) => accountPrint(username, notes.get(username) ?? null));
  return newerThan(prints, accounts);
}

function olderSentence(older: number, isOffered: boolean): string {
  const missing = `${older} of today ${older === 1 ? 'is' : 'are'} not, or with an older password:`;
  const why = isOffered
    ? 'accounts were changed while it was made. Make another backup'
    : `the file is older than ${older === 1 ? 'it' : 'they'}. Copy it again and make another backup`;
  return `${missing} ${why}; this one does not count as one of today.`;
}

function unnotedSentence(failure: AuthorityFailure): string {
  return `It is whole, but that it was made could not be written down with the broker, so it does not count as one of today. ${failureWords(failure)}`;
}

const countOf = (accounts: number) => `${accounts} ${accounts === 1 ? 'account is' : 'accounts are'}`;
