import { expect, test } from 'vitest';

import type { Office } from './admin';
import { openBatches } from './batches';

const away = { outcome: 'failed', failure: { kind: 'unanswered' } } as const;
const dunno = { outcome: 'refused', reason: 'The broker did not answer. Look again what is so before you repeat it.' };
const standing = new Map([['batch:q1', JSON.stringify({ at: 1, by: 'admin' })]]);
const told = { outcome: 'done', accounts: [], registers: standing, roles: [] } as const;

function batchesAt(authority: Partial<Office['authority']>) {
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
    steady: () => 0,
    randomBytes: (count) => new Uint8Array(count),
  }).answers;
}

test('somebody who begins with all, goes on, tries again or ends it hears that the broker did not answer', async () => {
  const queue = batchesAt({ list: async () => away });
  expect(await queue.goOnWithBatch({})).toEqual(dunno);
  expect(await queue.retryInBatch({ account: 'cam' })).toEqual(dunno);
  expect(await queue.endBatch({})).toEqual(dunno);
});

test('a queue whose end could not be written down is not called ended', async () => {
  const queue = batchesAt({ list: async () => told, remove: async () => away });
  expect(await queue.endBatch({})).toEqual(dunno);
});
