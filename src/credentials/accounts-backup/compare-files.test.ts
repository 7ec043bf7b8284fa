import { expect, test } from 'vitest';

import { compareFiles } from './compare-files';

const fileOf = (...clients: readonly object[]) => JSON.stringify({ clients, roles: [] });
const admin = { username: 'admin', password: 'h0', salt: 's0', iterations: 101 };

const nothing = {
  comeBack: [],
  goAway: [],
  otherPassword: [],
  administratorAgain: [],
  unbarred: [],
  otherRights: [],
};

test('who comes back, who is let in no more, and whose password is another, is told by name', () => {
  const now = fileOf(
    admin,
    { username: 'new', password: 'h', salt: 's' },
    { username: 'porch', password: 'h2', salt: 's' },
    { username: 'back', password: 'h', salt: 's', disabled: true },
  );
  const then = fileOf(
    admin,
    { username: 'porch', password: 'h1', salt: 's' },
    { username: 'back', password: 'h', salt: 's' },
    { username: 'nobody' },
  );
  expect(compareFiles(now, then)).toMatchObject({ comeBack: ['back'], goAway: ['new'], otherPassword: ['porch'] });
  expect(compareFiles(then, then)).toEqual(nothing);
});

test('the same words with another salt are another password, for nobody here can know better', () => {
  const now = fileOf({ ...admin, salt: 's1' });
  expect(compareFiles(now, fileOf(admin))).toMatchObject({ otherPassword: ['admin'] });
  const encoded = fileOf({ username: 'admin', encoded_password: '$7$101$s0$h0' });
  expect(compareFiles(encoded, encoded)).toMatchObject({ otherPassword: [] });
});

test('what is no account file is compared with nothing', () => {
  expect(compareFiles('', fileOf(admin))).toBeNull();
  expect(compareFiles(fileOf(admin), '[]')).toBeNull();
});

const control = { acltype: 'publishClientSend', topic: '$CONTROL/#', priority: 0, allow: true };
const roles = [
  { rolename: 'admin', acls: [control] },
  { rolename: 'guest', acls: [{ ...control, topic: 'doorbell' }] },
  { rolename: 'gatehouse:restricted', acls: [{ ...control, topic: '#', allow: false }] },
];
const holds = (username: string, ...names: readonly string[]) => ({
  username,
  password: 'h',
  salt: 's',
  roles: names.map((rolename) => ({ rolename })),
});

test('who administers again, who is restricted no more, and who has other rights, is told by name', () => {
  const now = JSON.stringify({
    roles,
    clients: [
      holds('admin', 'admin'),
      holds('anna', 'guest'),
      holds('cam', 'guest', 'gatehouse:restricted'),
      holds('bo'),
    ],
  });
  const then = JSON.stringify({
    roles,
    clients: [
      holds('admin', 'admin'),
      holds('anna', 'admin'),
      holds('cam', 'guest'),
      holds('bo', 'guest'),
      holds('eve'),
    ],
    groups: [{ groupname: 'house', roles: [{ rolename: 'admin' }], clients: [{ username: 'eve' }] }],
  });
  const change = { administratorAgain: ['anna', 'eve'], unbarred: ['cam'], otherRights: ['bo'], comeBack: ['eve'] };
  expect(compareFiles(now, then)).toEqual({ ...nothing, ...change });
  expect(compareFiles(then, now)).toMatchObject({
    administratorAgain: [],
    unbarred: [],
    otherRights: ['anna', 'bo', 'cam'],
  });
});

test('a role of the same name with other rules is other rights', () => {
  const clients = [holds('anna', 'guest')];
  const now = JSON.stringify({ clients, roles: [{ rolename: 'guest', acls: [] }] });
  expect(compareFiles(now, JSON.stringify({ clients, roles }))).toEqual({ ...nothing, otherRights: ['anna'] });
  const asAdmin = JSON.stringify({ clients, roles: [{ rolename: 'guest', acls: [control] }] });
  expect(compareFiles(now, asAdmin)).toMatchObject({ administratorAgain: ['anna'] });
});
