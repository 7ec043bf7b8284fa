import type { Accounts } from '../accounts';
import { done, fieldOf, isJsonObject, readFields, refused, told, type Command } from './command';

const kinds = ['publishClientSend', 'publishClientReceive', 'subscribe', 'unsubscribe'] as const;

const getDefaultACLAccess: Command = (accounts) =>
  told(accounts, { acls: kinds.map((acltype) => ({ acltype, allow: accounts.defaults[acltype] })) });

const setDefaultACLAccess: Command = (accounts, asked) => {
  const list = asked.list('acls');
  if (!list) return refused(accounts, 'Missing/invalid actions array');
  const defaults = list.filter(isJsonObject).reduce<Accounts['defaults']>((rest, item) => {
    const type = readFields(item).text('acltype')?.toLowerCase();
    const kind = kinds.find((one) => one.toLowerCase() === type);
    const allow = fieldOf(item, 'allow');
    return kind === undefined || typeof allow !== 'boolean' ? rest : { ...rest, [kind]: allow };
  }, accounts.defaults);
  return done({ ...accounts, defaults });
};

export const accessCommands = { getDefaultACLAccess, setDefaultACLAccess } as const;
