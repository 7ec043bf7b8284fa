import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Accounts } from '../accounts';
import { administer, passwordsIn, readBatch, type Administered } from './administer';
import type { Connections } from './command';
import { payloads, rootOnly } from './commands.testing';

const hash = { iterations: 1, salt: new Uint8Array(12), hash: new Uint8Array(64) };

function send(accounts: Accounts, payload: string, connections: Connections = new Map()): Administered {
  const batch = readBatch(payload);
  const passwords = new Map([...passwordsIn(batch).keys()].map((item) => [item as unknown, hash]));
  return administer(accounts, batch, passwords, connections);
}

const ask = (accounts: Accounts, ...commands: readonly object[]) => send(accounts, JSON.stringify({ commands }));

/** A camera in the group of cameras and a guest, each with a role of its own. */
const home = ask(
  rootOnly,
  { command: 'createRole', rolename: 'dev:cam', acls: [{ acltype: 'publishClientSend', topic: 'cam/#', allow: true }] },
  { command: 'createRole', rolename: 'viewer' },
  { command: 'createRole', rolename: 'free' },
  { command: 'createGroup', groupname: 'cameras', roles: [{ rolename: 'viewer' }] },
  { command: 'createClient', username: 'cam.a', password: 'x', clientid: 'cam' },
  { command: 'addClientRole', username: 'cam.a', rolename: 'dev:cam' },
  { command: 'addGroupClient', groupname: 'cameras', username: 'cam.a' },
  { command: 'createClient', username: 'guest', password: 'x' },
  { command: 'addClientRole', username: 'guest', rolename: 'viewer' },
).accounts;

describe('whose connection a command ends', () => {
  const cam = { username: 'cam.a' };
  test.each<[what: string, command: object, kicked: readonly string[]]>([
    ['a new password', { command: 'setClientPassword', ...cam, password: 'y' }, ['cam.a']],
    ['a new client id', { command: 'setClientId', ...cam, clientid: 'cam-2' }, ['cam.a']],
    ['being disabled', { command: 'disableClient', ...cam }, ['cam.a']],
    ['being enabled', { command: 'enableClient', ...cam }, []],
    ['being deleted', { command: 'deleteClient', ...cam }, ['cam.a']],
    ['a new text', { command: 'modifyClient', ...cam, textname: 'Camera' }, ['cam.a']],
    ['a role that cannot be given', { command: 'modifyClient', ...cam, roles: [{ rolename: 'no' }] }, ['cam.a']],
    ['one more role', { command: 'addClientRole', ...cam, rolename: 'viewer' }, ['cam.a']],
    ['a role that it holds already', { command: 'addClientRole', ...cam, rolename: 'dev:cam' }, []],
    ['a role less', { command: 'removeClientRole', ...cam, rolename: 'dev:cam' }, ['cam.a']],
    ['a role less that it never held', { command: 'removeClientRole', ...cam, rolename: 'viewer' }, ['cam.a']],
    ['leaving its group', { command: 'removeGroupClient', ...cam, groupname: 'cameras' }, ['cam.a']],
    ['joining a group it is in', { command: 'addGroupClient', ...cam, groupname: 'cameras' }, ['cam.a']],
    [
      'a rule more in a role',
      { command: 'addRoleACL', rolename: 'viewer', acltype: 'subscribePattern', topic: 'a' },
      ['cam.a', 'guest'],
    ],
    [
      'a rule less',
      { command: 'removeRoleACL', rolename: 'dev:cam', acltype: 'publishClientSend', topic: 'cam/#' },
      ['cam.a'],
    ],
    ['other rules all at once', { command: 'modifyRole', rolename: 'viewer', acls: [] }, []],
    ['the end of a role', { command: 'deleteRole', rolename: 'viewer' }, ['cam.a', 'guest']],
    ['the end of a role nobody holds', { command: 'deleteRole', rolename: 'free' }, []],
    ['a new role of its group', { command: 'addGroupRole', groupname: 'cameras', rolename: 'free' }, ['cam.a']],
    ['the end of its group', { command: 'deleteGroup', groupname: 'cameras' }, ['cam.a']],
    ['a new role', { command: 'createRole', rolename: 'new' }, []],
    ['a new account', { command: 'createClient', username: 'cam.b', password: 'y', clientid: 'cam' }, []],
    ['what holds by default', { command: 'setDefaultACLAccess', acls: [] }, []],
    ['a look', { command: 'getClient', ...cam }, []],
  ])('%s', (_, command, kicked) => {
    expect([...ask(home, command).kicked]).toEqual(kicked);
  });
});

