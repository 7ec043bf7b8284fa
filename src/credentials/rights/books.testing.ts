import type { RoleRule } from '../authority/authority';
import type { AccountBook, BookAccount } from './account-book';

/** A rule in the short words of a test: `+send a/#`, `-hear a/b 10`. */
function rule(text: string): RoleRule {
  const [sign = '+', verb = '', topic = '', priority = '0'] =
    /^([+-])(\S+) (\S+)(?: (-?\d+))?$/.exec(text)?.slice(1) ?? [];
  const type = types[verb];
  if (type === undefined) throw new RangeError(`"${text}" is no rule`);
  return { type, topic, allow: sign === '+', priority: Number(priority ?? 0) };
}

const types: Readonly<Record<string, RoleRule['type']>> = {
  send: 'publishClientSend',
  hear: 'publishClientReceive',
  subscribe: 'subscribePattern',
  exactly: 'subscribeLiteral',
};

export function account(username: string, roles: readonly string[] = [], more: Partial<BookAccount> = {}): BookAccount {
  const held = roles.map((name, index) => ({ name, priority: roles.length - index }));
  return { username, clientId: null, disabled: false, roles: held, groups: [], ...more };
}

type Draft = Omit<Partial<AccountBook>, 'roles' | 'groups'> & {
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
};

/** A book where nothing is allowed that no rule allows. */
export function book({ roles = {}, groups = {}, ...more }: Draft): AccountBook {
  return {
    accounts: [],
    defaults: { publishClientSend: false, publishClientReceive: false, subscribe: false, unsubscribe: true },
    anonymousGroup: null,
    certified: new Set<string>(),
    substitutes: false,
    ...more,
    roles: new Map(Object.entries(roles).map(([name, rules]) => [name, rules.map(rule)])),
    groups: new Map(Object.entries(groups)),
  };
}
