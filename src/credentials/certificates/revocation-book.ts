import * as v from 'valibot';

import { readRecords } from '../admission/record';
import type { DynamicSecurity } from '../authority/dynamic-security';

/** That a certificate is good no more. `serial`: hexadecimal; `revokedAt`: ms since the epoch. */
export type Revocation = { readonly serial: string; readonly revokedAt: number };

/**
 * What an authority has revoked, whichever browser did it: one role without rights for each list, named by the list's number.
 * createRole is test and set, so no two browsers make lists of one number that differ. Each is made of what the book holds once
 * its own record is the newest in it, so whoever writes a higher number later finds there all that it has to name.
 */
const shape = v.object({ revoked: v.array(v.object({ serial: v.string(), revokedAt: v.number() })) });

/** of one list: a record stays within what a broker tells in one turn of its loop */
const mostInARecord = 20;
/** others may be making lists at the same moment: each time one of them gets through */
const mostTries = 50;

export type Book = { readonly number: number; readonly revoked: readonly Revocation[] };

type Entering = {
  readonly security: Pick<DynamicSecurity, 'listRoleNames' | 'lookUp' | 'createRole'>;
  /** SHA-256 of the authority's certificate, hexadecimal */
  readonly authority: string;
  /** of the newest list that is known here; 0: none is */
  readonly number: number;
  readonly revoked: readonly Revocation[];
};

/** The newest number that the accounts know, 0 where they know none, and all that is revoked in them. */
export async function readBook({
  security,
  authority,
}: Pick<Entering, 'security' | 'authority'>): Promise<Book | 'unanswered'> {
  const names = await security.listRoleNames();
  if (names.outcome === 'failed') return 'unanswered';
  const prefix = prefixOf(authority);
  const ours = names.value.filter((name) => name.startsWith(prefix) && /^\d{1,9}$/.test(name.slice(prefix.length)));
  const records = await readRecords(security, ours, shape);
  if (records.outcome === 'failed') return 'unanswered';
  const numbers = ours.map((name) => Number(name.slice(prefix.length)));
  return {
    number: Math.max(0, ...numbers),
    revoked: merged([...records.value.values()].flatMap(({ revoked }) => revoked)),
  };
}

/**
 * Writes down what is known here, and tells the number of the list that is to be made now and everything it has to name.
 * `unanswered`: nothing was written. `in-doubt`: it may be, and then the next list names it, whoever makes that.
 */
export async function enterInBook(entering: Entering): Promise<Book | 'unanswered' | 'in-doubt'> {
  const { security, authority, revoked } = entering;
  let { number } = entering;
  let silence: 'unanswered' | 'in-doubt' = 'unanswered';
  for (let tries = 0; tries < mostTries; tries++) {
    const book = await readBook(entering);
    if (book === 'unanswered') return silence;
    const written = new Set(book.revoked.map(({ serial }) => serial));
    const missing = revoked.filter(({ serial }) => !written.has(serial));
    number = Math.max(number, book.number) + 1;
    const textName = JSON.stringify({ revoked: missing.slice(0, mostInARecord) });
    const created = await security.createRole({ name: `${prefixOf(authority)}${number}`, acls: [], textName });
    if (created.outcome === 'failed' && created.failure.kind === 'unanswered') return 'in-doubt';
    if (created.outcome === 'failed' && created.failure.kind !== 'exists') return silence;
    if (created.outcome === 'done') silence = 'in-doubt';
    // somebody else’s list has this number, or there was too much for one record: on to the next
    if (created.outcome === 'failed' || missing.length > mostInARecord) continue;
    // whoever counts from less than we do has met none of our names, and may have written since we read
    const after = await readBook(entering);
    if (after === 'unanswered') return silence;
    // a later list may have been made without this record: one after it is needed, by us
    if (after.number > number) continue;
    return { number, revoked: merged([...after.revoked, ...revoked]) };
  }
  return silence;
}

/** Each certificate once, by when it was first revoked. */
export function merged(all: readonly Revocation[]): readonly Revocation[] {
  const first = new Map<string, number>();
  for (const { serial, revokedAt } of all) first.set(serial, Math.min(revokedAt, first.get(serial) ?? revokedAt));
  return [...first].map(([serial, revokedAt]) => ({ serial, revokedAt }));
}

function prefixOf(authority: string): string {
  return `revoked:${authority.slice(0, 16)}:`;
}
