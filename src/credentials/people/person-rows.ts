import type { Device } from '@/core/device';

import { isOfPerson } from '../access-rows';
import type { ListedAccount } from '../authority/authority';
import { loginDevices } from '../login-devices';
import { ageWords, type AgeTerms } from '../policies/age';
import { rightsWords, type Right } from '../rights-words';
import { deviceOf } from '../rotation/facts';
import { personRole, personRoleOf, type PersonRoleName } from '../roles/person-roles';
import { administers } from '../rights-words';
import { notifyTopicsOf } from '../roles/notify-roles';
import { orderRightOf, type OrderRight } from '../roles/order-roles';
import { updateRightOf, type UpdateRight } from '../roles/update-roles';
import { readUntil } from './person-note';

/** A log-in of a person, or of a program that acts for people. */
export type PersonRow = {
  readonly username: string;
  /** null: none of Gatehouse's roles */
  readonly role: PersonRoleName | 'administrator' | null;
  /** of a watcher: which updates it may carry out */
  readonly updates: UpdateRight;
  /** of a watcher: which orders it hears */
  readonly orders: OrderRight;
  /** of a watcher: topics on which it tells people */
  readonly tells: readonly string[];
  /** what it is, in words */
  readonly roleWords: string;
  readonly disabled: boolean;
  /** ms since the epoch; null: nobody wrote it down */
  readonly issuedAt: number | null;
  /** what should be done about its age; null: nothing */
  readonly ageWords: string | null;
  /** when it ends; ms since the epoch. null: never */
  readonly until: number | null;
  /** the administrator who asks: nobody changes himself */
  readonly isSelf: boolean;
  /** the log-in that the page of whoever asks is connected with: who takes it away cuts himself off */
  readonly isUsedHere: boolean;
};

type Parts = {
  readonly accounts: readonly ListedAccount[];
  readonly rightsOf: ReadonlyMap<string, readonly Right[]>;
  readonly devices: Iterable<Device>;
  readonly self: string;
  /** the log-in of the day-to-day connection; null: there is none */
  readonly usedHere: string | null;
  readonly terms: AgeTerms;
  readonly now: number;
};

/** Everybody who is no device: administrators first, then by name. */
export function personRows({ accounts, rightsOf, devices, self, usedHere, terms, now }: Parts): readonly PersonRow[] {
  const whose = loginDevices(devices);
  return accounts
    .filter(
      (account) =>
        account.clientId === null &&
        // no device takes a person off the list by saying that it is his log-in
        (isOfPerson(account, rightsOf) || whose.of(deviceOf(account), [account.username]) === null),
    )
    .filter(({ username }) => !/\.[ab]$/.test(username))
    .map(({ username, roles, disabled, issuedAt, note }): PersonRow => {
      const rights = roles.flatMap((role) => rightsOf.get(role) ?? []);
      const isAdministrator = administers(rights);
      const own = roles.map(personRoleOf).find((role) => role !== null) ?? null;
      const updates = updateRightOf(roles);
      const orders = orderRightOf(roles);
      const tells = notifyTopicsOf(roles, rightsOf);
      const role = isAdministrator ? 'administrator' : own;
      return {
        username,
        role,
        updates,
        orders,
        tells,
        roleWords: isAdministrator
          ? 'Administrator'
          : own === null
            ? rightsWords(rights)
            : [
                personRole(own).label,
                ...(updates === 'none' ? [] : ['carries out updates']),
                ...(orders === 'none' ? [] : ['hears orders']),
                ...(tells.length === 0 ? [] : [`tells people on ${tells.join(', ')}`]),
              ].join(', '),
        disabled,
        issuedAt,
        ageWords: disabled ? null : ageWords(isAdministrator ? 'administrator' : 'person', issuedAt, now, terms),
        until: readUntil(note),
        isSelf: username === self,
        isUsedHere: username === usedHere,
      };
    })
    .toSorted((one, other) => rank(one) - rank(other) || one.username.localeCompare(other.username));
}

function rank({ role }: PersonRow): number {
  return role === 'administrator' ? 0 : 1;
}
