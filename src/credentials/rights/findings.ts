import { anonymousAccount, type AccountBook } from './account-book';
import type { Circumstances, RightsFinding } from './finding';
import { findingsOfRights } from './findings-of-rights';
import { findingsOfTransport } from './findings-of-transport';
import { findingsOfUse, isSeenInUse } from './findings-of-use';
import { receiveReach, sendReach } from './reach';
import { rightsOf } from './rights';
import { shortList } from './rights-sentences';

const urgency: Readonly<Record<RightsFinding['severity'], number>> = { critical: 0, warning: 1, info: 2 };

/** What a person should change about the accounts, the most urgent first. Accounts that are switched off harm nobody. */
export function rightsFindings(circumstances: Circumstances): readonly RightsFinding[] {
  const { book, facts } = circumstances;
  const ofAccounts = book.accounts
    .filter(({ disabled }) => !disabled)
    .flatMap((account) => {
      const known = facts.find(({ username }) => username === account.username);
      return [...findingsOfRights(account, known, circumstances), ...findingsOfUse(account, known, circumstances)];
    });
  return [
    ...findingsOfBroker(book),
    ...findingsOfTransport(circumstances),
    ...ofAccounts,
    ...idleAccounts(circumstances),
    ...agelessAccounts(circumstances),
  ].toSorted((one, other) => urgency[one.severity] - urgency[other.severity]);
}

function findingsOfBroker(book: AccountBook): readonly RightsFinding[] {
  const findings: RightsFinding[] = [];
  const about = { severity: 'critical', username: null, canNarrow: false } as const;
  if (book.defaults.publishClientSend) {
    findings.push({
      ...about,
      title: 'Whoever logs in may publish on every topic of which no role speaks.',
      advice:
        'Give each account a role that allows what it needs, then set the broker’s default for publishing to “deny”.',
    });
  }
  if (book.anonymousGroup !== null && reachesSomething(book)) {
    findings.push({
      ...about,
      title: `Whoever logs in without a username has the rights of the group “${book.anonymousGroup}”.`,
      advice: 'Set “allow_anonymous false” in the broker’s configuration, or take its roles away from that group.',
    });
  }
  return findings;
}

/** All of them in one: a phone in a pocket is not connected either. */
function idleAccounts({ book, facts, administrator }: Circumstances): readonly RightsFinding[] {
  const enabled = new Set(book.accounts.filter(({ disabled }) => !disabled).map(({ username }) => username));
  const idle = facts.filter(
    (one) => one.username !== administrator && enabled.has(one.username) && one.connections === 0 && !isSeenInUse(one),
  );
  if (idle.length === 0) return [];
  return [
    {
      severity: 'info',
      username: null,
      title: `At the moment nobody uses ${shortList(idle.map(({ username }) => username))}.`,
      advice: 'Phones come and go. What nobody knows should be switched off, and deleted when nobody missed it.',
      canNarrow: false,
    },
  ];
}

/** Whoever replaces a password writes down when: where nothing is written, it was never replaced from here. */
function agelessAccounts({ book, facts }: Circumstances): readonly RightsFinding[] {
  const enabled = new Set(book.accounts.filter(({ disabled }) => !disabled).map(({ username }) => username));
  const ageless = facts.filter(({ username, issuedAt }) => issuedAt === null && enabled.has(username));
  if (ageless.length === 0) return [];
  const names = shortList(ageless.map(({ username }) => username));
  return [
    {
      severity: 'info',
      username: null,
      title: `Nobody knows how old ${ageless.length === 1 ? 'the password' : 'the passwords'} of ${names} ${ageless.length === 1 ? 'is' : 'are'}.`,
      advice: 'They were never replaced from here. Replace them once on the page of log-ins; then their age is known.',
      canNarrow: false,
    },
  ];
}

function reachesSomething(book: AccountBook): boolean {
  const rights = rightsOf(book, anonymousAccount(book));
  return [sendReach(rights, '#'), receiveReach(rights, '#')].some(({ amount }) => amount !== 'none');
}
