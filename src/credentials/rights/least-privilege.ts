import * as v from 'valibot';

import type { Speech } from '@/core/log-ins/way-in';

import type { NewRole, RoleRule } from '../authority/authority';
import type { ControlCommand } from '../authority/control-command';
import { readJson } from '../read-json';
import { isBarrier } from '../roles/device-roles';
import { deviceOf } from '../rotation/facts';
import type { AccountBook, BookAccount, Held } from './account-book';
import { mayReceive, maySend, rightsOf, type Rights } from './rights';

/** Roles that are made here begin so, and nobody else's do. */
const ownPrefix = 'only:';
const formerPrefix = 'former:';

/** The topics of a device's own that were heard, with how often. */
export type HeardTopic = { readonly topic: string; readonly count: number };

/** A message that the new rights would have refused. */
export type Refused = HeardTopic & { readonly what: 'publish' | 'hear' };

/** What an account would have instead of all it has now. */
export type Narrowing = {
  readonly role: NewRole;
  /** what stays: the role that proves a password, which is for one account alone, and whatever holds it back */
  readonly kept: readonly Held[];
  readonly goes: { readonly roles: readonly Held[]; readonly groups: readonly Held[] };
  /** what of the traffic that was heard it would have refused */
  readonly refused: readonly Refused[];
};

/**
 * The least an account needs: what its programs say and hear by their conventions. What was seen besides is not added by
 * itself, because who takes a device over is seen too; it is told in `refused`.
 */
export function narrowingOf(
  book: AccountBook,
  account: BookAccount,
  speeches: readonly Speech[],
  traffic: { readonly said: readonly HeardTopic[]; readonly told: readonly HeardTopic[] },
): Narrowing {
  const [says, hears] = [unique(speeches.flatMap((one) => one.says)), unique(speeches.flatMap((one) => one.hears))];
  const allow = (type: RoleRule['type'], topic: string): RoleRule => ({ type, topic, allow: true });
  const role = {
    name: ownRoleOf(account),
    acls: [
      ...says.map((topic) => allow('publishClientSend', topic)),
      ...hears.flatMap((topic) => [allow('subscribePattern', topic), allow('publishClientReceive', topic)]),
    ],
  };
  const [kept, going] = [account.roles.filter(isKept), account.roles.filter((one) => !isKept(one))];
  const after = rightsAfter(book, account, role, kept);
  return {
    role,
    kept,
    goes: { roles: going.filter(({ name }) => name !== role.name), groups: account.groups },
    refused: [
      ...refusedOf(traffic.said, 'publish', (topic) => maySend(after, topic).allowed),
      ...refusedOf(traffic.told, 'hear', (topic) => mayReceive(after, topic).allowed),
    ],
  };
}

function rightsAfter(book: AccountBook, account: BookAccount, role: NewRole, kept: readonly Held[]): Rights {
  const roles = new Map(book.roles).set(role.name, role.acls);
  return rightsOf({ ...book, roles }, { ...account, roles: [{ name: role.name, priority: 0 }, ...kept], groups: [] });
}

function refusedOf(heard: readonly HeardTopic[], what: Refused['what'], may: (topic: string) => boolean): Refused[] {
  return heard.filter(({ topic }) => !may(topic)).map((one) => ({ ...one, what }));
}

const isKept = ({ name }: Held) => name.startsWith('proof:') || isBarrier(name);

/** By the name of the device, which stays while its accounts come and go with each rotation. */
export function ownRoleOf(account: Pick<BookAccount, 'username' | 'clientId'>): string {
  return `${ownPrefix}${deviceOf(account)}`;
}

/** The register in the account database that says what the account had before. */
export function formerRegisterOf(account: Pick<BookAccount, 'username' | 'clientId'>): string {
  return `${formerPrefix}${deviceOf(account)}`;
}

const heldSchema = v.array(v.object({ name: v.string(), priority: v.number() }));
const formerSchema = v.object({ roles: heldSchema, groups: heldSchema });

/** What an account had before it was narrowed, as it is written beside the accounts. */
export type Former = { readonly roles: readonly Held[]; readonly groups: readonly Held[] };

/** null: it is nothing of ours; anybody who administers may have written anything there. */
export function readFormer(text: string | null): Former | null {
  return readJson(formerSchema, text ?? '');
}

/** One batch: what it will need is given before anything is taken, so it can do its work at every moment in between. */
export function narrowCommands(username: string, { role, goes }: Narrowing): readonly ControlCommand[] {
  return [
    { command: 'addClientRole', username, rolename: role.name, priority: 0 },
    ...goes.roles.map(({ name }) => ({ command: 'removeClientRole', username, rolename: name }) as const),
    ...goes.groups.map(({ name }) => ({ command: 'removeGroupClient', username, groupname: name }) as const),
  ];
}

/** The way back, in the same order: first all that it had, then what it was given instead goes. */
export function undoCommands(account: BookAccount, former: Former): readonly ControlCommand[] {
  const { username } = account;
  const lacks = (held: readonly Held[], one: Held) => !held.some(({ name }) => name === one.name);
  const own = ownRoleOf(account);
  return [
    ...former.roles
      .filter((one) => lacks(account.roles, one))
      .map(({ name, priority }) => ({ command: 'addClientRole', username, rolename: name, priority }) as const),
    ...former.groups
      .filter((one) => lacks(account.groups, one))
      .map(({ name, priority }) => ({ command: 'addGroupClient', username, groupname: name, priority }) as const),
    ...(account.roles.some(({ name }) => name === own)
      ? [{ command: 'removeClientRole', username, rolename: own } as const]
      : []),
  ];
}

function unique(filters: readonly string[]): readonly string[] {
  return [...new Set(filters)];
}
