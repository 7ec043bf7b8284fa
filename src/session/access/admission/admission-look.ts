import type { Device, DeviceId } from '@/core/device';
import type { Home } from '@/core/home';
import type { WayIn } from '@/core/log-ins/way-in';
import { readRecords } from '@/credentials/admission/record';
import {
  admissionBegan,
  decisionName,
  decisionShape,
  standingOf,
  type Decision,
} from '@/credentials/admission/standing';
import type { ListedAccount } from '@/credentials/authority/authority';
import { isByCertificate } from '@/credentials/certificates/certificate-account';
import { loginDevices } from '@/credentials/login-devices';
import { administers } from '@/credentials/rights-words';
import { madeNamesIn } from '@/credentials/policies/made-names';
import { clockDoubt } from '@/credentials/policies/clock-doubt';
import type { ReadPolicy } from '@/credentials/policies/made-policies';
import {
  policies,
  policyNames,
  policyRecordName,
  policyRecordShape,
  type Policy,
  type PolicyClient,
  type PolicyFacts,
  type PolicyName,
  type SetMode,
} from '@/credentials/policies/policies';
import type { Right } from '@/credentials/rights-words';
import { newcomerName } from '@/credentials/roles/device-roles';
import { personRoleOf } from '@/credentials/roles/person-roles';
import { deviceOf } from '@/credentials/rotation/facts';

import { rightsOf } from '../accounts';
import { readTerms, type SetTerms } from './age-terms';
import type { Office } from '../admin';

/** A client with its accounts, as it stands at one moment. */
export type Client = PolicyClient & { readonly accounts: readonly ListedAccount[] };

export type Look = Omit<PolicyFacts, 'clients'> & {
  readonly terms: SetTerms;
  readonly clients: readonly Client[];
  /** those of every home, then those that people made */
  readonly policies: readonly Policy[];
  readonly modes: ReadonlyMap<PolicyName, SetMode>;
  /** rules that stand in the broker and cannot be followed here */
  readonly unreadable: readonly Extract<ReadPolicy, { readonly outcome: 'refused' }>[];
};

/**
 * Everything that admission and the policies rest on, read from the broker anew. null: it did not answer. `leaptMs`: by how much
 * the clock, which says `now`, went away from the steady one.
 */
export async function lookAtClients(
  office: Office,
  home: Home,
  saidToFail: ReadonlySet<DeviceId>,
  attackedIn: (device: Device) => readonly string[],
  waysInto: (device: Device) => readonly WayIn[],
  now: number,
  leaptMs: number,
): Promise<Look | null> {
  const { authority, security } = office;
  const listed = await authority.list(null);
  if (listed.outcome === 'failed') return null;
  const rights = await rightsOf(office, [...new Set(listed.accounts.flatMap(({ roles }) => roles))]);
  const names = new Set(listed.roles);
  const byClient = new Map<string, readonly ListedAccount[]>();
  for (const account of listed.accounts) {
    byClient.set(deviceOf(account), [...(byClient.get(deviceOf(account)) ?? []), account]);
  }
  const decided = await readRecords(
    security,
    [...byClient.keys()].map(decisionName).filter((name) => names.has(name)),
    decisionShape,
  );
  const set = await readRecords(
    security,
    policyNames.map(policyRecordName).filter((name) => names.has(name)),
    policyRecordShape,
  );
  const terms = await readTerms(office, listed.roles);
  const madeNames = madeNamesIn(listed.roles);
  const made =
    madeNames.length === 0 ? [] : await (await import('../rules/made-rules')).readMadeRules(security, madeNames);
  if (rights === null || terms === null || made === null) return null;
  if (decided.outcome === 'failed' || set.outcome === 'failed') return null;
  const followed = made.filter((one) => one.outcome === 'read');
  const all = [...policies, ...followed.map(({ policy }) => policy)];
  const isAsked = listed.accounts.some(({ roles }) => roles.some((role) => isAskedOf(role, all)));
  const commanded = isAsked ? await (await import('./commanded')).readCommanded(office) : null;
  if (commanded === null && isAsked) return null;
  const whose = loginDevices(home.devices.values());
  const clients = [...byClient].map(([client, accounts]): Client => {
    const decision: Decision | null = decided.value.get(decisionName(client)) ?? null;
    const held = [...new Set(accounts.flatMap(({ roles }) => roles))];
    const own = held.flatMap((role): readonly Right[] => rights.get(role) ?? []);
    return {
      client,
      accounts,
      decision,
      standing: standingOf(client, accounts, decision),
      device: whose.of(
        client,
        accounts.map(({ username }) => username),
      ),
      madeAt: oldestOf(accounts),
      roles: held.map(personRoleOf).filter((role) => role !== null),
      isHeldBack: held.includes(newcomerName(client)),
      administers: administers(own),
      commands: (device) => accounts.some(({ username }) => commanded?.(username, waysInto(device)) ?? false),
    };
  });
  return {
    clients: clients.toSorted((one, other) => one.client.localeCompare(other.client)),
    devices: [...home.devices.values()],
    began: names.has(admissionBegan),
    attackedIn,
    saidToFail,
    now,
    clockDoubt: clockDoubt([...home.devices.values()], now, leaptMs),
    terms,
    policies: all,
    modes: new Map<PolicyName, SetMode>([
      ...policyNames.flatMap((name) => {
        const record = set.value.get(policyRecordName(name));
        return record === undefined ? [] : [[name, record] as const];
      }),
      ...followed.map(({ policy, mode, by, at }) => [policy.name, { mode, by, at }] as const),
    ]),
    unreadable: made.filter((one) => one.outcome === 'refused'),
  };
}

/** Is there a policy that asks what people of this role may command? All rights have to be read for that. */
function isAskedOf(role: string, all: readonly Policy[]): boolean {
  const person = personRoleOf(role);
  return all.some(({ against }) => against.is === 'commands' && against.role === person);
}

/**
 * null: of one of them nobody wrote it down, and that one may be older than all others. The account of a certificate has no
 * password that could be old: a certificate ends by itself.
 */
function oldestOf(accounts: readonly ListedAccount[]): number | null {
  const made = accounts.filter(({ note }) => !isByCertificate(note)).map(({ issuedAt }) => issuedAt);
  return made.reduce(
    (oldest, one) => (oldest === null || one === null ? null : Math.min(oldest, one)),
    made[0] ?? null,
  );
}
