import { expect, test } from 'vitest';

import { connectionWords, elsewhereWords, retryWords } from './connection-words';

test.each([
  [{ status: 'idle' }, 'Offline'],
  [{ status: 'connecting', url: 'ws://x' }, 'Connecting'],
  [{ status: 'connected', url: 'ws://x', since: 0, username: 'owner' }, 'Connected'],
  [{ status: 'reconnecting', url: 'ws://x', since: 0, retryAt: 0, failure: null }, 'Reconnecting'],
  [{ status: 'failed', url: 'ws://x', failure: { kind: 'bad-credentials' } }, 'Offline'],
] as const)('a connection that is %j is called %s', (connection, word) => {
  expect(connectionWords(connection).word).toBe(word);
});

test('the next attempt is announced in whole seconds, never in negative ones', () => {
  expect(retryWords(9_400, 1_000)).toBe('Trying again in 8 s.');
  expect(retryWords(1_000, 1_000)).toBe('Trying again now.');
  expect(retryWords(1_000, 9_000)).toBe('Trying again now.');
});

test.each([
  [{ did: 'disconnect' }, 'Another tab disconnected.'],
  [
    { did: 'connect', url: 'ws://gate.lan:9001/mqtt', username: 'anna' },
    'Another tab switched to gate.lan:9001 as anna.',
  ],
  [{ did: 'connect', url: 'ws://gate.lan:9001', username: '' }, 'Another tab switched to gate.lan:9001.'],
] as const)('what another tab did, %j, is said as "%s"', (elsewhere, words) => {
  expect(elsewhereWords(elsewhere)).toBe(words);
});
