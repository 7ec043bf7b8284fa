import { expect, test } from 'vitest';

import type { Office } from '../admin';
import { openMakeLogin } from './make-login';

const away = async () => ({ outcome: 'failed', failure: { kind: 'unanswered' } }) as const;

test('a broker that does not tell its accounts leaves it open whether a device has no log-in', async () => {
  const parts = {
    pipeline: { home: { devices: new Map() } as never, readers: [] },
    clock: () => 0,
    randomBytes: (count: number) => new Uint8Array(count),
  };
  const office = { username: 'admin', authority: { list: away }, security: { listGroups: away } } as unknown as Office; // all of it that is asked
  expect(await openMakeLogin({ ...parts, office: () => office }).loginless({})).toBeNull();
  expect(await openMakeLogin({ ...parts, office: () => null }).loginless({})).toBeNull();
});
