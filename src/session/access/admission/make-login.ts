import { covers } from '@/broker/topic';
import type { Device, DeviceId } from '@/core/device';
import type { Speech } from '@/core/log-ins/way-in';
import { keepRecord } from '@/credentials/admission/record';
import { decisionName } from '@/credentials/admission/standing';
import { writeSlotNote } from '@/credentials/authority/slot-note';
import type { NewRole, RoleRule } from '@/credentials/authority/authority';
import { loginDevices } from '@/credentials/login-devices';
import { passwordLetters, typedPassword } from '@/credentials/people/new-login';
import { deviceRole, proofRole } from '@/credentials/roles/device-roles';
import { administers } from '@/credentials/rights-words';
import { ensureRole } from '@/credentials/roles/ensure-role';
import { personRoleOf } from '@/credentials/roles/person-roles';
import { deviceTopic, hears, says } from '@/credentials/roles/rules';
import { deviceOf, letterOf } from '@/credentials/rotation/facts';
import type { Account } from '@/core/log-ins/account';

import type { Pipeline } from '../../hearing/pipeline';
import type { Answerers } from '../../protocol';
import { rightsOf } from '../accounts';
import type { Office } from '../admin';
import { failureWords } from '../failure-words';
import type { MadeLogin, MakeLoginQuestions } from './make-login-questions';
import { isHalfMade, makeAccount } from '../people/new-account';
import { approvedBy } from '../people/people';
import { refused, signInFirst, unanswered } from '../refused';
import { speechesOf } from '../things';

type Parts = {
  readonly pipeline: Pick<Pipeline, 'home' | 'readers'>;
  readonly office: () => Office | null;
  readonly clock: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
};

/**
 * Log-ins for devices that the home knows and the broker does not: it has lost its accounts, and nobody has a copy. Each is made
 * by hand (class C), with the rights that its convention needs, and waited for until the device is heard.
 */
export function openMakeLogin({ pipeline, office, clock, randomBytes }: Parts): Answerers<keyof MakeLoginQuestions> {
  const { home, readers } = pipeline;
  /** username → its device, and how often that had been heard when the log-in was made */
  const made = new Map<string, { readonly device: DeviceId; readonly heard: number }>();

  async function approve(mine: Office, client: string): Promise<boolean> {
    const failure = await keepRecord(mine.security, decisionName(client), approvedBy(mine.username, clock()));
    return failure === null;
  }

  return {
    async loginless() {
      const mine = office();
      const known = mine === null ? null : await readAccounts(mine);
      if (known === null) return null;
      return devicesWithout(known, [...home.devices.values()], readers).map(({ id, name }) => ({ id, name }));
    },
    async makeLogin({ device: id }): Promise<MadeLogin> {
      const mine = office();
      if (mine === null) return signInFirst;
      const device = home.devices.get(id);
      const all = [...home.devices.values()];
      if (device === undefined) return refused('Nobody knows this device any more.');
      const known = await readAccounts(mine);
      if (known === null) return unanswered;
      if (!devicesWithout(known, all, readers).includes(device))
        return refused('It has a log-in, or comes through another device. A log-in is replaced in the list above.');
      const { username, clientId } = nameOf(device, all);
      const isTaken = known.accounts.some((one) => deviceOf(one) === deviceOf({ username, clientId }));
      if (isTaken || username === mine.username)
        return refused(`There is another account of the name ${deviceOf({ username, clientId })}. Nothing was made.`);
      const roles = rolesOf(device, username, clientId, readers);
      for (const role of roles) {
        const ensured = await ensureRole(mine.security, role);
        if (ensured.outcome === 'failed') return refused(failureWords(ensured.failure));
        if (ensured.outcome === 'foreign')
          return refused(`The broker has another role called ${role.name}. Nothing was made.`);
      }
      const password = typedPassword(randomBytes(passwordLetters));
      const textdescription = writeSlotNote({ rot: 'first', prev: null, by: mine.username, at: clock() });
      const account = await makeAccount(mine.security, {
        username,
        password,
        clientId,
        note: textdescription,
        roles: roles.map((role) => ({ name: role.name, priority: 0 })),
      });
      if (account.outcome === 'refused') return account;
      if (account.outcome === 'exists')
        return refused(`There is another account of the name ${deviceOf({ username, clientId })}. Nothing was made.`);
      const isApproved = await approve(mine, deviceOf({ username, clientId }));
      made.set(username, { device: id, heard: device.messages });
      return { outcome: 'made', username, clientId, password, isApproved };
    },
    async isLoginUsed({ username }) {
      const one = made.get(username);
      if (one === undefined) return false;
      const listed = await office()?.authority.list({ usernames: [username], registers: [] });
      const connections = listed?.outcome === 'done' ? (listed.accounts[0]?.connections ?? null) : null;
      if (connections !== null) return connections > 0;
      // where the broker does not count them: what may speak on the device's topics is this log-in
      return (home.devices.get(one.device)?.messages ?? 0) > one.heard;
    },
  };
}

type Known = {
  readonly accounts: readonly Account[];
  /** where anybody but administrators may speak, of his own or through a group */
  readonly spoken: readonly string[];
  /** where programs and devices listen; people, and whoever hears the whole home, listen everywhere */
  readonly heard: readonly string[];
};

