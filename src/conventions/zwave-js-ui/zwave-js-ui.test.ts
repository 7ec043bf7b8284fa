import { describe, expect, test } from 'vitest';

import {
  expectBoundedMemory,
  expectExample,
  expectFoundByFilters,
  expectNothingBreaks,
  hear,
  listen,
  type Line,
} from '../listen.testing';
import { begin, examples, lock, updates, value } from './examples.testing';
import { zwaveJsUi } from './zwave-js-ui';

const door = 'zwave-js-ui:zw/61';
const api = 'zw/_CLIENTS/ZWAVE_GATEWAY-home/api';

describe('Z-Wave JS UI', () => {
  test.each(examples)('$story', (example) => expectExample(zwaveJsUi, example));

  test('who listens only to what it asks for finds the same', () =>
    expectFoundByFilters(zwaveJsUi, [
      ...begin,
      value(`${lock}/currentMode`, 255, true),
      value('hall/Front_Door/notification/endpoint_0/Access_Control/Door_state', 22, true),
    ]));

  test('listens to its nodes one by one', () => {
    expect(listen(zwaveJsUi, []).reader.filters()).toEqual(['+/_CLIENTS/+/status', '+/+/_CLIENTS/+/status']);
    const { reader } = listen(zwaveJsUi, begin);
    expect(reader.filters().slice(2)).toEqual([
      'zw/+/status',
      'zw/+/+/status',
      'zw/_EVENTS_/+/node/+',
      `${api.replace('ZWAVE_GATEWAY-home', '+')}/getNodes`,
      `${api.replace('ZWAVE_GATEWAY-home', '+')}/getAvailableFirmwareUpdates`,
      `${api.replace('ZWAVE_GATEWAY-home', '+')}/firmwareUpdateOTA`,
      ...['zw/nodeID_1', 'zw/hall/Front_Door'].flatMap((node) =>
        ['nodeinfo', 'lastActive', '+/+/+', '+/+/+/+'].map((rest) => `${node}/${rest}`),
      ),
    ]);
    const revision = reader.filtersRevision;
    hear(reader, [value(`${lock}/currentMode`, 255)]);
    expect(reader.filtersRevision).toBe(revision);
  });

  test('is told to lock in the form of topic that it uses itself', () => {
    const { reader } = listen(zwaveJsUi, begin);
    expect(reader.encode(door, { type: 'lock' })).toBeNull();
    hear(reader, [value(`${lock}/currentMode`, 0)]);
    expect(reader.encode(door, { type: 'lock' })).toEqual([
      { topic: `zw/${lock}/targetMode/set`, payload: '255', qos: 1 },
    ]);
    hear(reader, [{ topic: 'zw/hall/Front_Door/98/0/currentMode', payload: '255' }]);
    expect(reader.encode(door, { type: 'unlock' })).toEqual([
      { topic: 'zw/hall/Front_Door/98/0/targetMode/set', payload: '0', qos: 1 },
    ]);
  });

  test('switches and sirens are set where they are read', () => {
    const { reader } = listen(zwaveJsUi, [
      ...begin,
      value('hall/Front_Door/binary_switch/endpoint_1/currentValue', false),
      value('hall/Front_Door/sound_switch/endpoint_2/toneId', 0),
    ]);
    expect(reader.encode(door, { type: 'switch', on: true })).toEqual([
      { topic: 'zw/hall/Front_Door/binary_switch/endpoint_1/targetValue/set', payload: 'true', qos: 1 },
    ]);
    expect(reader.encode(door, { type: 'siren', sounding: false })).toEqual([
      { topic: 'zw/hall/Front_Door/sound_switch/endpoint_2/toneId/set', payload: '0', qos: 1 },
    ]);
  });

  test('asks for updates, and starts the very one that was found', () => {
    const { reader } = listen(zwaveJsUi, begin);
    expect(reader.encode(door, { type: 'update' })).toBeNull();
    expect(reader.encode(door, { type: 'check-for-update' })).toEqual([
      { topic: `${api}/getAvailableFirmwareUpdates/set`, payload: '{"args":[61]}', qos: 1 },
    ]);
    hear(reader, [
      { topic: `${api}/getAvailableFirmwareUpdates`, payload: { success: true, result: updates, args: [61] } },
    ]);
    expect(reader.encode(door, { type: 'update' })).toEqual([
      { topic: `${api}/firmwareUpdateOTA/set`, payload: JSON.stringify({ args: [61, updates[1]] }), qos: 1 },
    ]);
  });

  test('a gateway is asked once for its nodes where it publishes no details', () => {
    const { reader } = listen(zwaveJsUi, [...begin, { topic: 'zw/Shed/status', payload: 'true' }]);
    expect(reader.introductions?.()).toEqual([{ topic: `${api}/getNodes/set`, payload: '{"args":[]}', qos: 1 }]);
    expect(reader.introductions?.()).toEqual([]);
    expect(listen(zwaveJsUi, begin).reader.introductions?.()).toEqual([]);
  });

  test.each([
    ['zw/hall/Front_Door/user_code/endpoint_0/userCode/1', { time: 1, value: '4821' }],
    ['zw/hall/Front_Door/99/0/userCode/1', '4821'],
    ['zw/hall/Front_Door/user_code/endpoint_0/userCode/1/set', '"4821"'],
    [`${api}/writeValue/set`, { args: [{ nodeId: 61, commandClass: 99, property: 'userCode' }, '4821'] }],
    [`${api}/writeValue`, { success: true, args: [{ nodeId: 61, commandClass: 99 }, '4821'] }],
    [
      `${api}/getNodes`,
      {
        result: [
          { id: 61, values: [{ commandClass: 99, endpoint: 0, property: 'userCode', propertyKey: 1, value: '4821' }] },
        ],
      },
    ],
    ['zw/hall/Front_Door/entry_control/endpoint_0/2', { time: 1, value: '4821' }],
    ['zw/hall/Front_Door/111/0/2', '"4821"'],
    [
      'zw/_EVENTS_/ZWAVE_GATEWAY-home/node/notification',
      { data: [{ id: 61 }, 111, { eventType: 2, eventData: '4821' }] },
    ],
    [
      'zw/_EVENTS_/ZWAVE_GATEWAY-home/node/value_updated',
      { data: [{ id: 61 }, { commandClass: 99, property: 'userCode', propertyKey: 1, newValue: '4821' }] },
    ],
  ])('the code of a lock or a keypad on %s is shown nowhere', (topic, payload) => {
    const { decoded, home } = listen(zwaveJsUi, [...begin, { topic, payload }]);
    // null: the message is shown as it is
    expect(decoded.at(-1)?.masked).toEqual(expect.any(String));
    expect(decoded.at(-1)?.masked).toEqual(expect.not.stringContaining('4821'));
    expect(JSON.stringify([...home.devices.values()])).not.toContain('4821');
  });

  test('a code that stands in clear is told as exposed, an empty slot is not', () => {
    const slot = (n: number, code: string): Line => value(`hall/Front_Door/user_code/endpoint_0/userCode/${n}`, code);
    const { named } = listen(zwaveJsUi, [...begin, slot(1, '4821'), slot(2, '')]);
    expect(named('Front Door')?.leaks).toEqual([
      { secret: 'lock-code', topic: 'zw/hall/Front_Door/user_code/endpoint_0/userCode/1', by: 'zwave-js-ui' },
    ]);
  });

  test('what somebody types at a keypad is told as exposed, what it keeps of keys is not', () => {
    const typed = value('hall/Front_Door/entry_control/endpoint_0/2', '4821');
    const { named } = listen(zwaveJsUi, [
      ...begin,
      value('hall/Front_Door/entry_control/endpoint_0/keyCacheSize', 8),
      typed,
    ]);
    expect(named('Front Door')?.leaks).toMatchObject([{ secret: 'keypad-code', topic: typed.topic }]);
  });

  test.each(['before', 'after'])('a node and its Home Assistant discovery, which came %s, are one', (order) => {
    const config: Line = {
      topic: 'homeassistant/lock/Front_Door/lock/config',
      payload: {
        state_topic: `zw/${lock}/currentMode`,
        device: { identifiers: ['zwavejs2mqtt_0xD0FF3A11_node61'] },
      },
    };
    const { home } = listen(zwaveJsUi, order === 'before' ? [config, ...begin] : [...begin, config]);
    expect(home.devices.get('zwave-node:zw/61')?.identifiers).toContain('ha:zwavejs2mqtt_0xd0ff3a11_node61');
  });

  test('two gateways with a node of the same number have two nodes', () => {
    const second = begin.map((line) => ({ ...line, topic: line.topic.replace('zw/', 'zwave/') }));
    expect([...listen(zwaveJsUi, [...begin, ...second]).home.devices.keys()]).toEqual([
      'zwave-node:zw/1',
      'zwave-node:zw/61',
      'zwave-node:1',
      'zwave-node:61',
    ]);
  });
});

describe('whatever is on the wire', () => {
  const more = ['hall/Front_Door/lastActive', 'hall/Front_Door/98/0/currentMode', '_EVENTS_/x/node/statistics_updated'];
  const calls = ['getNodes', 'getAvailableFirmwareUpdates', 'firmwareUpdateOTA'].map((call) => `${api}/${call}`);

  test('nothing makes the reader throw, and no prototype is touched', () => {
    expectNothingBreaks(zwaveJsUi, [
      ...begin,
      ...more.map((topic) => ({ topic: `zw/${topic}`, payload: '1' })),
      ...calls.map((topic) => ({
        topic,
        payload: { success: true, result: [{ id: 61, values: [null] }], args: [61] },
      })),
    ]);
  });

  test('a flood of nodes does not grow the memory without bound', () => {
    expectBoundedMemory(zwaveJsUi, begin, (n) => ({ topic: `zw/flood-${n}/status`, payload: 'true' }));
  });
});