describe('a batch', () => {
  test('goes on after what fails, and each response says whose it is', () => {
    const { responses, accounts } = ask(
      home,
      { command: 'createClient', username: 'cam.b', password: 'p', correlationData: 'one' },
      { command: 'createClient', username: 'cam.b', password: 'p', correlationData: 'two' },
      { command: 'createRole', rolename: 'dec:cam:1', textname: 'commit' },
    );
    expect(responses).toEqual([
      { command: 'createClient', correlationData: 'one' },
      { command: 'createClient', error: 'Client already exists', correlationData: 'two' },
      { command: 'createRole' },
    ]);
    expect(accounts.roles.get('dec:cam:1')?.textName).toBe('commit');
  });

  test('ends where the correlation data is no text', () => {
    const { responses } = ask(home, { command: 'listRoles', correlationData: 5 }, { command: 'listRoles' });
    expect(responses).toEqual([{ command: 'listRoles', error: 'Invalid correlationData data type.' }]);
  });

  test('what cannot be read is answered with the correlation data of the command before', () => {
    const { responses } = send(home, '{"commands":[{"command":"enableClient","correlationData":"a"},{},"x"]}');
    expect(responses.map(({ correlationData }) => correlationData)).toEqual(['a', 'a', 'a']);
  });

  test.each([
    ['not json', 'Payload not valid JSON'],
    ['', 'Payload not valid JSON'],
    ['{"commands":[{"command":"getClient","username":"\\ud800"}]}', 'Payload not valid JSON'],
    ['{"command":"listClients"}', 'Invalid/missing commands'],
    ['[]', 'Invalid/missing commands'],
    ['5', 'Invalid/missing commands'],
  ])('%s is none', (payload, error) => {
    expect(send(home, payload).responses).toEqual([{ command: 'Unknown command', error }]);
  });

  test('of any bytes, however deep or strange, makes nothing throw and changes nothing', () => {
    const strange = fc.oneof(fc.json(), fc.string(), fc.constant('['.repeat(100_000)), fc.constant('{"commands":['));
    fc.assert(fc.property(strange, (payload) => send(home, payload).accounts === home));
  });
});

test('an answer tells from where an account is connected, once for each connection', () => {
  const connections = new Map([['cam.a', ['127.0.0.1', '10.0.0.7']]]);
  const { responses } = send(home, '{"commands":[{"command":"getClient","username":"cam.a"}]}', connections);
  expect(responses[0]?.data).toEqual({
    client: {
      username: 'cam.a',
      clientid: 'cam',
      roles: [{ rolename: 'dev:cam' }],
      groups: [{ groupname: 'cameras' }],
      connections: [{ address: '127.0.0.1' }, { address: '10.0.0.7' }],
    },
  });
});

test('no answer ever repeats a password', () => {
  fc.assert(
    fc.property(fc.array(payloads, { maxLength: 10 }), (many) => {
      const told = many.reduce(
        ({ accounts, text }, payload) => {
          const { accounts: after, responses } = send(accounts, payload);
          return { accounts: after, text: text + JSON.stringify(responses) };
        },
        { accounts: home, text: '' },
      );
      return !told.text.includes('hunter2');
    }),
  );
});

test('the group of those without a name is not deleted: Mosquitto 2.0 would crash at that', () => {
  const { accounts } = ask(home, { command: 'setAnonymousGroup', groupname: 'cameras' });
  const { responses } = ask(accounts, { command: 'deleteGroup', groupname: 'cameras' });
  expect(responses[0]?.error).toBe('Deleting the anonymous group is forbidden');
});