/** null: the broker did not answer. */
async function readAccounts(mine: Office): Promise<Known | null> {
  const [listed, groups] = [await mine.authority.list(null), await mine.security.listGroups()];
  if (listed.outcome === 'failed' || groups.outcome === 'failed') return null;
  const held = listed.accounts.flatMap(({ roles }) => roles);
  const rights = await rightsOf(mine, [...new Set([...held, ...groups.value.flatMap(({ roles }) => roles)])], 'anew');
  if (rights === null) return null;
  const given = [...rights].filter(([, rules]) => !administers(rules));
  const allowed = (rules: readonly RoleRule[], isMeant: (rule: RoleRule) => boolean) =>
    rules.filter((rule) => rule.allow && isMeant(rule)).map(({ topic }) => topic);
  return {
    // what was left half made is nobody's log-in: it is replaced
    accounts: listed.accounts.filter((one) => !isHalfMade({ ...one, textDescription: one.note })),
    spoken: given.flatMap(([, rules]) => allowed(rules, ({ type }) => type === 'publishClientSend')),
    heard: given
      .filter(([role]) => personRoleOf(role) === null)
      .flatMap(([, rules]) => allowed(rules, ({ type, topic }) => hearing.has(type) && !/^[+#]/.test(topic))),
  };
}

const hearing: ReadonlySet<RoleRule['type']> = new Set<RoleRule['type']>([
  'publishClientReceive',
  'subscribePattern',
  'subscribeLiteral',
]);

/**
 * Those that log in themselves, which no account is known to be of, and on whose topics nobody may speak or listens as they do.
 * A device may say what it likes of itself: with the ears of another it would hear what that one is told.
 */
function devicesWithout(
  { accounts, spoken, heard }: Known,
  all: readonly Device[],
  readers: Pipeline['readers'],
): readonly Device[] {
  const whose = loginDevices(all);
  const known = new Set(
    accounts.flatMap((account) => whose.all(deviceOf(account), [account.username])).map(({ id }) => id),
  );
  const isIn = (filters: readonly string[], taken: readonly string[]) =>
    filters
      .filter((filter) => !sharedPlaces.has(filter))
      .some((filter) => taken.some((one) => covers(one, filter) || covers(filter, one)));
  const isTaken = (speech: Speech) => isIn(speech.says, spoken) || isIn(speech.hears, heard);
  return all
    .filter(({ via, id, name }) => via === null && name !== '' && !known.has(id))
    .filter((device) => isSpeaker(device, readers) && !speechesOf(device, readers).some(isTaken))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** Where many speak that are not to be told apart. */
const sharedPlaces: ReadonlySet<string> = new Set([
  'tasmota/discovery/#',
  'cmnd/tasmotas/#',
  'gatehouse/rpc',
  'homeassistant/#',
  'homeassistant/status',
]);

/** Its convention says what it needs, and that is a place of its own: names from the wire may be made to ask for everything. */
function isSpeaker(device: Device, readers: Pipeline['readers']): boolean {
  const filters = speechesOf(device, readers).flatMap(({ says: said, hears: heard }) => [...said, ...heard]);
  return filters.length > 0 && filters.every((filter) => !/^[+#$]|^\/?(?:\+|#|$)/.test(filter));
}

/**
 * A name made of its own. Never the one that it says it logs in as: somebody else may stand under that in the static password
 * file, the log-in for emergencies too, which nobody here can read, and an account of the same name shuts him out.
 */
function nameOf(device: Device, devices: Iterable<Device>) {
  const { clientId = null } = device.login?.value ?? {};
  return { username: `${clientId ?? ownName(device, devices)}.a`, clientId };
}

/** The same each time, and no other device's. */
function ownName({ id, name }: Device, devices: Iterable<Device>): string {
  const plain = plainName(name);
  const isShared = [...devices].some((other) => other.id !== id && plainName(other.name) === plain);
  const end = id.replace(/[^A-Za-z0-9]+/g, '').slice(-8);
  return isShared || plain === '' ? `${plain || 'device'}-${end}` : plain;
}

function plainName(name: string): string {
  const words =
    name
      .toLowerCase()
      .slice(0, 40)
      .match(/[a-z0-9]+/g) ?? [];
  return words.join('-');
}

/** One that speaks Gatehouse's profile gets the roles of a new device; any other what its convention says and hears. */
function rolesOf(
  device: Device,
  username: string,
  clientId: string | null,
  readers: Pipeline['readers'],
): readonly NewRole[] {
  const letter = clientId === null ? null : letterOf(clientId, username);
  const speeches = speechesOf(device, readers);
  // whoever says the client id of another speaks on topics of his own
  const isOwnId = clientId !== null && speeches[0]?.says[0] === deviceTopic(clientId, 'about');
  if (device.login?.value.handOver === 'sealed' && isOwnId)
    return [deviceRole(clientId), ...(letter === null ? [] : [proofRole(clientId, letter)])];
  const unique = (filters: readonly string[]) => [...new Set(filters)];
  const acls = [
    ...says(...unique(speeches.flatMap((one) => one.says))),
    ...hears(...unique(speeches.flatMap((one) => one.hears))),
  ];
  return [{ name: `dev:${deviceOf({ username, clientId })}`, acls }];
}
