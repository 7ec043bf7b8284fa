import type { Account } from '@/core/log-ins/account';
import type { Device } from '@/core/device';
import type { Speech } from '@/core/log-ins/way-in';

import type { Right } from './rights-words';
import { coversFilter } from './rights/topic-filter';
import { deviceTopic } from './roles/rules';

/**
 * Who gets the next password of an account. `device`: the one that says it logs in with it, and could do no more with it than
 * it needs; `person`: somebody who types it in, and no device is believed that says it has it. `claims`: one that said so.
 */
export type Receiver =
  | { readonly type: 'device'; readonly device: Device }
  | { readonly type: 'person'; readonly claims: Device | null }
  | { readonly type: 'nobody'; readonly reason: string; readonly claims: Device | null };

export type Reach = {
  /** the rules of each role */
  readonly roles: ReadonlyMap<string, readonly Right[]>;
  /** group → its roles */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** what its conventions say that a device needs */
  speechesOf(device: Device): readonly Speech[];
};

/**
 * `account`: one that is to be replaced; `name`: its device among the accounts; `users`: the devices that say they log in with
 * it. Any device may say so of any account, so its word counts only where what it would be given is its own.
 */
export function receiverOf(account: Account, name: string, users: readonly Device[], reach: Reach): Receiver {
  const [user = null, ...others] = users;
  const nobody = (reason: string, claims: Device | null = null): Receiver => ({ type: 'nobody', reason, claims });
  if (others.length > 0) return nobody(shared(users.map((one) => one.name || one.id)));
  if ((account.connections ?? 0) > 1) return nobody(shared([`${account.connections} connections at once`]));
  const rights = rightsHeld(account, reach);
  if (rights.some(isOfName)) return nobody(ofNameReason, user);
  const isOwn = user !== null && reachesOnly(user, name, rights, reach);
  return isOwn ? { type: 'device', device: user } : { type: 'person', claims: user };
}

/** `%u`, a whole level, stands for the username (Mosquitto 2.1): the next log-in has another, and would reach other topics with it. */
function isOfName({ topic }: Right): boolean {
  return topic.split('/').includes('%u');
}

const ofNameReason =
  'Its rights go by its username (%u in a role), and a new password comes with a new username, which would not have them. ' +
  'Write them for its client id (%c) or for the topics themselves first.';

/** Its own roles, and those of its groups. */
export function rolesHeld(
  { roles, groups }: Pick<Account, 'roles' | 'groups'>,
  of: Reach['groups'],
): readonly string[] {
  return [...roles, ...groups.flatMap((group) => of.get(group) ?? [])];
}

function rightsHeld(account: Account, { roles, groups }: Reach): readonly Right[] {
  return rolesHeld(account, groups).flatMap((role) => roles.get(role) ?? []);
}

/**
 * A rule that denies counts for nothing here: what it denies the device may be allowed elsewhere. Where it is commanded is not
 * its own to publish on: a device may announce any place for that, also one that another lives on.
 */
function reachesOnly(device: Device, name: string, rights: readonly Right[], { speechesOf }: Reach): boolean {
  const speeches = speechesOf(device);
  // below its own topics stands how it proves a new password, which its convention does not count among what it needs
  const own = speeches.some(({ says }) => says[0] === deviceTopic(name, 'about')) ? [deviceTopic(name, '#')] : [];
  const hears = [...own, ...speeches.flatMap((one) => one.hears)];
  const says = [...own, ...speeches.flatMap((one) => one.own ?? one.says)];
  return rights.every(({ type, topic, allow }) => {
    if (!allow || type.startsWith('unsubscribe')) return true;
    return (type === 'publishClientSend' ? says : hears).some(
      (needed) => isPlace(needed) && coversFilter(needed, topic),
    );
  });
}

/** What a device says it needs may be made to take in everything. */
function isPlace(filter: string): boolean {
  return !/^\/?[+#$]/.test(filter);
}

function shared(users: readonly string[]): string {
  const [first = '', ...more] = users;
  const who =
    more.length === 0
      ? first
      : `${users.slice(0, -1).slice(0, 3).join(', ')}${users.length > 4 ? ' and others' : ` and ${users.at(-1)}`}`;
  return `It is shared by ${who}. A new password would shut out all but one of them: give each a log-in of its own first.`;
}
