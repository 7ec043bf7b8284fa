import fc from 'fast-check';

import { aclTypes, type Accounts } from '../accounts';
import { readAccountFile } from './account-file';

/** The only account of a new broker, as `mosquitto_ctrl dynsec init` makes it. */
export const root = { username: 'root', password: 'root-5e1a' } as const;

const everything = ['$CONTROL/dynamic-security/#', '$SYS/#', '#'];
const rule = (acltype: string) => (topic: string) => ({ acltype, topic, allow: true });

/** The account database that it makes, without a password. */
export const rootOnly: Accounts = readAccountFile(
  JSON.stringify({
    clients: [{ username: root.username, textName: 'Dynsec admin user', roles: [{ rolename: 'admin' }] }],
    roles: [
      {
        rolename: 'admin',
        acls: [
          rule('publishClientSend')('$CONTROL/dynamic-security/#'),
          ...everything.map(rule('publishClientReceive')),
          ...everything.map(rule('subscribePattern')),
          rule('unsubscribePattern')('#'),
        ],
      },
    ],
    defaultACLAccess: { publishClientSend: false, publishClientReceive: true, subscribe: false, unsubscribe: true },
  }),
);

const commandNames = [
  'getDefaultACLAccess setDefaultACLAccess createClient deleteClient getClient listClients modifyClient',
  'setClientPassword setClientId addClientRole removeClientRole enableClient disableClient createGroup',
  'deleteGroup getGroup listGroups modifyGroup addGroupClient removeGroupClient addGroupRole removeGroupRole',
  'getAnonymousGroup createRole getRole listRoles modifyRole deleteRole addRoleACL removeRoleACL GETCLIENT',
  'fooBar',
].flatMap((line) => line.split(' '));

const junk = fc.constantFrom<unknown>(5, null, true, [], {}, ['x'], 'x\u0001');
/** mostly what belongs there, sometimes nothing, rarely nonsense */
const maybe = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: junk });
const name = fc.constantFrom('a', 'b', 'c', 'd', 'é');
const priority = fc.constantFrom<unknown>(undefined, 0, 1, 2, -1, -3, 2.7, 'x');
const allow = fc.constantFrom<unknown>(true, false, undefined, 'x');
const acltype = fc.constantFrom(...aclTypes, 'PUBLISHCLIENTSEND', 'subscribe', 'unsubscribe', 'nope');
const topic = fc.constantFrom('x', 'x/#', 'x/+', '#', '+', 'x/#/y', 'x+', '', '$CONTROL/#', '/');
const listOf = (item: fc.Arbitrary<unknown>) =>
  fc.option(
    maybe(fc.array(fc.oneof({ weight: 12, arbitrary: item }, { weight: 1, arbitrary: junk }), { maxLength: 3 })),
    {
      nil: undefined,
    },
  );

const command = fc
  .record({
    command: fc.constantFrom(...commandNames),
    username: maybe(name),
    rolename: maybe(name),
    groupname: maybe(name),
    password: maybe(fc.constantFrom('hunter2', '')),
    clientid: maybe(fc.constantFrom('', 'cid')),
    textname: maybe(fc.constantFrom('', 'T', 'T2')),
    textdescription: maybe(fc.constant('D')),
    roles: listOf(fc.record({ rolename: name, priority })),
    groups: listOf(fc.record({ groupname: name, priority })),
    clients: listOf(fc.record({ username: name, priority })),
    acls: listOf(fc.record({ acltype: maybe(acltype), topic: maybe(topic), allow, priority })),
    acltype: maybe(acltype),
    topic: maybe(topic),
    allow,
    priority,
    verbose: allow,
    count: fc.constantFrom<unknown>(undefined, -1, 0, 1, 2, 2.5, 'x'),
    offset: fc.constantFrom<unknown>(undefined, 0, 1, 3, -1, 'x'),
    correlationData: fc.oneof(
      { weight: 15, arbitrary: fc.constantFrom<unknown>('c', 'd', undefined) },
      { weight: 1, arbitrary: fc.constant(7) },
    ),
  })
  .map((fields) => JSON.parse(JSON.stringify(fields)) as Record<string, unknown>);

/** Payloads that make sense often enough to lead somewhere. */
export const payloads = fc
  .array(fc.oneof({ weight: 30, arbitrary: command }, { weight: 1, arbitrary: junk }), { minLength: 1, maxLength: 8 })
  .map((commands) => JSON.stringify({ commands }));

/**
 * The same without what breaks Mosquitto (2.0.11, 2.0.22, 2.1.2): roles or groups that an account or group is given as
 * it is made or modified leave a dangling pointer there, and the process crashes or mixes names up later (CREDENTIALS.md,
 * finding 5).
 */
export const harmlessPayloads = payloads.map((payload) => {
  const { commands } = JSON.parse(payload) as { commands: unknown[] };
  return JSON.stringify({ commands: commands.map(withoutDanger) });
});

function withoutDanger(item: unknown): unknown {
  if (typeof item !== 'object' || item === null || !('command' in item)) return item;
  const isDangerous = /^(?:create|modify)(?:Client|Group)$/i.test(String(item.command));
  if (!isDangerous) return item;
  const { roles: _, groups, ...harmless } = item as Record<string, unknown>;
  return item.command === 'modifyClient' && groups !== undefined ? { ...harmless, groups } : harmless;
}
