import { pbkdf2Sync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, expect, test } from 'vitest';

import { findDynamicSecurity } from './mosquitto-programs.testing';
import { startMosquitto, type Mosquitto } from './mosquitto.testing';
import { openWatchedBroker } from './watched-broker.testing';

let mosquitto: Mosquitto;

beforeAll(async () => {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-denied-'));
  const accounts = join(directory, 'accounts.json');
  writeFileSync(accounts, JSON.stringify(guestAccount()));
  // Mosquitto's acl_file grants every subscription and then delivers nothing; only this plugin says no
  mosquitto = await startMosquitto({
    users: {},
    extraConfig: `plugin ${findDynamicSecurity()}\nplugin_opt_config_file ${accounts}`,
  });
  return async () => {
    await mosquitto.stop();
    rmSync(directory, { recursive: true });
  };
});

/** One guest who may listen to the door and to nothing else. */
function guestAccount() {
  const salt = Buffer.from('never random'); // Mosquitto wants 12 bytes
  return {
    clients: [
      {
        username: 'guest',
        password: pbkdf2Sync('a', salt, 101, 64, 'sha512').toString('base64'),
        salt: salt.toString('base64'),
        iterations: 101,
        roles: [{ rolename: 'guest' }],
      },
    ],
    roles: [
      {
        rolename: 'guest',
        acls: [
          { acltype: 'subscribeLiteral', topic: 'home/door', allow: true },
          { acltype: 'publishClientSend', topic: 'home/alerts', allow: true },
          { acltype: 'publishClientSend', topic: 'home/door', allow: true },
        ],
      },
    ],
    defaultACLAccess: { publishClientSend: false, publishClientReceive: true, subscribe: false, unsubscribe: true },
  };
}

test('what an account may not listen to is told filter by filter', async () => {
  const guest = openWatchedBroker({ url: mosquitto.wsUrl, username: 'guest', password: 'a' });
  await guest.until('connected');
  expect(await guest.subscribe(['home/camera', 'home/door', 'home/+'])).toEqual([
    { filter: 'home/camera', granted: false, reason: 'refused' },
    { filter: 'home/door', granted: true },
    { filter: 'home/+', granted: false, reason: 'refused' },
  ]);
  const ask = { topic: 'home/ask', payload: '', qos: 1 } as const;
  const request = (answerTopic: string) =>
    guest.request({ ask, answerTopic, matches: () => true }, { timeoutMs: 600_000 });
  expect(await request('home/answer')).toEqual({ outcome: 'refused' });
  expect(await request('home/door')).toEqual({ outcome: 'refused' });
  await guest.close();
});

test('of what it may say a guest is told whether anybody listens', async () => {
  const guest = openWatchedBroker({ url: mosquitto.wsUrl, username: 'guest', password: 'a' });
  await guest.until('connected');
  const tell = (topic: string) => guest.publish({ topic, payload: 'smoke', qos: 1 });
  await guest.subscribe(['home/door']);
  expect(await tell('home/door')).toEqual({ outcome: 'sent' });
  expect(await tell('home/alerts')).toEqual({ outcome: 'sent', heard: 'nobody' });
  expect(await tell('home/camera')).toEqual({ outcome: 'refused', reason: 'not-authorised' });
  await guest.close();
});
