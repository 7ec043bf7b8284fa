import type { WayIn } from '@/core/log-ins/way-in';

import { anonymousAccount, type AccountBook, type BookAccount } from './account-book';
import { sendReach } from './reach';
import { rightsOf, type Grant } from './rights';
import { becauseOf, throughWords } from './rights-sentences';

/** One way in which an account can make a thing act, and why it may. */
export type OpenWay = {
  readonly kind: WayIn['kind'];
  readonly filter: string;
  /** it reaches each topic of the filter, or some */
  readonly amount: 'all' | 'some';
  readonly by: Grant | 'default';
  /** a topic of the filter on which it may publish */
  readonly example: string;
  /** "Through the administration topics of Zigbee2MQTT, by the role “family”." */
  readonly sentence: string;
};

/** Who can make a thing act. `username` null: whoever logs in without one. */
export type Opener = {
  readonly username: string | null;
  readonly ways: readonly OpenWay[];
  /** it is switched off: no password of it is taken */
  readonly needsCertificate: boolean;
};

/** Whoever may publish there can give himself any right (CREDENTIALS.md 1.7). */
export const brokerAdministration: WayIn = {
  kind: 'administration',
  filter: '$CONTROL/dynamic-security/v1',
  through: 'the administration of the broker, which can give any right',
};

/** How an account can use these ways; those that are switched off can use none, but for who has a certificate in their name. */
export function waysOf(book: AccountBook, account: BookAccount, ways: readonly WayIn[]): readonly OpenWay[] {
  if (account.disabled && !book.certified.has(account.username)) return [];
  const rights = rightsOf(book, account);
  return [...ways, brokerAdministration].flatMap(({ kind, filter, through }): readonly OpenWay[] => {
    const reach = sendReach(rights, filter);
    if (reach.amount === 'none') return [];
    const { amount, by, example } = reach;
    // one topic on which it obeys is enough
    const way = throughWords(through, kind === 'command' ? 'all' : amount);
    return [{ kind, filter, amount, by, example, sentence: `${way}, ${becauseOf(by)}.` }];
  });
}

/** Everybody who can make a thing act on which these ways lead; those with the shortest way first. */
export function whoCan(book: AccountBook, ways: readonly WayIn[]): readonly Opener[] {
  const accounts = book.accounts.map((account) => ({ username: account.username as string | null, account }));
  if (book.anonymousGroup !== null) accounts.push({ username: null, account: anonymousAccount(book) });
  return accounts
    .map(({ username, account }) => ({
      username,
      ways: waysOf(book, account, ways),
      needsCertificate: account.disabled,
    }))
    .filter((opener) => opener.ways.length > 0)
    .toSorted(
      (one, other) => shortest(one) - shortest(other) || (one.username ?? '').localeCompare(other.username ?? '', 'en'),
    );
}

const lengths: Readonly<Record<WayIn['kind'], number>> = { command: 0, code: 1, administration: 2, trick: 3 };

function shortest({ ways }: Opener): number {
  return Math.min(...ways.map(({ kind }) => lengths[kind]));
}
