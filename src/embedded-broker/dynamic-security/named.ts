import type { Account, Accounts, Group, Role } from '../accounts';
import { refused, type Command, type Connections, type Fields, type Outcome } from './command';
import { readName, type NameField } from './read';

/** What a command may name: in which field, among which it is looked for, and Mosquitto's words where it is not there. */
type Sort<T> = {
  readonly field: NameField;
  readonly among: (accounts: Accounts) => ReadonlyMap<string, T>;
  readonly missing: string;
};

export const aClient: Sort<Account> = {
  field: 'username',
  among: ({ accounts }) => accounts,
  missing: 'Client not found',
};
export const aGroup: Sort<Group> = { field: 'groupname', among: ({ groups }) => groups, missing: 'Group not found' };
export const aRole: Sort<Role> = { field: 'rolename', among: ({ roles }) => roles, missing: 'Role not found' };

/** A command on what it names. */
export function onNamed<T>(
  sort: Sort<T>,
  act: (accounts: Accounts, named: T, asked: Fields, connections: Connections) => Outcome,
): Command {
  return (accounts, asked, connections) => {
    const read = readName(asked, sort.field);
    if ('error' in read) return refused(accounts, read.error);
    const named = sort.among(accounts).get(read.name);
    return named === undefined ? refused(accounts, sort.missing) : act(accounts, named, asked, connections);
  };
}

/** A command on two that it names. Both names are read before anybody is looked for: in this order Mosquitto refuses. */
export function onBothNamed<A, B>(
  first: Sort<A>,
  second: Sort<B>,
  act: (accounts: Accounts, one: A, other: B, asked: Fields) => Outcome,
): Command {
  return (accounts, asked) => {
    const read = readName(asked, first.field);
    if ('error' in read) return refused(accounts, read.error);
    const readToo = readName(asked, second.field);
    if ('error' in readToo) return refused(accounts, readToo.error);
    const one = first.among(accounts).get(read.name);
    if (one === undefined) return refused(accounts, first.missing);
    const other = second.among(accounts).get(readToo.name);
    return other === undefined ? refused(accounts, second.missing) : act(accounts, one, other, asked);
  };
}
