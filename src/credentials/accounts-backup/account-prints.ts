import { shortHash } from '@/core/short-hash';

type Told = {
  readonly username: string;
  readonly disabled: boolean;
  /** what stands beside it: a password that Gatehouse sets has a note of its own; null: nothing */
  readonly note: string | null;
};

/** as much of a note as is read from a broker (`authority/records.ts`) */
const longestNote = 1024;

/** An account as it is with this password, as a number: another password is another note. No clock is asked. */
export function accountPrint(username: string, note: string | null): number {
  return shortHash(JSON.stringify([username, (note ?? '').slice(0, longestNote)]));
}

export function printsOf(accounts: readonly Told[]): readonly number[] {
  return accounts.filter(({ disabled }) => !disabled).map(({ username, note }) => accountPrint(username, note));
}

/** How many that are let in today have no print among these: they came later, or their password did. */
export function newerThan(prints: readonly number[], accounts: readonly Told[]): number {
  const known = new Set(prints);
  return printsOf(accounts).filter((print) => !known.has(print)).length;
}
