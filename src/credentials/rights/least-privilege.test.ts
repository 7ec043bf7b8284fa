import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { ControlCommand } from '../authority/control-command';
import { bannedRole, newcomerName, restrictedRole } from '../roles/device-roles';
import type { BookAccount } from './account-book';
import { account, book } from './books.testing';
import { narrowCommands, narrowingOf, ownRoleOf, readFormer, undoCommands } from './least-privilege';
import { changesOf } from './narrowing-changes';
import { maySend, rightsOf } from './rights';

const roles = { everything: ['+send #', '+hear #'], 'proof:cam.a': ['+send cam/proof/a'], shared: ['+send b/#'] };
const groups = { all: ['shared'] };
const speech = { says: ['cam/state', 'cam/event'], hears: ['cam/cmd'] };
const cam = account('cam.a', ['everything', 'proof:cam.a'], {
  clientId: 'cam',
  groups: [{ name: 'all', priority: 3 }],
});
const home = book({ roles, groups, accounts: [cam] });
const quiet = { said: [], told: [] };

test('a camera keeps what its convention says and the proof of its password, and loses the rest', () => {
  const narrowing = narrowingOf(home, cam, [speech], quiet);
  expect(narrowing.role.name).toBe('only:cam');
  expect(narrowing.kept.map(({ name }) => name)).toEqual(['proof:cam.a']);
  expect(narrowing.goes).toEqual({
    roles: [{ name: 'everything', priority: 2 }],
    groups: [{ name: 'all', priority: 3 }],
  });
  expect(changesOf(home, narrowing)).toEqual([
    { sign: '-', words: 'may publish everywhere' },
    { sign: '-', words: 'may listen everywhere' },
    { sign: '-', words: 'may publish on b/#' },
    { sign: '+', words: 'may publish on cam/state' },
    { sign: '+', words: 'may publish on cam/event' },
    { sign: '+', words: 'may listen on cam/cmd' },
  ]);
});

test('whatever holds an account back stays in front of it', () => {
  const barriers = [bannedRole.name, restrictedRole.name, newcomerName('cam')];
  const barred = account('cam.a', [...barriers, 'everything']);
  const narrowing = narrowingOf(home, barred, [speech], quiet);
  expect(narrowing.kept.map(({ name }) => name)).toEqual(barriers);
  expect(narrowing.goes.roles.map(({ name }) => name)).toEqual(['everything']);
});

test('what was heard and would have been refused is told, and proofs are not', () => {
  const said = [
    { topic: 'cam/state', count: 9 },
    { topic: 'cam/proof/a', count: 1 },
    { topic: 'cam/other', count: 2 },
  ];
  const told = [
    { topic: 'cam/cmd', count: 1 },
    { topic: 'door/cmd', count: 3 },
  ];
  expect(narrowingOf(home, cam, [speech], { said, told }).refused).toEqual([
    { topic: 'cam/other', count: 2, what: 'publish' },
    { topic: 'door/cmd', count: 3, what: 'hear' },
  ]);
});

/** The account after these commands of a batch, as a broker carries them out. */
function after(before: BookAccount, commands: readonly ControlCommand[]): BookAccount {
  return commands.reduce((now, command) => {
    switch (command.command) {
      case 'addClientRole':
        return { ...now, roles: [...now.roles, { name: command.rolename, priority: command.priority ?? -1 }] };
      case 'removeClientRole':
        return { ...now, roles: now.roles.filter(({ name }) => name !== command.rolename) };
      case 'addGroupClient':
        return { ...now, groups: [...now.groups, { name: command.groupname, priority: command.priority ?? -1 }] };
      case 'removeGroupClient':
        return { ...now, groups: now.groups.filter(({ name }) => name !== command.groupname) };
      default:
        return now;
    }
  }, before);
}

const names = (held: BookAccount['roles']) => held.map(({ name, priority }) => `${name} ${priority}`).toSorted();

test('it may do what it needs after each single command, also where a broker stops in between, and back again', () => {
  const narrowing = narrowingOf(home, cam, [speech], quiet);
  const withRole = { ...home, roles: new Map(home.roles).set(narrowing.role.name, narrowing.role.acls) };
  const forth = narrowCommands(cam.username, narrowing);
  const narrowed = after(cam, forth);
  const maySpeak = (one: BookAccount) => maySend(rightsOf(withRole, one), 'cam/state').allowed;
  for (let done = 0; done <= forth.length; done += 1) expect(maySpeak(after(cam, forth.slice(0, done)))).toBe(true);
  expect(maySend(rightsOf(withRole, narrowed), 'door/set').allowed).toBe(false);
  const back = undoCommands(narrowed, narrowing.goes);
  for (let done = 0; done <= back.length; done += 1) expect(maySpeak(after(narrowed, back.slice(0, done)))).toBe(true);
  const again = after(narrowed, back);
  expect([names(again.roles), names(again.groups)]).toEqual([names(cam.roles), names(cam.groups)]);
});

test('the way back works from wherever the way there stopped', () => {
  const narrowing = narrowingOf(home, cam, [speech], quiet);
  const forth = narrowCommands(cam.username, narrowing);
  fc.assert(
    fc.property(fc.nat(forth.length), fc.nat(8), (done, undone) => {
      const half = after(cam, forth.slice(0, done));
      const back = undoCommands(half, narrowing.goes);
      const halfBack = after(half, back.slice(0, undone));
      const whole = after(halfBack, undoCommands(halfBack, narrowing.goes));
      expect([names(whole.roles), names(whole.groups)]).toEqual([names(cam.roles), names(cam.groups)]);
    }),
  );
});

test('both accounts of a device share the role, so it stays when the password is replaced', () => {
  expect(ownRoleOf({ username: 'cam.b', clientId: null })).toBe('only:cam');
  expect(ownRoleOf(cam)).toBe('only:cam');
});

test('what it had before is believed only where it reads like that', () => {
  expect(readFormer('{"roles":[{"name":"a","priority":1}],"groups":[]}')).toEqual({
    roles: [{ name: 'a', priority: 1 }],
    groups: [],
  });
  for (const text of [null, '', '{}', 'x', '{"roles":[1],"groups":[]}']) expect(readFormer(text)).toBeNull();
});
