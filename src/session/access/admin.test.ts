import { afterEach, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';

import { openAdmin } from './admin';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const owner = { username: 'owner', password: 'owner-1' };

test.each([
  ['says nothing is not said to have refused: it may be busy', undefined, 'silent'],
  ['says no is one that this account may not administer', 'user owner\ntopic readwrite #\n', 'no-administration'],
])('a broker that %s', { timeout: 30_000 }, async (_, acl, reason) => {
  const broker = await startMosquitto({ users: { owner: owner.password }, ...(acl !== undefined && { acl }) });
  ends.push(() => broker.stop());
  const admin = openAdmin({
    clock: Date.now,
    random: Math.random,
    tell() {},
    onOpen() {},
    onClose() {},
    isBusy: () => false,
    // one that says no does so at its leisure; one that says nothing does not, however long it is waited for
    ...(acl === undefined && { timeoutMs: 300 }),
  });
  ends.push(() => admin.close());
  expect(await admin.open({ url: broker.wsUrl, ...owner })).toEqual({ status: 'failed', reason });
});
