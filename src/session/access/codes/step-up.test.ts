import { afterEach, describe, expect, test } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';

import { confirmAdministrator } from './step-up';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const parts = { clock: Date.now, random: Math.random, isOwn: true };
const another = { ...parts, isOwn: false };

describe('where a broker has its log-ins in files and nobody administers it from here', { timeout: 30_000 }, () => {
  test.each([
    ['it lets everybody do everything: the password of the page is all that can be asked for', undefined, true],
    ['it refuses the question as dynamic security does: nothing is shown', 'user owner\ntopic readwrite #\n', false],
  ])('%s', async (_, acl, isShown) => {
    const broker = await startMosquitto({ users: { owner: 'owner-1' }, ...(acl !== undefined && { acl }) });
    ends.push(() => broker.stop());
    const ask = (password: string) => confirmAdministrator({ url: broker.wsUrl, username: 'owner', password }, parts);
    expect(await ask('owner-1')).toEqual({ outcome: isShown ? 'no-administration' : 'refused' });
    expect(await ask('wrong')).toEqual({ outcome: 'refused' });
  });
});

test('where somebody administers it, nobody else’s password shows a code', { timeout: 30_000 }, async () => {
  const founder = { username: 'founder', password: 'founder-3c9d' };
  const broker = await startMosquitto({
    dynamicSecurity: { admin: founder },
    users: { other: 'other-77' },
    acl: 'user other\ntopic readwrite #\n',
  });
  ends.push(() => broker.stop());
  expect(await confirmAdministrator({ url: broker.wsUrl, ...founder }, parts)).toEqual({ outcome: 'confirmed' });
  const other = { url: broker.wsUrl, username: 'other', password: 'other-77' };
  expect(await confirmAdministrator(other, another)).toEqual({ outcome: 'refused' });
  expect(await confirmAdministrator(other, parts)).toEqual({ outcome: 'refused' });
});
