import { expect, test } from 'vitest';

import { compareFiles } from './compare-files';

const fileOf = (...clients: readonly object[]) => JSON.stringify({ clients, roles: [] });
const admin = { username: 'admin', password: 'h0', salt: 's0', iterations: 101 };

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
  expect(compareFiles(now, then)).toEqual({ comeBack: ['back'], goAway: ['new'], otherPassword: ['porch'] });
  expect(compareFiles(then, then)).toEqual({ comeBack: [], goAway: [], otherPassword: [] });
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
