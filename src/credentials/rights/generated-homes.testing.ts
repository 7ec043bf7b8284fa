import fc from 'fast-check';

import type { WayIn } from '@/core/log-ins/way-in';

import type { RoleRule } from '../authority/authority';
import type { AccountBook, BookAccount, Held } from './account-book';

/** What leads to the front door of these homes. */
export const ways: readonly WayIn[] = [
  { kind: 'command', filter: 'zigbee2mqtt/front-door/set/#', through: 'its own command topic' },
  {
    kind: 'administration',
    filter: 'zigbee2mqtt/bridge/request/#',
    through: 'the administration topics of Zigbee2MQTT',
  },
  { kind: 'command', filter: 'zigbee2mqtt/all-locks/set/#', through: 'the group “All locks”' },
  { kind: 'trick', filter: 'homeassistant/+/+/config', through: 'what Home Assistant is told of devices' },
  { kind: 'command', filter: 'gatehouse/v1/device/door/command', through: 'its own command topic' },
];

export const probedTopics = [
  'zigbee2mqtt/front-door/set',
  'zigbee2mqtt/front-door/set/state',
  'zigbee2mqtt/bridge/request/device/rename',
  'zigbee2mqtt/bridge/request/converter/save',
  'zigbee2mqtt/all-locks/set',
  'homeassistant/lock/door/config',
  'gatehouse/v1/device/door/command',
  'zigbee2mqtt/front-door',
  'anything/else',
] as const;

const filters = [
  '# + zigbee2mqtt/# zigbee2mqtt/+/set zigbee2mqtt/+ zigbee2mqtt/front-door/# zigbee2mqtt/front-door/set +/+/set',
  'zigbee2mqtt/bridge/# zigbee2mqtt/bridge/request/# zigbee2mqtt/bridge/request/device/+ +/bridge/request/converter/save',
  'homeassistant/# homeassistant/+/+/config homeassistant/lock/door/config gatehouse/v1/# gatehouse/v1/device/+/command',
  'gatehouse/v1/device/door/command anything/else',
].flatMap((line) => line.split(' '));

const types: readonly RoleRule['type'][] = [
  'publishClientSend',
  'publishClientSend',
  'publishClientReceive',
  'subscribePattern',
  'subscribeLiteral',
];

const acl: fc.Arbitrary<RoleRule> = fc.record({
  type: fc.constantFrom(...types),
  topic: fc.constantFrom(...filters),
  allow: fc.boolean(),
  priority: fc.integer({ min: -1, max: 2 }),
});
// of a rule that a role has twice Mosquitto asks the one that came last: the API allows each once
const role = fc.uniqueArray(acl, { maxLength: 6, selector: ({ type, topic }) => `${type} ${topic}` });
/** Different priorities: which of two equal ones is asked first, nobody promises. */
const priorities = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4, maxLength: 4 });

/** Three accounts, four roles, two groups, one of which may be everybody's without a username. */
export const generatedHome = fc.record({
  roles: fc.tuple(role, role, role, role),
  defaults: fc.record({
    publishClientSend: fc.boolean(),
    publishClientReceive: fc.boolean(),
    subscribe: fc.boolean(),
    unsubscribe: fc.constant(true),
  }),
  /** which of the roles the two groups have, and with which priorities */
  groups: fc.tuple(fc.subarray([0, 1, 2, 3]), fc.subarray([0, 1, 2, 3])),
  people: fc.tuple(
    ...[0, 1, 2].map(() => fc.record({ roles: fc.subarray([0, 1, 2, 3]), groups: fc.subarray([0, 1]) })),
  ),
  disabled: fc.constantFrom(null, 2),
  order: priorities,
});

/** Whatever anybody there could subscribe to with success. */
export function filtersOf({ roles }: GeneratedHome): readonly string[] {
  return [...new Set([...probedTopics, ...roles.flat().map(({ topic }) => topic), '#', '+/#', '+'])];
}

export type GeneratedHome = typeof generatedHome extends fc.Arbitrary<infer Home> ? Home : never;

/** The same home as a book and as the commands that make it, its names like none before. `n`: which home it is. */
export function furnish(
  home: GeneratedHome,
  n: number,
): { readonly book: AccountBook; readonly commands: readonly object[] } {
  const roleName = (index: number) => `h${n}-role-${index}`;
  const groupName = (index: number) => `h${n}-group-${index}`;
  const held = (indexes: readonly number[], name: (index: number) => string): readonly Held[] =>
    indexes
      .map((index) => ({ name: name(index), priority: home.order[index] ?? 0 }))
      .toSorted((one, other) => other.priority - one.priority);
  const accounts = home.people.map(({ roles, groups }, index): BookAccount => ({
    username: `h${n}-person-${index}`,
    clientId: null,
    disabled: home.disabled === index,
    roles: held(roles, roleName),
    groups: held(groups, groupName),
  }));
  const groups = new Map(home.groups.map((roles, index) => [groupName(index), held(roles, roleName)]));
  const commands = [
    {
      command: 'setDefaultACLAccess',
      acls: Object.entries(home.defaults).map(([acltype, allow]) => ({ acltype, allow })),
    },
    ...home.roles.map((acls, index) => ({
      command: 'createRole',
      rolename: roleName(index),
      acls: acls.map(({ type, ...acl }) => ({ acltype: type, ...acl })),
    })),
    ...[...groups].flatMap(([groupname, roles]) => [
      { command: 'createGroup', groupname },
      ...roles.map(({ name, priority }) => ({ command: 'addGroupRole', groupname, rolename: name, priority })),
    ]),
    { command: 'setAnonymousGroup', groupname: groupName(0) },
    ...accounts.flatMap((account) => commandsOf(account)),
  ];
  return {
    book: {
      accounts,
      groups: new Map([...groups].map(([name, roles]) => [name, roles.map((one) => one.name)])),
      roles: new Map(home.roles.map((acls, index) => [roleName(index), acls])),
      defaults: home.defaults,
      anonymousGroup: groupName(0),
      certified: new Set<string>(),
      substitutes: false,
    },
    commands,
  };
}

function commandsOf({ username, roles, groups, disabled }: BookAccount): readonly object[] {
  return [
    { command: 'createClient', username, password: username },
    ...roles.map(({ name, priority }) => ({ command: 'addClientRole', username, rolename: name, priority })),
    ...groups.map(({ name, priority }) => ({ command: 'addGroupClient', username, groupname: name, priority })),
    ...(disabled ? [{ command: 'disableClient', username }] : []),
  ];
}
