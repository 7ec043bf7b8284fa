import { describe, expect, test } from 'vitest';

import type { Account } from '@/core/log-ins/account';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { BrokerLogin } from '@/core/observation';

import { accessRows } from './access-rows';
import type { Reach } from './receiver';

const account = (username: string, more: Partial<Account> = {}): Account => ({
  username,
  clientId: null,
  disabled: false,
  roles: [],
  groups: [],
  issuedAt: null,
  connections: null,
  ...more,
});
const device = (id: string, login: BrokerLogin): Device => ({
  ...emptyDevice(id),
  login: { value: login, at: 1, retained: true, by: 'gatehouse' },
});
const porch = device('serial:7', { username: 'porch.a', clientId: 'porch', handOver: 'sealed' });
const bridge = device('ieee:0x0', { username: 'zigbee2mqtt', clientId: null, handOver: 'command' });
const hub = device('mac:1', { username: 'hub', clientId: null, handOver: null });

const administration = [{ type: 'publishClientSend', topic: '$CONTROL/#', allow: true }];
const says = (topic: string) => ({ type: 'publishClientSend', topic, allow: true });
const lampSpeech = {
  says: ['tele/lamp/#'],
  hears: ['cmnd/lamp/#', 'frigate/#'],
  own: ['tele/lamp/#', 'cmnd/lamp/#'],
};
const reach: Reach = {
  roles: new Map([
    ['administrator', administration],
    ['all', [says('#')]],
    ['by-name', [says('home/%u/state')]],
    ['cameras', [says('frigate/#'), { type: 'subscribePattern', topic: 'frigate/#', allow: true }]],
    [
      'lamps',
      [
        says('tele/lamp/STATE'),
        says('cmnd/lamp/POWER'),
        { type: 'subscribePattern', topic: 'cmnd/lamp/#', allow: true },
      ],
    ],
  ]),
  groups: new Map([
    ['admins', ['administrator']],
    ['everything', ['all']],
    ['named', ['by-name']],
  ]),
  speechesOf: ({ id }) => (id === 'mac:2' ? [lampSpeech] : []),
};
const rowsOf = (accounts: readonly Account[]) => accessRows(accounts, reach, [porch, bridge, hub], 'admin', new Set());

describe('an account', () => {
  test('belongs to the device that says so, or that it is bound to', () => {
    const rows = rowsOf([account('zigbee2mqtt'), account('porch.b', { clientId: 'porch' }), account('anna')]);
    expect(rows.map(({ account: { username }, device: id }) => [username, id])).toEqual([
      ['porch.b', 'serial:7'],
      ['zigbee2mqtt', 'ieee:0x0'],
      ['anna', null],
    ]);
  });

  test.each([
    ['porch.a', { clientId: 'porch' }, 'two-slots'],
    ['zigbee2mqtt', {}, 'one-slot'],
    ['hub', {}, 'by-hand'],
    ['gate.a', { clientId: 'gate' }, 'by-hand'],
    ['hub', { groups: ['cameras'] }, 'by-hand'],
    ['node-red', { roles: ['flows'] }, 'by-hand'],
  ] as const)('%s can be given a new password', (username, more, way) => {
    expect(rowsOf([account(username, more)])[0]?.rotation).toMatchObject({ possible: true, way });
  });

  test.each([
    ['admin', {}, /Sign in as another administrator/],
    ['anna', { roles: ['gatehouse:member'] }, /person, who gets a new password on the page People/],
    ['second', { roles: ['administrator'] }, /person, who gets/],
    ['zigbee2mqtt', { disabled: true }, /switched off/],
    ['porch.a', { clientId: 'porch', roles: ['by-name'] }, /go by its username .* client id/],
    ['hub', { groups: ['named'] }, /go by its username/],
    ['porch.a', { clientId: 'porch', disabled: true, roles: ['gatehouse:banned', 'dev:porch'] }, /It is banned/],
    ['porch.a', { clientId: 'porch', roles: ['gatehouse:restricted', 'dev:porch'] }, /It is restricted/],
    ['porch.a', { clientId: 'porch', roles: ['gatehouse:newcomer:porch', 'dev:porch'] }, /It is new/],
  ] as const)('%s cannot, and it says why', (username, more, reason) => {
    expect(rowsOf([account(username, more)])[0]?.rotation).toEqual({
      possible: false,
      reason: expect.stringMatching(reason),
    });
  });

  test.each([
    ['in whose name a certificate is good', new Set(['porch']), {}],
    ['that a device logs in as by its certificate', new Set<string>(), { certificate: '0a' }],
  ])('%s stays, or that one would have no rights', (_, certified, said) => {
    const known = device('serial:7', { username: 'porch', clientId: 'porch', handOver: 'sealed', ...said });
    const accounts = [account('porch', { clientId: 'porch' })];
    expect(accessRows(accounts, reach, [known], 'admin', certified)[0]?.rotation).toEqual({
      possible: false,
      reason: expect.stringMatching(/A certificate in this name logs in as this account/),
    });
    const slot = account('porch.a', { clientId: 'porch' });
    const there = device('serial:7', { username: 'porch.a', clientId: 'porch', handOver: 'sealed', ...said });
    expect(accessRows([slot], reach, [there], 'admin', certified)[0]?.rotation).toMatchObject({ possible: true });
  });

  test('is told by what its roles allow, not by their names', () => {
    const rights = new Map([['whatever', [{ type: 'publishClientReceive', topic: '#', allow: true }]]]);
    const [row] = accessRows(
      [account('anna', { roles: ['whatever', 'missing'] })],
      { ...reach, roles: rights },
      [],
      'admin',
      new Set(),
    );
    expect(row?.rights).toBe('Sees the whole home');
  });
});

describe('a device that says it uses a log-in', () => {
  const lamp = device('mac:2', { username: 'mqtt', clientId: null, handOver: 'command' });
  const heater = device('mac:3', { username: 'mqtt', clientId: null, handOver: 'command' });
  const rotationOf = (more: Partial<Account>, devices: readonly Device[] = [lamp]) =>
    accessRows([account('mqtt', more)], reach, devices, 'admin', new Set())[0]?.rotation;

  test('is told its next password, where that opens nothing but what it needs', () => {
    expect(rotationOf({ roles: ['lamps'] })).toMatchObject({ possible: true, way: 'one-slot' });
  });

  test.each([
    ['of its own', { roles: ['lamps', 'all'] }],
    ['through a group', { groups: ['everything'] }],
    ['where the device only says that it is commanded', { roles: ['cameras'] }],
  ])('is told nothing where the log-in may do more %s: a person is', (_, more) => {
    const mind = expect.arrayContaining([expect.stringMatching(/not handed over on its word/)]) as unknown;
    expect(rotationOf(more)).toMatchObject({ possible: true, way: 'by-hand', mind });
  });

  test.each([{ roles: ['administrator'] }, { groups: ['admins'] }, { roles: ['gatehouse:member'] }])(
    'does not become the owner of a log-in of a person (%o)',
    (more) => {
      expect(rotationOf(more)).toMatchObject({ possible: false, reason: expect.stringMatching(/person/) as unknown });
    },
  );

  test('shares it with another that says so, and then nobody is told a new password', () => {
    expect(rotationOf({ roles: ['lamps'] }, [lamp, heater])).toEqual({
      possible: false,
      reason: expect.stringMatching(/shared by .*mac:2 and mac:3/),
    });
  });

  test('shares it with whatever is connected beside it', () => {
    expect(rotationOf({ roles: ['lamps'], connections: 2 })).toMatchObject({ possible: false });
  });
});
