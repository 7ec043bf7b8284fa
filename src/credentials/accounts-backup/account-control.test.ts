import { afterEach, expect, test } from 'vitest';

import { openWatchedBroker } from '@/broker/watched-broker.testing';
import { root } from '@/embedded-broker/dynamic-security/commands.testing';

import { bothBrokers } from '../authority/both-brokers.testing';
import { openAccountControl } from './account-control';
import { readAccountFile } from './account-file';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

test.each(bothBrokers)('%s is asked whether it hands its accounts over, and only our own does', async (_, start) => {
  const broker = await start();
  ends.push(() => broker.stop());
  const admin = openWatchedBroker({ url: broker.url, username: root.username, password: root.password });
  ends.push(() => admin.close());
  await admin.until('connected');
  const control = openAccountControl(admin);
  if (broker.ways !== 'embedded') {
    expect(await control.offers()).toBe(false);
    expect(await control.read()).toBeNull();
    expect(await control.write('{}')).toBe('unanswered');
    return;
  }
  expect(await control.offers()).toBe(true);
  const file = (await control.read()) ?? '';
  expect(readAccountFile(file)).toMatchObject({ outcome: 'read', file: { usernames: [root.username] } });
  expect(await control.write(file)).toBe('done');
  expect(await control.write('{')).toBe('unreadable');
  expect(await control.write('{"clients":[],"roles":[]}')).toBe('no-administrator');
});

test('what is said there is believed only if it answers this very question', async () => {
  const answers = [
    'not json',
    '{"id":"other/1","outcome":"done","file":"x"}',
    '{"id":"me/1"}',
    '{"id":"me/1","outcome":"maybe"}',
  ];
  const asked = openAccountControl({
    clientId: 'me',
    request: async ({ matches }) => {
      expect(answers.filter(matches)).toEqual([]);
      return { outcome: 'timed-out' };
    },
  });
  expect(await asked.read()).toBeNull();
  expect(await asked.offers()).toBe('silent');
  const lost = openAccountControl({ clientId: 'me', request: async () => ({ outcome: 'not-connected' }) });
  expect(await lost.offers()).toBeNull();
});
