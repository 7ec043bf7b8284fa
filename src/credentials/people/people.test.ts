import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import { listedAccount } from '../authority/listed-account.testing';
import { readSlotNote } from '../authority/slot-note';
import type { Right } from '../rights-words';
import { personRole } from '../roles/person-roles';
import { passwordLetters, typedPassword, usernameProblem } from './new-login';
import { offBoard, offBoardWords, type Place } from './off-board';
import { readUntil, writePersonNote } from './person-note';
import { defaultTerms } from '../policies/age';
import { personRows } from './person-rows';

test('people are listed in words, administrators first, and no device among them', () => {
  const guest = personRole('guest').role;
  const rows = personRows({
    accounts: [
      listedAccount('anna', { roles: [guest.name], note: writePersonNote({ by: 'admin', at: 5, until: 9 }) }),
      listedAccount('admin', { roles: ['administrator'] }),
      listedAccount('porch.a', { clientId: 'porch' }),
      listedAccount('owner', { roles: ['homeowner'] }),
    ],
    rightsOf: new Map([
      [guest.name, guest.acls],
      ['administrator', [{ type: 'publishClientSend', topic: '$CONTROL/dynamic-security/#', allow: true }]],
    ]),
    devices: [],
    self: 'admin',
    usedHere: 'owner',
    terms: defaultTerms,
    now: 10,
  });
  expect(rows.map(({ username, roleWords, isSelf, until }) => [username, roleWords, isSelf, until])).toEqual([
    ['admin', 'Administrator', true, null],
    ['anna', 'Guest', false, 9],
    ['owner', 'Owner', false, null],
  ]);
});

test('no device takes a person off the list by saying that it is his log-in; a program’s it does', () => {
  const member = personRole('member').role;
  const administration = [{ type: 'publishClientSend', topic: '$CONTROL/dynamic-security/#', allow: true }] as const;
  const claims = (id: string, username: string): Device => {
    const login = { handOver: null, username, clientId: null };
    return { ...emptyDevice(id), login: { value: login, at: 0, retained: false, by: 'tasmota' } };
  };
  const rows = personRows({
    accounts: [
      listedAccount('anna', { roles: [member.name] }),
      listedAccount('admin', { roles: ['administrator'] }),
      listedAccount('node-red', { roles: ['flows'] }),
      listedAccount('recorder', { roles: ['flows'] }),
    ],
    rightsOf: new Map<string, readonly Right[]>([
      [member.name, member.acls],
      ['administrator', administration],
      ['flows', [{ type: 'publishClientSend', topic: 'flows/#', allow: true }]],
    ]),
    devices: [claims('one', 'anna'), claims('two', 'admin'), claims('three', 'node-red')],
    self: 'admin',
    usedHere: null,
    terms: defaultTerms,
    now: 10,
  });
  expect(rows.map(({ username }) => username)).toEqual(['admin', 'anna', 'recorder']);
});

test('the note of a person tells the age of the log-in and when it ends, and anything may stand there', () => {
  const note = writePersonNote({ by: 'admin', at: 5, until: 9 });
  expect(readSlotNote(note)?.at).toBe(5);
  expect(readUntil(note)).toBe(9);
  expect(readUntil(writePersonNote({ by: 'admin', at: 5, until: null }))).toBeNull();
  fc.assert(fc.property(fc.string(), (text) => readUntil(text) === null));
});

test.each(['', 'anna.a', 'porch.b', 'a/b', '+', ' anna', 'x'.repeat(65)])('nobody can be called "%s"', (name) => {
  expect(usernameProblem(name)).not.toBeNull();
});

test.each(['anna', 'Zoë', 'anna.maria', 'anna@home', '王芳'])('%s is a good name', (name) => {
  expect(usernameProblem(name)).toBeNull();
});

test('a made password has 30 letters that are easy to read, each as likely as any other', () => {
  const all = Array.from({ length: 256 }, (_, byte) => typedPassword(new Uint8Array(passwordLetters).fill(byte))[0]);
  for (const letter of new Set(all)) expect(all.filter((one) => one === letter)).toHaveLength(8);
  expect(typedPassword(new Uint8Array(passwordLetters))).toBe('000000-000000-000000-000000-000000');
});

test('whoever leaves is let out of each place, and a place that fails keeps nothing from the others', async () => {
  const place = (name: string, outcome: 'removed' | 'left' | 'unknown'): Place => ({
    place: name,
    remove: async () => ({ outcome, words: 'x' }),
  });
  const reports = await offBoard([
    place('log-in', 'removed'),
    place('front door', 'left'),
    place('back door', 'removed'),
  ]);
  expect(reports.map(({ outcome }) => outcome)).toEqual(['removed', 'left', 'removed']);
  expect(offBoardWords('Anna', reports)).toBe('Anna can still get in at 1 of 3 places.');
  expect(offBoardWords('Anna', [reports[0]!])).toBe('Anna cannot get in anywhere any more.');
  expect(offBoardWords('Anna', await offBoard([place('codes', 'unknown')]))).toContain('One place');
});
