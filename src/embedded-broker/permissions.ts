import { aclTypes, type Accounts, type Acl, type AclType, type Held } from './accounts';
import { covers, matches } from './topic-filter';

/** What one account may do: for each of its roles in turn, the rules in the order in which they are asked. */
export type Rights = {
  readonly defaults: Accounts['defaults'];
  readonly roles: readonly Readonly<Record<AclType, readonly Acl[]>>[];
};

/**
 * The rights of `username` as Mosquitto's dynamic security weighs them: its own roles by the priority they were given
 * with, then those of its groups, in each role the rules by theirs, the higher first; the first rule that speaks of the
 * topic decides.
 */
export function rightsOf(accounts: Accounts, username: string): Rights {
  const account = accounts.accounts.get(username);
  const groups = (account?.groups ?? []).toSorted(byPriority).map(({ group }) => accounts.groups.get(group)?.roles);
  const held = [account?.roles, ...groups].flatMap((roles: readonly Held[] = []) => roles.toSorted(byPriority));
  return { defaults: accounts.defaults, roles: held.map(({ role }) => byType(accounts.roles.get(role)?.acls ?? [])) };
}

/** The higher first; those of the same priority stay as they stood. */
export function byPriority(one: { readonly priority: number }, other: { readonly priority: number }): number {
  return other.priority - one.priority;
}

function byType(acls: readonly Acl[]): Rights['roles'][number] {
  const sorted = aclTypes.map((type) => [type, acls.filter((acl) => acl.type === type).toSorted(byPriority)]);
  return Object.fromEntries(sorted) as Rights['roles'][number]; // one entry a type
}

/** May a client of these rights publish on `topic`? */
export function maySend(rights: Rights, topic: string): boolean {
  return decide(rights, topic, rights.defaults.publishClientSend, (role) =>
    role.publishClientSend.find((acl) => matches(acl.topic, topic)),
  );
}

/** May a message on `topic` be delivered to it? Asked at each delivery: this is what guards a secret topic. */
export function mayReceive(rights: Rights, topic: string): boolean {
  return decide(rights, topic, rights.defaults.publishClientReceive, (role) =>
    role.publishClientReceive.find((acl) => matches(acl.topic, topic)),
  );
}

/** May it subscribe to `filter`? In each role a literal rule speaks before the patterns, whatever the priorities. */
export function maySubscribe(rights: Rights, filter: string): boolean {
  return decide(rights, filter, rights.defaults.subscribe, (role) =>
    speaksOf(filter, role.subscribeLiteral, role.subscribePattern),
  );
}

/** May it end its subscription to `filter`? */
export function mayUnsubscribe(rights: Rights, filter: string): boolean {
  return decide(rights, filter, rights.defaults.unsubscribe, (role) =>
    speaksOf(filter, role.unsubscribeLiteral, role.unsubscribePattern),
  );
}

function speaksOf(filter: string, literals: readonly Acl[], patterns: readonly Acl[]): Acl | undefined {
  return literals.find((acl) => acl.topic === filter) ?? patterns.find((acl) => covers(acl.topic, filter));
}

function decide(
  rights: Rights,
  topic: string,
  fallback: boolean,
  ruleOf: (role: Rights['roles'][number]) => Acl | undefined,
): boolean {
  for (const role of rights.roles) {
    const rule = ruleOf(role);
    if (rule) return rule.allow;
  }
  // `$CONTROL` is the administration: no default ever opens it.
  return fallback && !topic.startsWith('$CONTROL');
}
