import type { Accounts, Acl, AclType } from './accounts';
import { covers, matches } from './topic-filter';

/** What one account may do: for each of its roles in turn, the rules in the order in which they are asked. */
export type Rights = {
  readonly defaults: Accounts['defaults'];
  readonly roles: readonly { readonly [T in AclType]: readonly Acl[] }[];
};

/**
 * The rights of `username` as Mosquitto's dynamic security weighs them: its roles by the priority they were given
 * with, in each role the rules by theirs, the higher first; the first rule that speaks of the topic decides.
 */
export function rightsOf(accounts: Accounts, username: string): Rights {
  const granted = accounts.accounts.get(username)?.roles ?? [];
  const roles = granted
    .toSorted((one, other) => other.priority - one.priority)
    .map(({ role }) => sorted(accounts.roles.get(role)?.acls ?? []));
  return { defaults: accounts.defaults, roles };
}

function sorted(acls: readonly Acl[]): Rights['roles'][number] {
  const ofType = (type: AclType) =>
    acls.filter((acl) => acl.type === type).toSorted((one, other) => other.priority - one.priority);
  return {
    publishClientSend: ofType('publishClientSend'),
    publishClientReceive: ofType('publishClientReceive'),
    subscribeLiteral: ofType('subscribeLiteral'),
    subscribePattern: ofType('subscribePattern'),
  };
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
  return decide(
    rights,
    filter,
    rights.defaults.subscribe,
    (role) =>
      role.subscribeLiteral.find((acl) => acl.topic === filter) ??
      role.subscribePattern.find((acl) => covers(acl.topic, filter)),
  );
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
