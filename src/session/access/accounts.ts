import type { BrokerWarning as KnownWarning } from '@/credentials/authority/broker-version';
import { accessRows, type AccessRow } from '@/credentials/access-rows';
import type { Listed, RoleRule } from '@/credentials/authority/authority';
import { rolesHeld, type Reach } from '@/credentials/receiver';

import type { Office } from './admin';
import type { Pipeline } from '../hearing/pipeline';
import type { AccountsAnswer, BrokerWarning } from '../protocol';
import { speechesOf } from './things';

/** Few enough for an answer of about 4 kB, which Mosquitto 2.0 sends in one turn of its loop. */
const rolesAQuestion = 4;

/** `at`: when they were read, by the steady clock */
type ReadRole = { readonly acls: readonly RoleRule[]; readonly at: number };

/**
 * The rules of each role as they were read in this office. Kept a minute, so that a page that looks all the time does not ask all
 * the time; an office may be open for hours, and others change roles too.
 */
const known = new WeakMap<Office, Map<string, ReadRole>>();
const keptMs = 60_000;

/** Who may log in, what each may do, and whose log-in it is. */
export async function listAccounts(
  office: Office | null,
  pipeline: HomeRead,
  certified: Certified,
): Promise<AccountsAnswer> {
  if (office === null) return { outcome: 'closed' };
  const listed = await office.authority.list(null);
  if (listed.outcome === 'failed') return { outcome: 'unanswered' };
  const rows = await rowsOf(office, listed, pipeline, certified);
  if (rows === null) return { outcome: 'unanswered' };
  return {
    outcome: 'listed',
    rows,
    warnings: office.warnings.filter((warning) => warning !== 'hides-connections').map((warning) => warnings[warning]),
  };
}

/** This role has other rules now; without one: any may have. */
export function forgetRights(office: Office, role?: string): void {
  if (role === undefined) known.delete(office);
  else known.get(office)?.delete(role);
}

/** In whose name a certificate is good; null: the broker does not tell, so it may be in any. */
export type Certified = () => Promise<ReadonlySet<string> | null>;

type HomeRead = Pick<Pipeline, 'home' | 'readers'>;

/** Each account, with what may be done about its password; null: the broker did not answer. */
export async function rowsOf(
  office: Office,
  listed: Listed,
  { home, readers }: HomeRead,
  certified: Certified,
): Promise<readonly AccessRow[] | null> {
  const reach = await readReach(office, listed.accounts, readers);
  if (reach === null) return null;
  const good = await certified();
  return good && accessRows(listed.accounts, reach, home.devices.values(), office.username, good);
}

/** What these accounts may do, of their own and through groups, and what devices need; null: the broker did not answer. */
export async function readReach(
  office: Office,
  accounts: Listed['accounts'],
  readers: Pipeline['readers'],
  when: 'lately' | 'anew' = 'lately',
): Promise<Reach | null> {
  const isGrouped = accounts.some(({ groups: own }) => own.length > 0);
  const found = isGrouped ? await office.security.listGroups() : ({ outcome: 'done', value: [] } as const);
  if (found.outcome === 'failed') return null;
  const groups = new Map(found.value.map(({ name, roles }) => [name, roles]));
  const roles = await rightsOf(office, [...new Set(accounts.flatMap((one) => rolesHeld(one, groups)))], when);
  return roles === null ? null : { roles, groups, speechesOf: (device) => speechesOf(device, readers) };
}

/** The rules of these roles; null: the broker did not answer. `anew`: something is decided by them. */
export async function rightsOf(
  office: Office,
  roles: readonly string[],
  when: 'lately' | 'anew' = 'lately',
): Promise<ReadonlyMap<string, readonly RoleRule[]> | null> {
  const read = known.get(office) ?? new Map<string, ReadRole>();
  known.set(office, read);
  const now = performance.now();
  const isKept = (role: string) => now - (read.get(role)?.at ?? -Infinity) < keptMs;
  const missing = when === 'anew' ? roles : roles.filter((role) => !isKept(role));
  for (let start = 0; start < missing.length; start += rolesAQuestion) {
    const asked = missing.slice(start, start + rolesAQuestion);
    const found = await office.security.lookUp([], asked);
    if (found.outcome === 'failed') return null;
    for (const role of asked) read.delete(role); // it may be gone
    for (const { name, acls } of found.value.roles) read.set(name, { acls, at: now });
  }
  return new Map(
    roles.flatMap((role) => {
      const one = read.get(role);
      return one === undefined ? [] : [[role, one.acls] as const];
    }),
  );
}

const warnings: Readonly<Record<KnownWarning, BrokerWarning>> = {
  'loses-accounts-in-a-crash': {
    title: 'This Mosquitto may lose all its accounts if it crashes while one is changed.',
    advice:
      'Versions before 2.0.16 write their account file in place. Gatehouse changes it rarely and slowly; update Mosquitto, or keep a copy of dynamic-security.json and an account in a static password file for emergencies.',
  },
  'loses-accounts-on-a-full-disk': {
    title: 'This Mosquitto loses its accounts if its disk is full.',
    advice: 'Versions before 2.1 do not notice that their account file could not be written. Keep some space free.',
  },
  'hides-connections': {
    title: 'This Mosquitto does not tell who is connected.',
    advice: 'Versions from 2.1 do.',
  },
  'cannot-go-back': {
    title: 'Do not go back to Mosquitto 2.0 with these accounts.',
    advice: 'It cannot read what version 2.1 writes, and would let nobody in.',
  },
};
