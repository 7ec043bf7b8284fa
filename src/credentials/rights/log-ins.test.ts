import fc from 'fast-check';
import { expect, test } from 'vitest';

import { openSeenLogins, readLoginLine } from './log-ins';

test.each([
  [
    "1763900000: New client connected from 127.0.0.1:38896 as cam-1 (p5, c1, k60, u'cam-1.a').",
    'cam-1.a',
    'cam-1',
    '127.0.0.1',
  ],
  [
    "New client connected from ::ffff:127.0.0.1:37868 as my tab (p4, c1, k60, u'anna').",
    'anna',
    'my tab',
    '::ffff:127.0.0.1',
  ],
  [
    "New client connected from 10.0.0.2 as x (p5, c1, k60, u'boss'). as cam (p5, c0, k10, u'real').",
    'real',
    "x (p5, c1, k60, u'boss'). as cam",
    '10.0.0.2',
  ],
])('a line of the log tells who came: %s', (line, username, clientId, address) => {
  expect(readLoginLine(line)).toEqual({ username, clientId, address });
});

test.each([
  'Client cam-1 disconnected.',
  'New client connected from 127.0.0.1:1 as cam (p5, c1, k60).',
  '',
  `New client connected from 1 as ${'x'.repeat(2_000)} (p5, c1, k60, u'a').`,
])('another line tells nobody, nor does one without end (%#)', (line) => {
  expect(readLoginLine(line)).toBeNull();
});

test('whatever a client calls itself, the account is the one that the broker names at the end', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), (clientId) => {
      const line = `New client connected from 10.0.0.2:1 as ${clientId} (p5, c1, k60, u'anna').`;
      expect(readLoginLine(line)).toEqual({ username: 'anna', clientId, address: '10.0.0.2' });
    }),
  );
});

test('what is kept has a bound, and the newest names stay', () => {
  const seen = openSeenLogins();
  for (let n = 0; n < 40; n += 1) seen.see({ username: 'anna', clientId: `id-${n}` }, n);
  expect(seen.clientIdsOf('anna')).toHaveLength(16);
  expect(seen.clientIdsOf('anna').at(-1)).toBe('id-39');
  expect(seen.lastSeen('anna')).toBe(39);
  for (let n = 0; n < 2_000; n += 1) seen.see({ username: `user-${n}`, clientId: 'x' }, n);
  expect(seen.all()).toHaveLength(1_000);
  expect(seen.clientIdsOf('user-1999')).toEqual([]);
  seen.forget();
  expect(seen.lastSeen('anna')).toBeNull();
});

test('an older word of an account does not make it younger', () => {
  const seen = openSeenLogins();
  seen.seeUse('anna', 9);
  seen.seeUse('anna', 3);
  expect(seen.lastSeen('anna')).toBe(9);
});
