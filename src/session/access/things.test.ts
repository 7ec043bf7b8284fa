import { expect, test } from 'vitest';

import { zigbee2mqtt } from '@/conventions/zigbee2mqtt/zigbee2mqtt';
import { homeAssistant } from '@/conventions/home-assistant/home-assistant';

import { openPipeline } from '../hearing/pipeline';
import { thingsOf } from './things';

const encoder = new TextEncoder();

function hear(messages: Readonly<Record<string, unknown>>) {
  const pipeline = openPipeline([zigbee2mqtt, homeAssistant], () => {});
  for (const [topic, value] of Object.entries(messages))
    pipeline.hear({ topic, payload: encoder.encode(JSON.stringify(value)), retained: true, at: 1 });
  return thingsOf(pipeline, 10);
}

const ieee = '0x00124b00000000aa';
const lock = {
  type: 'lock',
  features: [{ name: 'state', property: 'state', access: 7, value_on: 'LOCK', value_off: 'UNLOCK' }],
};
const door = { ieee_address: ieee, friendly_name: 'Door', type: 'EndDevice', definition: { exposes: [lock] } };
const bridge = {
  'z/bridge/state': { state: 'online' },
  'z/bridge/devices': [{ ieee_address: '0x1', friendly_name: 'Coordinator', type: 'Coordinator' }, door],
};
const discovered = {
  'homeassistant/lock/x/config': {
    unique_id: 'x',
    command_topic: 'z/Door/set',
    state_topic: 'z/Door',
    device: { identifiers: [`zigbee2mqtt_${ieee}`], name: 'Door' },
  },
};

test('the ways of all conventions that speak for a lock stand together, each topic once', () => {
  const [thing, ...others] = hear({ ...bridge, ...discovered });
  expect(others).toEqual([]);
  expect(thing).toMatchObject({ guards: true, device: { name: 'Door' } });
  const filters = thing?.ways.map(({ filter }) => filter) ?? [];
  expect(filters).toContain('z/Door/set/#');
  expect(filters).toContain('homeassistant/+/+/config');
  expect(new Set(filters).size).toBe(filters.length);
});

test('a name that makes no topic has no way, and a sensor is no thing that acts', () => {
  const wild = { ...door, friendly_name: 'Do#or' };
  const ways = hear({ ...bridge, 'z/bridge/devices': [wild] })[0]?.ways ?? [];
  expect(ways.filter(({ filter }) => filter.includes('Do#or'))).toEqual([]);
  const sensor = {
    ...door,
    definition: { exposes: [{ type: 'binary', name: 'contact', property: 'contact', access: 1 }] },
  };
  expect(hear({ ...bridge, 'z/bridge/devices': [sensor] })).toEqual([]);
});
