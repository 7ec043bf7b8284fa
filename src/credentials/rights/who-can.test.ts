import { expect, test } from 'vitest';

import { listed } from '@/core/list-words';
import type { WayIn } from '@/core/log-ins/way-in';

import { account, book } from './books.testing';
import { deedWith, pastWords, questionAbout, reachSentence } from './rights-sentences';
import { whoCan } from './who-can';

const door: readonly WayIn[] = [
  { kind: 'command', filter: 'z/Front door/set/#', through: 'its own command topic' },
  { kind: 'code', filter: 'z/bridge/request/converter/save', through: 'the programs that Zigbee2MQTT takes over MQTT' },
  { kind: 'trick', filter: 'homeassistant/+/+/config', through: 'what Home Assistant is told of devices' },
];

const roles = {
  family: ['+send z/+/set'],
  guest: ['+hear #', '+subscribe #'],
  installer: ['+send z/bridge/request/#', '-send z/bridge/request/converter/# 5'],
  tinkerer: ['+send z/bridge/request/#'],
  announcer: ['+send homeassistant/sensor/#'],
  admin: ['+send $CONTROL/#'],
  off: ['-send # 9'],
};

test('a family member can open the front door and a guest cannot, and the role says why', () => {
  const accounts = [account('anna', ['family']), account('visitor', ['guest'])];
  expect(whoCan(book({ roles, accounts }), door)).toMatchObject([
    { username: 'anna', ways: [{ sentence: 'Through its own command topic, by the role “family”.' }] },
  ]);
});

test('who may change what the bridge runs can open it, unless that is held back', () => {
  const accounts = [account('tinkerer', ['tinkerer']), account('installer', ['installer'])];
  const openers = whoCan(book({ roles, accounts }), door);
  expect(openers.map(({ username }) => username)).toEqual(['tinkerer']);
  expect(openers[0]?.ways[0]?.sentence).toBe(
    'Through the programs that Zigbee2MQTT takes over MQTT, by the role “tinkerer”.',
  );
});

test('who may announce only sensors to Home Assistant can play the trick there, and it is said that it is not all', () => {
  const [opener] = whoCan(book({ roles, accounts: [account('probe', ['announcer'])] }), door);
  expect(opener?.ways).toMatchObject([{ kind: 'trick', amount: 'some', example: expect.stringContaining('/sensor/') }]);
  expect(opener?.ways[0]?.sentence).toMatch(/^Through some of what Home Assistant is told/);
});

test('who administers the broker can do everything, whatever else he may not', () => {
  const [opener] = whoCan(book({ roles, accounts: [account('boss', ['off', 'admin'])] }), door);
  expect(opener?.ways.map(({ kind }) => kind)).toEqual(['administration']);
});

test('an account that is switched off opens nothing', () => {
  const accounts = [account('anna', ['family'], { disabled: true })];
  expect(whoCan(book({ roles, accounts }), door)).toEqual([]);
});

test('an account that is switched off opens the door all the same for who has a certificate in its name', () => {
  const accounts = [account('anna', ['family'], { disabled: true }), account('ben', ['family'], { disabled: true })];
  const home = { ...book({ roles, accounts }), certified: new Set(['anna']) };
  expect(whoCan(home, door)).toMatchObject([{ username: 'anna', needsCertificate: true, ways: [{ kind: 'command' }] }]);
});

test('whoever has no username has the rights of the group for such, and they are told with it', () => {
  const home = book({ roles, groups: { everybody: ['family'] }, anonymousGroup: 'everybody' });
  expect(whoCan(home, door)).toMatchObject([
    {
      username: null,
      ways: [{ sentence: 'Through its own command topic, by the role “family” of the group “everybody”.' }],
    },
  ]);
});

test('where the broker allows what no role speaks of, that is the reason', () => {
  const defaults = { publishClientSend: true, publishClientReceive: false, subscribe: false, unsubscribe: true };
  const [opener] = whoCan(book({ defaults, accounts: [account('anna')] }), door);
  expect(opener?.ways[0]?.sentence).toBe(
    'Through its own command topic, because the broker allows what no role speaks of.',
  );
});

test.each([
  ['lock', 'Front door lock', 'Who can open the front door?', 'open the front door'],
  ['cover', 'Garage door', 'Who can open the garage door?', 'open the garage door'],
  ['alarm', 'Alarmo', 'Who can switch off Alarmo?', 'switch off Alarmo'],
  ['siren', 'Hallway siren', 'Who can silence the hallway siren?', 'silence the hallway siren'],
  ['plug', 'Kitchen plug', 'Who can command the kitchen plug?', 'command the kitchen plug'],
] as const)('of a %s called %s one asks: %s', (kind, name, question, deed) => {
  expect(questionAbout(kind, name)).toBe(question);
  expect(deedWith(kind, name)).toBe(deed);
});

test('lists and sums read as a sentence', () => {
  expect(pastWords(0)).toBe('the last minute');
  expect(pastWords(7_200_000)).toBe('the last 120 minutes');
  expect(listed([])).toBe('');
  expect(listed(['a', 'b', 'c'])).toBe('a, b and c');
  expect(reachSentence('Sees the whole home', 0)).toContain('nothing');
  expect(reachSentence('Sees the whole home', 1)).toContain('one thing act');
  expect(reachSentence('Sees the whole home', 3)).toContain('3 things act');
});
