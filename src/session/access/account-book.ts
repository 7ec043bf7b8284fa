import type { ClientRecord } from '@/credentials/authority/records';
import type { RoleRule } from '@/credentials/authority/authority';
import { isByCertificate } from '@/credentials/certificates/certificate-account';
import type { AccountBook } from '@/credentials/rights/account-book';

import type { Office } from './admin';

/** Few enough for an answer of about 4 kB, which Mosquitto 2.0 sends in one turn of its loop. */
const rolesAQuestion = 4;

export type ReadBook = {
  readonly book: AccountBook;
  readonly clients: readonly ClientRecord[];
  readonly roleNames: readonly string[];
};

/** Everything that decides who may do what, as the broker tells it now; null: it did not answer. */
export async function readAccountBook({ security, version }: Office): Promise<ReadBook | null> {
  const clients = await security.listClients();
  const groups = await security.listGroups();
  const roleNames = await security.listRoleNames();
  const defaults = await security.getDefaultAccess();
  const anonymous = await security.getAnonymousGroup();
  if (clients.outcome === 'failed' || groups.outcome === 'failed' || roleNames.outcome === 'failed') return null;
  if (defaults.outcome === 'failed' || anonymous.outcome === 'failed') return null;
  const held = new Set([...clients.value, ...groups.value].flatMap(({ roles }) => roles));
  const roles = new Map<string, readonly RoleRule[]>();
  const wanted = [...held];
  for (let start = 0; start < wanted.length; start += rolesAQuestion) {
    const found = await security.lookUp([], wanted.slice(start, start + rolesAQuestion));
    if (found.outcome === 'failed') return null;
    for (const { name, acls } of found.value.roles) roles.set(name, acls);
  }
  return {
    clients: clients.value,
    roleNames: roleNames.value,
    book: {
      accounts: clients.value.map(({ username, clientId, disabled, held: own }) => ({
        username,
        clientId,
        disabled,
        ...own,
      })),
      groups: new Map(groups.value.map(({ name, roles: own }) => [name, own])),
      roles,
      defaults: defaults.value,
      anonymousGroup: anonymous.value,
      // of the others the broker knows nothing
      certified: new Set(
        clients.value.filter((one) => isByCertificate(one.textDescription)).map((one) => one.username),
      ),
      substitutes: version?.product === 'mosquitto' && isFrom21(version.numbers),
    },
  };
}

function isFrom21([major, minor]: readonly [number, number, number]): boolean {
  return major > 2 || (major === 2 && minor >= 1);
}
