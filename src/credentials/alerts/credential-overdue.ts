import type { Device } from '@/core/device';

import type { ListedAccount } from '../authority/authority';
import { isByCertificate } from '../certificates/certificate-account';
import { ageState, ageWords, type AgeTerms, type CredentialKind } from '../policies/age';
import { accountsTopic, type Finding, type FindingRule } from './finding';

type AgedAccount = Pick<ListedAccount, 'disabled' | 'issuedAt'> & Partial<Pick<ListedAccount, 'note'>>;
type AgedClient = {
  readonly client: string;
  readonly device: Pick<Device, 'id' | 'name'> | null;
  readonly administers: boolean;
  readonly accounts: readonly AgedAccount[];
};

/** What the age of passwords rests on. */
export type PasswordAges = {
  readonly clients: readonly AgedClient[];
  readonly terms: { readonly days: AgeTerms };
  /** why no age is believed that is reckoned by `now`; null: it is */
  readonly clockDoubt: string | null;
  /** ms since the epoch */
  readonly now: number;
};

const prefix = 'log-in ';
/** A rotation waits for its device for so long before the old password, which is good all the while, is told of. */
const replacingMs = 86_400_000;

/**
 * A password that is older than its kind may be in this home. It is good until somebody takes it away, and nobody knows any
 * more who has seen it. An account that is switched off lets nobody in, one whose age nobody wrote down is not called old, and
 * one that was made for a certificate has no password: a certificate ends by itself. While a new password is on its way to
 * the device nothing is told, nor taken back: it is being done, and may fail.
 */
export const credentialOverdue: FindingRule<PasswordAges> = {
  class: 'credential_overdue',
  prefix,
  topic: accountsTopic,
  find: (facts) => facts.clients.flatMap((client) => overdueOf(client, facts)),
  isUntold: (subject, { clients, clockDoubt, terms, now }) =>
    clockDoubt !== null ||
    clients.some((one) => prefix + one.client === subject && isBeingReplaced(one, terms.days, now)),
};

function overdueOf(one: AgedClient, { terms, now }: PasswordAges): readonly Finding[] {
  const { client, device } = one;
  const accounts = passwordsOf(one);
  const kind = kindOf(one);
  const oldest = accounts
    .filter((account) => isOverdue(kind, account, terms.days, now))
    .reduce<number | null>((least, { issuedAt }) => Math.min(least ?? Infinity, issuedAt ?? Infinity), null);
  if (oldest === null) return [];
  const name = device?.name ?? client;
  const hasNewer = accounts.some((account) => isInTime(kind, account, terms.days, now));
  return [
    {
      subject: prefix + client,
      device: device?.id ?? null,
      title: hasNewer
        ? `The old password of ${name} is still good beside its new one.`
        : `The password of ${name} should have been replaced.`,
      evidence: `${ageWords(kind, oldest, now, terms.days)} days. It was made on ${dayOf(oldest)}.`,
      fix: { kind: 'rotate', label: 'Replace it' },
    },
  ];
}

function isBeingReplaced(one: AgedClient, days: AgeTerms, now: number): boolean {
  const accounts = passwordsOf(one);
  return accounts.some(
    (account) =>
      account.issuedAt !== null &&
      Math.abs(now - account.issuedAt) < replacingMs &&
      isInTime(kindOf(one), account, days, now) &&
      accounts.some((other) => isOverdue(kindOf(one), other, days, now)),
  );
}

function isOverdue(kind: CredentialKind, { disabled, issuedAt }: AgedAccount, days: AgeTerms, now: number): boolean {
  return !disabled && ageState(kind, issuedAt, now, days) === 'overdue';
}

function passwordsOf({ accounts }: AgedClient): readonly AgedAccount[] {
  return accounts.filter(({ note }) => !isByCertificate(note));
}

/** Surely younger than the one that is overdue: of what nobody knows the age, nobody knows that. */
function isInTime(kind: CredentialKind, { disabled, issuedAt }: AgedAccount, days: AgeTerms, now: number): boolean {
  return !disabled && ['fine', 'due-soon'].includes(ageState(kind, issuedAt, now, days));
}

function kindOf({ administers, device }: AgedClient): CredentialKind {
  return administers ? 'administrator' : device === null ? 'person' : 'device';
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
