type Step = readonly [command: object, answer?: { readonly error?: string; readonly data?: unknown }];

const error = (text: string) => ({ error: text });
const told = (data: unknown) => ({ data });
const rule = (acltype: string, topic: string, allow: boolean, priority = 0) => ({ acltype, topic, priority, allow });
const onlySend = (allow: boolean) => [
  { acltype: 'publishClientSend', allow: false },
  { acltype: 'publishClientReceive', allow },
  { acltype: 'subscribe', allow: false },
  { acltype: 'unsubscribe', allow: true },
];

const role = { rolename: 'dev:lock' };
const lock = { username: 'lock.a' };
const group = { groupname: 'locks' };
const send = { acltype: 'publishClientSend', topic: 'home/lock/secret' };

/** A day of an administrator, command by command, and what Mosquitto says to it. Starts with `root` and its role `admin`. */
export const transcript: readonly Step[] = [
  [{ command: 'getDefaultACLAccess' }, told({ acls: onlySend(true) })],
  [{ command: 'setDefaultACLAccess', acls: onlySend(false) }],
  [{ command: 'getDefaultACLAccess' }, told({ acls: onlySend(false) })],
  [
    {
      command: 'createRole',
      ...role,
      textname: 'Front door lock',
      acls: [rule('subscribePattern', 'home/lock/cmd/#', true), rule('publishClientSend', 'home/lock/#', true)],
    },
  ],
  [{ command: 'createRole', ...role }, error('Role already exists')],
  [{ command: 'createRole' }, error('Invalid/missing rolename')],
  [{ command: 'addRoleACL', ...role, ...send, priority: 10, allow: false }],
  [{ command: 'addRoleACL', ...role, ...send, priority: 11, allow: true }, error('ACL with this topic already exists')],
  [{ command: 'addRoleACL', ...role, acltype: 'nonsense', topic: 'x' }, error('Unknown acltype')],
  [{ command: 'addRoleACL', ...role, acltype: 'publishClientSend', topic: 'a/#/b' }, error('Invalid ACL topic')],
  [
    { command: 'getRole', ...role },
    told({
      role: {
        ...role,
        textname: 'Front door lock',
        acls: [
          rule('publishClientSend', 'home/lock/secret', false, 10),
          rule('publishClientSend', 'home/lock/#', true),
          rule('subscribePattern', 'home/lock/cmd/#', true),
        ],
      },
    }),
  ],
  [{ command: 'removeRoleACL', ...role, ...send }],
  [{ command: 'removeRoleACL', ...role, ...send }, error('ACL not found')],
  [{ command: 'modifyRole', ...role, textname: 'Back door lock' }],
  [{ command: 'modifyRole', rolename: 'none' }, error('Role does not exist')],
  [{ command: 'createClient', ...lock, password: 'p-1', clientid: 'lock', textdescription: '{"rot":"r-1"}' }],
  [{ command: 'createClient', ...lock, password: 'p-2' }, error('Client already exists')],
  [{ command: 'createClient', username: 'no password' }],
  [{ command: 'createClient', username: 'x', password: 'p', roles: [{ rolename: 'none' }] }, error('Role not found')],
  [{ command: 'createClient', username: 'x', groups: [{ groupname: 'none' }] }, error('Group not found')],
  [{ command: 'addClientRole', ...lock, ...role, priority: 9 }],
  [{ command: 'addClientRole', ...lock, ...role }, error('Internal error')],
  [{ command: 'addClientRole', ...lock, rolename: 'none' }, error('Role not found')],
  [
    { command: 'getClient', ...lock },
    told({
      client: {
        ...lock,
        clientid: 'lock',
        textdescription: '{"rot":"r-1"}',
        roles: [{ ...role, priority: 9 }],
        groups: [],
      },
    }),
  ],
  [{ command: 'getClient', username: 'nobody' }, error('Client not found')],
  [{ command: 'getClient', username: 7 }, error('Invalid/missing username')],
  [{ command: 'setClientPassword', ...lock, password: 'p-3' }],
  [{ command: 'setClientPassword', ...lock, password: '' }, error('Empty password is not allowed')],
  [{ command: 'setClientPassword', ...lock }, error('Invalid/missing password')],
  [{ command: 'setClientId', ...lock, clientid: 'lock-2' }],
  [{ command: 'setClientId', ...lock }],
  [{ command: 'modifyClient', ...lock, textname: 'Slot a', clientid: 'lock' }],
  [{ command: 'disableClient', ...lock }],
  [
    { command: 'getClient', ...lock },
    told({
      client: {
        ...lock,
        clientid: 'lock',
        textname: 'Slot a',
        textdescription: '{"rot":"r-1"}',
        disabled: true,
        roles: [{ ...role, priority: 9 }],
        groups: [],
      },
    }),
  ],
  [{ command: 'enableClient', ...lock }],
  [{ command: 'enableClient', username: 'nobody' }, error('Client not found')],
  [{ command: 'createGroup', ...group, textname: 'Locks' }],
  [{ command: 'createGroup', ...group }, error('Group already exists')],
  [{ command: 'addGroupRole', ...group, ...role, priority: 2 }],
  [{ command: 'addGroupRole', ...group, ...role }, error('Group is already in this role')],
  [{ command: 'addGroupClient', ...group, ...lock, priority: 3 }],
  [{ command: 'addGroupClient', ...group, ...lock }, error('Client is already in this group')],
  [{ command: 'addGroupClient', groupname: 'none', ...lock }, error('Group not found')],
  [
    { command: 'getGroup', ...group },
    told({ group: { ...group, textname: 'Locks', clients: [lock], roles: [{ ...role, priority: 2 }] } }),
  ],
  [
    { command: 'listGroups', verbose: true },
    told({
      totalCount: 1,
      groups: [{ ...group, textname: 'Locks', clients: [lock], roles: [{ ...role, priority: 2 }] }],
    }),
  ],
  [{ command: 'modifyGroup', ...group, textname: 'All locks' }],
  [{ command: 'removeGroupRole', ...group, ...role }],
  [{ command: 'getAnonymousGroup' }, told({ group: { groupname: '' } })],
  [{ command: 'removeGroupClient', ...group, ...lock }],
  [{ command: 'deleteGroup', ...group }],
  [{ command: 'getGroup', ...group }, error('Group not found')],
  [{ command: 'listClients' }, told({ totalCount: 3, clients: ['lock.a', 'no password', 'root'] })],
  [
    { command: 'listClients', verbose: true, count: 1, offset: 2 },
    told({
      totalCount: 3,
      clients: [{ username: 'root', textname: 'Dynsec admin user', roles: [{ rolename: 'admin' }], groups: [] }],
    }),
  ],
  [{ command: 'listRoles', count: 1, offset: 1 }, told({ totalCount: 2, roles: ['dev:lock'] })],
  [{ command: 'removeClientRole', ...lock, ...role }],
  [{ command: 'deleteRole', ...role }],
  [{ command: 'deleteRole', ...role }, error('Role not found')],
  [{ command: 'deleteClient', ...lock }],
  [{ command: 'deleteClient', ...lock }, error('Client not found')],
  [{ command: 'fooBar' }, error('Unknown command')],
];

/** Payloads that hold no command that can be carried out, and the whole answer. */
export const misunderstandings: readonly (readonly [payload: string, responses: readonly object[]])[] = [
  ['{"commands":[{"correlationData":"e"}]}', [{ command: 'Unknown command', error: 'Missing command' }]],
  ['{"commands":["x"]}', [{ command: 'Unknown command', error: 'Command not an object' }]],
  [
    '{"commands":[{"command":"listRoles","correlationData":5},{"command":"listRoles"}]}',
    [{ command: 'listRoles', error: 'Invalid correlationData data type.' }],
  ],
  ['not json', [{ command: 'Unknown command', error: 'Payload not valid JSON' }]],
  ['{"command":"listClients"}', [{ command: 'Unknown command', error: 'Invalid/missing commands' }]],
  ['[]', [{ command: 'Unknown command', error: 'Invalid/missing commands' }]],
  ['{"commands":[]}', []],
];
