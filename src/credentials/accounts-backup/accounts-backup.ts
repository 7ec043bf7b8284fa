import * as v from 'valibot';

import { seal, unseal } from '../sealed-text';
import { readJson } from '../read-json';
import { largestAccountFile, readAccountFile, type ReadAccountFile } from './account-file';

/**
 * A backup of the broker's accounts: the account file as the broker wrote it, sealed under a passphrase, because whoever has its
 * hashes can try passwords at leisure (Mosquitto makes them with 101 rounds; CREDENTIALS.md, finding 9). What stands in clear
 * beside it is only when it was made and how many accounts it holds.
 */
const format = 'gatehouse-accounts/1';

/** base64url makes four letters of three bytes; what is beside it is small */
const largestBackup = Math.ceil((largestAccountFile * 3 * 4) / 3) + 4096;

type Plain = { readonly content: string; readonly accounts: number; readonly passphrase: string; readonly at: number };

/** The text of the backup's file. `at`: ms since the epoch. */
export async function sealAccounts({ content, accounts, passphrase, at }: Plain): Promise<string> {
  const sealed = await seal(new TextEncoder().encode(content), passphrase);
  return `${JSON.stringify({ format, madeAt: new Date(at).toISOString(), accounts, sealed }, null, 2)}\n`;
}

const shape = v.object({
  format: v.literal(format),
  madeAt: v.pipe(v.string(), v.isoTimestamp()),
  accounts: v.number(),
  sealed: v.string(),
});

export type OpenedAccounts =
  | {
      readonly outcome: 'opened';
      /** the account file, to the byte as it was */
      readonly content: string;
      readonly usernames: readonly string[];
      /** ms since the epoch; written in clear, so whoever had the file may have changed it */
      readonly madeAt: number;
    }
  | { readonly outcome: 'refused'; readonly reason: OpenRefusal };
/** `plain`: an account file itself, which needs no passphrase; `foreign`: no backup of ours, or torn */
export type OpenRefusal = 'foreign' | 'plain' | 'passphrase' | 'large';

/** Opens a backup. Never throws: whatever stands in a file is an answer. */
export async function openAccounts(backup: string, passphrase: string): Promise<OpenedAccounts> {
  if (backup.length > largestBackup) return refused('large');
  const file = readJson(shape, backup);
  if (file === null) return refused(readAccountFile(backup).outcome === 'read' ? 'plain' : 'foreign');
  const bytes = await unseal(file.sealed, passphrase);
  if (typeof bytes === 'string') return refused(bytes);
  const content = new TextDecoder().decode(bytes);
  const read: ReadAccountFile = readAccountFile(content);
  if (read.outcome === 'refused') return refused('foreign');
  return { outcome: 'opened', content, usernames: read.file.usernames, madeAt: Date.parse(file.madeAt) };
}

function refused(reason: OpenRefusal): OpenedAccounts {
  return { outcome: 'refused', reason };
}
