import { covers as matches } from '@/broker/topic';

import type { RoleRule } from '../authority/authority';
import type { AccountBook, BookAccount } from './account-book';
import { coversFilter } from './topic-filter';

/** The rule that decides, and through what the account has it. `group` null: it holds the role itself. */
export type Grant = { readonly role: string; readonly group: string | null; readonly rule: RoleRule };

/** `default`: no rule speaks, and what holds then decides. `broker`: nobody may, whatever the rules. */
export type Reason = Grant | 'default' | 'broker';

export type Verdict = { readonly allowed: boolean; readonly by: Reason };

/** What one connection may do: for each of its roles in turn, the rules in the order in which they are asked. */
export type Rights = {
  readonly defaults: AccountBook['defaults'];
  readonly roles: readonly (readonly Grant[])[];
};

/**
 * The rights of an account as Mosquitto's dynamic security weighs them (CREDENTIALS.md 1.6): its own roles in their order,
 * then those of its groups, in each role the rules by priority; the first that speaks decides. `clientId`: of the
 * connection; null: nobody knows, so a rule for the client id may be about any.
 */
export function rightsOf(book: AccountBook, account: BookAccount, clientId = account.clientId): Rights {
  const own = account.roles.map(({ name }) => ({ role: name, group: null }));
  const shared = account.groups.flatMap(({ name: group }) =>
    (book.groups.get(group) ?? []).map((role) => ({ role, group })),
  );
  const fill = book.substitutes ? substitute(account.username, clientId) : (rule: RoleRule) => [rule];
  return {
    defaults: book.defaults,
    roles: [...own, ...shared].map(({ role, group }) =>
      (book.roles.get(role) ?? [])
        .toSorted((one, other) => (other.priority ?? 0) - (one.priority ?? 0))
        .flatMap((rule) => fill(rule).map((filled) => ({ role, group, rule: filled }))),
    ),
  };
}

/** `%c` and `%u`, where they are a whole level (Mosquitto 2.1). */
function substitute(username: string, clientId: string | null): (rule: RoleRule) => readonly RoleRule[] {
  return (rule) => {
    const levels = rule.topic.split('/');
    if (!levels.includes('%c') && !levels.includes('%u')) return [rule];
    // whoever may call itself anything can escape what denies, and reach what allows
    if (clientId === null && levels.includes('%c') && !rule.allow) return [];
    const topic = levels.map((level) => (level === '%u' ? username : level === '%c' ? (clientId ?? '+') : level));
    return [{ ...rule, topic: topic.join('/') }];
  };
}

/** All rules of one type, the one that is asked first before the others. */
export function grantsOf({ roles }: Rights, type: RoleRule['type']): readonly Grant[] {
  return roles.flatMap((grants) => grants.filter(({ rule }) => rule.type === type));
}

/** May it publish on `topic`? */
export function maySend(rights: Rights, topic: string): Verdict {
  if (isBrokersOwn(topic)) return { allowed: false, by: 'broker' };
  const grant = grantsOf(rights, 'publishClientSend').find(({ rule }) => matches(rule.topic, topic));
  return grant === undefined ? byDefault(rights.defaults.publishClientSend, topic) : said(grant);
}

/** May a message on `topic` be delivered to it? Asked at each delivery, whatever it has subscribed to. */
export function mayReceive(rights: Rights, topic: string): Verdict {
  const grant = grantsOf(rights, 'publishClientReceive').find(({ rule }) => matches(rule.topic, topic));
  return grant === undefined ? byDefault(rights.defaults.publishClientReceive, topic) : said(grant);
}

/** May it subscribe to `filter`? In each role the literal rules speak before the patterns, whatever their priorities. */
export function maySubscribe(rights: Rights, filter: string): Verdict {
  for (const grants of rights.roles) {
    const grant =
      grants.find(({ rule }) => rule.type === 'subscribeLiteral' && rule.topic === filter) ??
      grants.find(({ rule }) => rule.type === 'subscribePattern' && coversFilter(rule.topic, filter));
    if (grant !== undefined) return said(grant);
  }
  return byDefault(rights.defaults.subscribe, filter);
}

/**
 * Does a message on `topic` come to it, if it subscribes to whatever it may? It is tried what can bring it: the topic itself,
 * each filter that a rule names, and everything.
 */
export function mayHear(rights: Rights, topic: string): Verdict {
  const delivery = mayReceive(rights, topic);
  if (!delivery.allowed) return delivery;
  const named = rights.roles.flat().filter(({ rule }) => rule.allow && rule.type.startsWith('subscribe'));
  const filters = [topic, ...named.map(({ rule }) => rule.topic), '#', '+/#', '+'];
  const verdicts = filters.filter((filter) => matches(filter, topic)).map((filter) => maySubscribe(rights, filter));
  return verdicts.find(({ allowed }) => allowed) ?? verdicts[0] ?? { allowed: false, by: 'default' };
}

/** What a broker tells of itself: it takes from nobody what is said there. */
export function isBrokersOwn(topic: string): boolean {
  return topic === '$SYS' || topic.startsWith('$SYS/');
}

function said(grant: Grant): Verdict {
  return { allowed: grant.rule.allow, by: grant };
}

/** `$CONTROL` is the administration: no default ever opens it. */
function byDefault(allowed: boolean, topic: string): Verdict {
  return { allowed: allowed && !topic.startsWith('$CONTROL'), by: 'default' };
}
