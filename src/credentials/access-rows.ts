import type { Account } from '@/core/log-ins/account';
import type { Device, DeviceId } from '@/core/device';

import { isByCertificate, isCertifiedAs, neededByCertificate } from './certificates/certificate-account';
import { trapsOf } from './hand-over/traps';
import { loginDevices } from './login-devices';
import { receiverOf, rolesHeld, type Reach, type Receiver } from './receiver';
import { administers, rightsWords, type Right } from './rights-words';
import { bannedRole, newcomerName, restrictedRole } from './roles/device-roles';
import { personRoleOf } from './roles/person-roles';
import type { Way } from './rotation/decide';
import { deviceOf } from './rotation/facts';

/** `note`: what stands beside it, where that was read. */
type NotedAccount = Account & { readonly note?: string | null };

/** One account on the Access page. */
export type AccessRow = {
  readonly account: NotedAccount;
  /** what it may do, in words */
  readonly rights: string;
  /** whose log-in it is; null: a person's, a program's, or nobody knows */
  readonly device: DeviceId | null;
  readonly rotation:
    /** `mind`: what to know before, each a sentence or two */
    | { readonly possible: true; readonly way: Way; readonly mind: readonly string[] }
    | { readonly possible: false; readonly reason: string };
};

/**
 * What each account is, whose it is, and whether its password can be replaced from here. Devices first, then by name.
 * `certified`: in whose name a certificate is good.
 */
export function accessRows(
  accounts: readonly NotedAccount[],
  reach: Reach,
  devices: Iterable<Device>,
  administrator: string,
  certified: ReadonlySet<string>,
): readonly AccessRow[] {
  const whose = loginDevices(devices);
  return accounts
    .map((account): AccessRow => {
      const receiver = receiverOf(account, deviceOf(account), whose.all(deviceOf(account), [account.username]), reach);
      const roles = rolesHeld(account, reach.groups);
      const isPerson = isOfPerson({ ...account, roles }, reach.roles);
      const device = isPerson ? null : deviceIn(receiver);
      return {
        account,
        rights: rightsWords(roles.flatMap((role) => reach.roles.get(role) ?? [])),
        device: device?.id ?? null,
        rotation: isByCertificate(account.note)
          ? byCertificate
          : isNeededByCertificate(account.username, receiver, certified)
            ? { possible: false, reason: neededByCertificate }
            : rotationOf(account, receiver, administrator, isPerson),
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

export const ofPersonReason = 'It is the log-in of a person, who gets a new password on the page People.';

/** Would a certificate have no rights if this account were replaced? A device that is not believed says so in vain. */
export function isNeededByCertificate(username: string, receiver: Receiver, certified: ReadonlySet<string>): boolean {
  return certified.has(username) || (receiver.type === 'device' && isCertifiedAs(receiver.device, username));
}

function deviceIn(receiver: Receiver): Device | null {
  if (receiver.type === 'device') return receiver.device;
  return receiver.claims;
}

/** A person is at hand when the password is changed, and a new name would have to be learnt. Of a program neither is so. */
export function isOfPerson(
  { clientId, roles }: Pick<Account, 'clientId' | 'roles'>,
  rightsOf: ReadonlyMap<string, readonly Right[]>,
): boolean {
  if (clientId !== null) return false;
  return roles.some((role) => personRoleOf(role) !== null) || administers(roles.flatMap((r) => rightsOf.get(r) ?? []));
}

/**
 * Behind a barrier a device could neither take a new password nor prove that it has it, nor show what it needs. `wanted`: what
 * has to wait for that. null: it stands behind none.
 */
export function barredReason({ roles }: Pick<Account, 'roles'>, wanted = 'it gets a new password'): string | null {
  if (roles.includes(bannedRole.name)) return `It is banned. Bring it back under Rules before ${wanted}.`;
  if (roles.includes(restrictedRole.name))
    return `It is restricted and may do nothing. Bring it back under Rules before ${wanted}.`;
  return roles.some((role) => role.startsWith(newcomerName('')))
    ? `It is new. Approve it under Rules before ${wanted}.`
    : null;
}

function rotationOf(
  account: Account,
  receiver: Receiver,
  administrator: string,
  isPerson: boolean,
): AccessRow['rotation'] {
  const no = (reason: string) => ({ possible: false, reason }) as const;
  if (account.username === administrator) {
    return no('You are signed in with this account. Sign in as another administrator to change it.');
  }
  if (isPerson) return no(ofPersonReason);
  const barred = barredReason(account);
  if (barred !== null) return no(barred);
  if (account.disabled) return no('It is switched off: nobody can log in with it.');
  if (receiver.type === 'nobody') return no(receiver.reason);
  if (receiver.type === 'person')
    return { possible: true, way: 'by-hand', mind: [...unbelieved(receiver.claims), ...trapsOf(null, 'by-hand')] };
  const way = wayOf(receiver.device);
  return { possible: true, way, mind: trapsOf(receiver.device, way) };
}

function unbelieved(claims: Device | null): readonly string[] {
  return claims === null
    ? []
    : [
        `${claims.name || claims.id} says that it uses this log-in, which may do more than it needs. So it is not handed over on its word.`,
      ];
}

function wayOf({ login }: Device): Way {
  switch (login?.value.handOver) {
    case 'sealed':
      return 'two-slots';
    case 'command':
      return 'one-slot';
    default:
      return 'by-hand';
  }
}
