import type { Account } from '@/core/account';
import type { Device, DeviceId } from '@/core/device';

import { isByCertificate } from './certificates/certificate-account';
import { trapsOf } from './hand-over/traps';
import { loginDevices } from './login-devices';
import { administers, rightsWords, type Right } from './rights-words';
import { bannedRole, newcomerName, restrictedRole } from './roles/device-roles';
import { personRoleOf } from './roles/person-roles';
import type { Way } from './rotation/decide';
import { deviceOf } from './rotation/facts';

/** One account on the Access page. */
export type AccessRow = {
  readonly account: Account;
  /** what it may do, in words */
  readonly rights: string;
  /** whose log-in it is; null: a person's, a program's, or nobody knows */
  readonly device: DeviceId | null;
  readonly rotation:
    /** `mind`: what to know before, each a sentence or two */
    | { readonly possible: true; readonly way: Way; readonly mind: readonly string[] }
    | { readonly possible: false; readonly reason: string };
};

/** What each account is, whose it is, and whether its password can be replaced from here. Devices first, then by name. */
export function accessRows(
  accounts: readonly (Account & { readonly note?: string | null })[],
  rightsOf: ReadonlyMap<string, readonly Right[]>,
  devices: Iterable<Device>,
  administrator: string,
): readonly AccessRow[] {
  const whose = loginDevices(devices);
  return accounts
    .map((account): AccessRow => {
      const device = whose.of(deviceOf(account), [account.username]);
      return {
        account,
        rights: rightsWords(account.roles.flatMap((role) => rightsOf.get(role) ?? [])),
        device: device?.id ?? null,
        rotation: isByCertificate(account.note)
          ? byCertificate
          : rotationOf(account, device, administrator, device === null && isOfPerson(account, rightsOf)),
      };
    })
    .toSorted(
      (one, other) =>
        Number(one.device === null) - Number(other.device === null) ||
        one.account.username.localeCompare(other.account.username),
    );
}

const byCertificate = {
  possible: false,
  reason: 'The device logs in with its certificate, which is renewed on the page Certificates.',
} as const;

const ofPerson = {
  possible: false,
  reason: 'It is the log-in of a person, who gets a new password on the page People.',
} as const;

/** A person is at hand when the password is changed, and a new name would have to be learnt. Of a program neither is so. */
export function isOfPerson(
  { clientId, roles }: Pick<Account, 'clientId' | 'roles'>,
  rightsOf: ReadonlyMap<string, readonly Right[]>,
): boolean {
  if (clientId !== null) return false;
  return roles.some((role) => personRoleOf(role) !== null) || administers(roles.flatMap((r) => rightsOf.get(r) ?? []));
}

/** Behind a barrier a device could neither take a new password nor prove that it has it. null: it stands behind none. */
export function barredReason({ roles }: Pick<Account, 'roles'>): string | null {
  if (roles.includes(bannedRole.name)) return 'It is banned. Bring it back under Rules before it gets a new password.';
  if (roles.includes(restrictedRole.name))
    return 'It is restricted and may do nothing. Bring it back under Rules before it gets a new password.';
  return roles.some((role) => role.startsWith(newcomerName('')))
    ? 'It is new. Approve it under Rules before it gets a new password.'
    : null;
}

function rotationOf(
  account: Account,
  device: Device | null,
  administrator: string,
  isPerson: boolean,
): AccessRow['rotation'] {
  const yes = (way: Way) => ({ possible: true, way, mind: trapsOf(device, way) }) as const;
  const no = (reason: string) => ({ possible: false, reason }) as const;
  if (account.username === administrator) {
    return no('You are signed in with this account. Sign in as another administrator to change it.');
  }
  if (isPerson) return ofPerson;
  const barred = barredReason(account);
  if (barred !== null) return no(barred);
  if (account.disabled) return no('It is switched off: nobody can log in with it.');
  switch (device?.login?.value.handOver) {
    case 'sealed':
      return yes('two-slots');
    case 'command':
      return yes('one-slot');
    default:
      return yes('by-hand');
  }
}
