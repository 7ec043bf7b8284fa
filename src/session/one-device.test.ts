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
