import type { AccountBook, BookAccount } from './account-book';
import type { AccountFacts, Circumstances, RightsFinding } from './finding';
import { sendReach } from './reach';
import { rightsOf, type Rights } from './rights';
import { becauseOf, shortList } from './rights-sentences';
import { brokerAdministration, waysOf } from './who-can';

/** What an account may do and should not. The first that is true makes the rest needless. */
export function findingsOfRights(
  account: BookAccount,
  facts: AccountFacts | undefined,
  { book, guarded, administrator }: Circumstances,
): readonly RightsFinding[] {
  const rights = rightsOf(book, account);
  const devices = new Set(facts?.devices);
  const isDevice = devices.size > 0;
  const { username } = account;
  const wide = administers(username, rights, isDevice) ?? writesEverything(username, rights, isDevice);
  // whoever is signed in to change all this knows that it may
  if (wide !== null) return username === administrator ? [] : [wide];
  const findings: RightsFinding[] = [];
  const strangers = isDevice ? [...guarded].filter(([name]) => !devices.has(name)) : [];
  const commanded = strangers.filter(([, ways]) => waysOf(book, account, ways).length > 0).map(([name]) => name);
  if (commanded.length > 0) {
    findings.push({
      severity: 'warning',
      username,
      title: `${username} can command things that are not its own: ${shortList(commanded)}.`,
      advice: 'Whoever takes over this device has them too. Give it only what it needs.',
      canNarrow: true,
    });
  }
  if (account.clientId === null && usesClientId(book, account)) {
    findings.push({
      severity: 'warning',
      username,
      title: `${username} may call itself whatever it likes, and its role believes it.`,
      advice: 'Its rights are made from its client id, which is not bound. Bind the account to one client id.',
      canNarrow: isDevice,
    });
  }
  return findings;
}

function administers(username: string, rights: Rights, isDevice: boolean): RightsFinding | null {
  const reach = sendReach(rights, brokerAdministration.filter);
  if (reach.amount === 'none') return null;
  const what = `It can give itself and others any right, ${becauseOf(reach.by)}.`;
  return {
    severity: isDevice ? 'critical' : 'info',
    username,
    title: `${username} administers the broker.`,
    advice: isDevice
      ? `${what} A device never needs that: give it only what it needs.`
      : `${what} Two such accounts are good to have, each for emergencies of the other. More are not.`,
    canNarrow: isDevice,
  };
}

/** A rule for the whole tree, whatever others hold back from it. */
function writesEverything(username: string, rights: Rights, isDevice: boolean): RightsFinding | null {
  const reach = sendReach(rights, '#');
  if (reach.amount === 'none') return null;
  const isWide = reach.by === 'default' || /^[+#](?:\/[+#])*$/.test(reach.by.rule.topic);
  if (!isWide && reach.amount !== 'all') return null;
  const reaches = reach.amount === 'all' ? 'on every topic' : 'almost everywhere';
  return {
    severity: 'critical',
    username,
    title: `${username} may publish ${reaches}.`,
    advice: `It can command the whole home and speak in the name of every device, ${becauseOf(reach.by)}. ${
      isDevice ? 'Give it only what it needs.' : 'Give it a role that names the topics it needs.'
    }`,
    canNarrow: isDevice,
  };
}

function usesClientId(book: AccountBook, { roles, groups }: BookAccount): boolean {
  if (!book.substitutes) return false;
  const held = [...roles.map(({ name }) => name), ...groups.flatMap(({ name }) => book.groups.get(name) ?? [])];
  return held.some((role) =>
    book.roles.get(role)?.some(({ allow, topic }) => allow && topic.split('/').includes('%c')),
  );
}
