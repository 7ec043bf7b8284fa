import { describe, expect, test } from 'vitest';

import { messageOf, type Line } from '@/conventions/listen.testing';
import { bridgeDevices } from '@/conventions/zigbee2mqtt/examples.testing';

import { loadedConventions } from './conventions.testing';
import { openPipeline } from './pipeline';

const coordinator = '0x00124b0000000001';
const door = '0x00124b00000000aa';
const zigbee: readonly Line[] = [
  { topic: 'z/bridge/state', payload: { state: 'online' } },
  { topic: 'z/bridge/devices', payload: bridgeDevices },
];

/** A home that hears these lines; each device by its id and its voices' conventions. */
function openHome() {
  const pipeline = openPipeline(loadedConventions, () => {});
  return {
    hear(...lines: readonly Line[]) {
      for (const line of lines) pipeline.hear(messageOf(line));
      return [...pipeline.home.devices.values()];
    },
  };
}

function discovered(component: string, id: string, device: object, more: object = {}): Line {
  const payload = { unique_id: id, state_topic: `z/${id}`, device, ...more };
  return { topic: `homeassistant/${component}/${id}/x/config`, payload, retained: true };
}

describe('what is announced twice is one device', () => {
  const announced = [
    discovered('binary_sensor', 'bridge', {
      identifiers: [`zigbee2mqtt_bridge_${coordinator}`],
      name: 'Zigbee2MQTT Bridge',
    }),
    discovered('lock', 'door', { identifiers: [`zigbee2mqtt_${door}`], name: 'Haus/Tür' }),
  ];

  test.each([
    ['by its bridge first', [...zigbee, ...announced]],
    ['by its discovery first', [...announced, ...zigbee]],
  ])('%s', (_, lines) => {
    const devices = openHome().hear(...lines);
    expect(devices.map(({ conventions }) => conventions.toSorted())).toEqual([
      ['home-assistant', 'zigbee2mqtt'],
      ['home-assistant', 'zigbee2mqtt'],
    ]);
    expect(devices.map(({ kind }) => kind).toSorted()).toEqual(['hub', 'lock']);
  });
});

describe('an ESPHome device that speaks below a prefix of its own is the one that it announces', () => {
  const announced: Line = {
    topic: 'esphome/discover/gate',
    payload: { name: 'gate', friendly_name: 'Gate', mac: '0a1b2c3d4e5f', version: '2025.1.0' },
    retained: true,
  };
  const spoken: readonly Line[] = [
    { topic: 'haus/eg/gate/status', payload: 'online', retained: true },
    { topic: 'haus/eg/gate/lock/bolt/state', payload: 'UNLOCKED', retained: true },
  ];
  const discovery = (device: object, more: object = {}) =>
    discovered('lock', 'bolt', { name: 'Gate', ...device }, { state_topic: 'haus/eg/gate/lock/bolt/state', ...more });
  const byIdentifier = discovery({ identifiers: '0a1b2c3d4e5f' });
  const byConnection = discovery({ connections: [['mac', '0a:1b:2c:3d:4e:5f']] });

  test.each([
    ['its discovery first', [byIdentifier, announced, ...spoken]],
    ['its own words first', [...spoken, announced, byIdentifier]],
    ['an address as a connection', [...spoken, byConnection, announced]],
  ])('%s', (_, lines) => {
    const devices = openHome().hear(...lines);
    expect(devices.map(({ name, kind }) => [name, kind])).toEqual([['Gate', 'lock']]);
    expect(devices[0]?.conventions.toSorted()).toEqual(['esphome', 'home-assistant']);
    expect(devices[0]?.state.lock?.value).toBe('unlocked');
  });

  test('but not where the discovery is of more than one address, or of another topic beside', () => {
    const two = discovery({
      connections: [
        ['mac', '0a:1b:2c:3d:4e:5f'],
        ['mac', '0a:1b:2c:3d:4e:60'],
      ],
    });
    const elsewhere = discovery({ identifiers: '0a1b2c3d4e5f' }, { command_topic: 'haus/og/lamp/lock/bolt/command' });
    for (const other of [two, elsewhere]) expect(openHome().hear(...spoken, announced, other)).toHaveLength(2);
  });
});

test('two locks are two though their makers gave both the same number', () => {
  const numbered = (id: string, serial: string) =>
    discovered('lock', id, { identifiers: [id], name: id, serial_number: serial });
  const home = openHome();
  const devices = home.hear(
    numbered('front', '123456'),
    numbered('back', '123456'),
    { topic: 'z/front', payload: 'UNLOCKED' },
    { topic: 'z/back', payload: 'LOCKED' },
  );
  expect(devices.map(({ name, state }) => [name, state.lock?.value])).toEqual([
    ['front', 'unlocked'],
    ['back', 'locked'],
  ]);
  // the first one is gone: the number is the other's now
  home.hear({ topic: 'homeassistant/lock/front/x/config', payload: '' }, numbered('shed', '123456'));
  expect(home.hear(numbered('back', '123456 ')).map(({ name }) => name)).toEqual(['back', 'shed']);
});

test('a group is no device: its members are', () => {
  const group = {
    identifiers: ['zigbee2mqtt_122105103_9'],
    name: 'Locks',
    model: 'Group',
    manufacturer: 'Zigbee2MQTT',
  };
  const groups = { topic: 'z/bridge/groups', payload: [{ id: 9, friendly_name: 'Locks', members: [] }] };
  const lines = [groups, discovered('switch', 'locks', group), { topic: 'z/Locks', payload: { state: 'ON' } }];
  expect(openHome().hear(...zigbee, ...lines)).toHaveLength(2);
});

test('a device with another name is the same device, and so is one that was removed and paired again', () => {
  const home = openHome();
  const idOf = () => home.hear().find(({ kind }) => kind === 'lock')?.id;
  home.hear(...zigbee);
  const before = idOf();
  expect(before).toBe(`ieee:${door}`);
  const renamed = bridgeDevices.map((one) =>
    one.ieee_address === door ? { ...one, friendly_name: 'Front door' } : one,
  );
  const devices = home.hear({ topic: 'z/bridge/devices', payload: renamed });
  expect(devices.map(({ name }) => name)).toContain('Front door');
  expect(idOf()).toBe(before);
  home.hear({ topic: 'z/bridge/devices', payload: bridgeDevices.slice(0, 1) });
  expect(idOf()).toBeUndefined();
  home.hear({ topic: 'z/bridge/devices', payload: bridgeDevices });
  expect(idOf()).toBe(before);
});
