import { readRecords, writeRecord } from '@/credentials/admission/record';
import { defaultTerms, type AgeTerms, type CredentialKind } from '@/credentials/policies/age';
import { ageRecordName, ageRecordShape, withTerm } from '@/credentials/policies/age-record';

import type { Office } from '../admin';
import { failureWords } from '../failure-words';
import { refused, unanswered, type Refusal } from '../refused';

/** How old each kind of credential may be. `set`: who said so last, and when; null: nobody, it is what a home begins with. */
export type SetTerms = {
  readonly days: AgeTerms;
  readonly set: { readonly by: string; readonly at: number } | null;
};

/** `roles`: all names of the broker. null: it did not answer. */
export async function readTerms({ security }: Office, roles: readonly string[]): Promise<SetTerms | null> {
  const names = roles.includes(ageRecordName) ? [ageRecordName] : [];
  const read = await readRecords(security, names, ageRecordShape);
  if (read.outcome === 'failed') return null;
  const record = read.value.get(ageRecordName);
  if (record === undefined) return { days: defaultTerms, set: null };
  return { days: record.days, set: { by: record.by, at: record.at } };
}

export async function changeTerm(
  mine: Office,
  kind: CredentialKind,
  days: number | null,
  at: number,
): Promise<{ readonly outcome: 'done'; readonly days: AgeTerms } | Refusal> {
  const now = await readTerms(mine, [ageRecordName]);
  if (now === null) return unanswered;
  const next = withTerm(now.days, kind, days);
  if (next === null) return refused('That is no number of days between one and ten years.');
  const written = await writeRecord(mine.security, ageRecordName, { days: next, by: mine.username, at });
  return written.outcome === 'failed' ? refused(failureWords(written.failure)) : { outcome: 'done', days: next };
}
