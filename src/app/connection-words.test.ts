import { expect, test } from 'vitest';

import { connectionWords, retryWords } from './connection-words';

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
