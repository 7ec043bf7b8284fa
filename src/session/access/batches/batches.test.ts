import { expect, test } from 'vitest';

import type { Office } from '../admin';
import { openBatches } from './batches';

const away = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
const dunno = { outcome: 'refused', reason: 'The broker did not answer. Look again what is so before you repeat it.' };
const standing = new Map([['batch:q1', JSON.stringify({ at: 1, by: 'admin' })]]);
const told = { outcome: 'done', accounts: [], registers: standing, roles: [] } as const;

function batchesAt(authority: Partial<Office['authority']>, isBackedUp = true) {
  const office = { username: 'admin', warnings: [], authority } as unknown as Office; // all of it that a queue asks
  return openBatches({
    home: { devices: new Map() } as never,
    office: () => office,
    rowsOf: async () => [],
    rotations: {
      start: async () => ({ outcome: 'started' }),
      whenEnded: async () => null,
      running: () => new Set(),
      took: () => [],
    },
    clock: () => 0,
    isBackedUp: async () => isBackedUp,
    onWithoutBackup() {},
    steady: () => 0,
    randomBytes: (count) => new Uint8Array(count),
  }).answers;
}

test('somebody who begins with all, goes on, tries again or ends it hears that the broker did not answer', async () => {
  const queue = batchesAt({ list: async () => away });
  expect(await queue.goOnWithBatch({ withoutBackup: false })).toEqual(dunno);
  expect(await queue.retryInBatch({ account: 'cam' })).toEqual(dunno);
  expect(await queue.endBatch({})).toEqual(dunno);
});

test('nobody begins with all before the accounts are backed up, and hears why', async () => {
  const queue = batchesAt({ list: async () => ({ ...told, registers: new Map() }) }, false);
  expect(await queue.goOnWithBatch({ withoutBackup: false })).toEqual({
    outcome: 'refused',
    reason: 'Make a backup of the accounts first, or go on without one.',
  });
});

test('a queue whose end could not be written down is not called ended', async () => {
  const queue = batchesAt({ list: async () => told, remove: async () => away });
  expect(await queue.endBatch({})).toEqual(dunno);
});
