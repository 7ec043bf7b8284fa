import { describe, expect, test } from 'vitest';

import { appRootOf, basenameOf, deepLinkOf } from './app-root';

describe('the page finds out where it stands', () => {
  test.each([
    ['https://gate.lan/assets/index-1.js', '/', '/'],
    ['https://gate.lan/sub/path/assets/index-1.js', '/sub/path/', '/sub/path'],
    ['http://localhost:5173/app/main.tsx', '/', '/'],
  ])('entry %s: root %s', (entry, path, basename) => {
    const root = appRootOf(entry);
    expect(root.pathname).toBe(path);
    expect(basenameOf(root)).toBe(basename);
  });
});

describe('a deep link comes back after the files were found', () => {
  const root = new URL('https://gate.lan/sub/');

  test('when it lies below the root', () => {
    expect(deepLinkOf({ deepLink: '/sub/devices/x?y#z' }, root)).toBe('/sub/devices/x?y#z');
  });

  test.each([null, 'x', {}, { deepLink: 1 }, { deepLink: '/elsewhere' }, { deepLink: '//evil.example/sub/' }])(
    'but not from %j',
    (state) => expect(deepLinkOf(state, root)).toBeNull(),
  );

  test('nor from another origin when the root is the server’s own', () => {
    expect(deepLinkOf({ deepLink: '//evil.example/' }, new URL('https://gate.lan/'))).toBeNull();
  });
});
