import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { alarmo } from './alarmo/alarmo';
import type { Convention } from './convention';
import { esphome } from './esphome/esphome';
import { frigate } from './frigate/frigate';
import { gatehouse } from './gatehouse/gatehouse';
import { homie } from './homie/homie';
import { message, type Said } from './hearing.testing';
import { homeAssistant } from './home-assistant/home-assistant';
import { nuki } from './nuki/nuki';
import { nukiHub } from './nuki-hub/nuki-hub';
import { ringMqtt } from './ring-mqtt/ring-mqtt';
import { wholeStatus } from './shelly/gen2/examples.testing';
import { shelly } from './shelly/shelly';
import { tasmota } from './tasmota/tasmota';
import { wled } from './wled/wled';
import { wyzeBridge } from './wyze-bridge/wyze-bridge';
import { bridgeDevices } from './zigbee2mqtt/examples.testing';
import { readGroups } from './zigbee2mqtt/ways-in';
import { zwaveJsUi } from './zwave-js-ui/zwave-js-ui';
import { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt';

/** The ways into the device that speaks as `voice`, after these messages. */
function waysInto(convention: Convention, voice: string, said: readonly Said[]) {
  const reader = convention.open();
  for (const one of said) reader.read(message(one));
  return (reader.waysIn?.(voice) ?? []).map(({ kind, filter }) => `${kind} ${filter}`);
}

const door = 'zigbee2mqtt:z/0x00124b00000000aa';
const bridge: readonly Said[] = [
  { topic: 'z/bridge/state', payload: { state: 'online' } },
  { topic: 'z/bridge/devices', payload: bridgeDevices },
];

describe('by which ways a device can be made to act', () => {
  test('a lock of Zigbee2MQTT: by its name, its radio address, its groups, and by those who administer the bridge', () => {
    const members = [{ ieee_address: '0x00124b00000000aa', endpoint: 1 }];
    const groups = [
      { id: 1, friendly_name: 'All locks', members },
      { id: 2, friendly_name: 'Lights', members: [] },
    ];
    const ways = waysInto(zigbee2mqtt, door, [...bridge, { topic: 'z/bridge/groups', payload: groups }]);
    expect(ways).toEqual([
      'command z/Haus/Tür/set/#',
      'command z/Haus/Tür/+/set/#',
      'command z/0x00124b00000000aa/set/#',
      'command z/All locks/set/#',
      'code z/bridge/request/extension/save',
      'code z/bridge/request/converter/save',
      'administration z/bridge/request/device/rename',
      'administration z/bridge/request/device/options',
      'administration z/bridge/request/group/members/add',
      'administration z/bridge/request/options',
      'administration z/bridge/request/action',
    ]);
    expect(waysInto(zigbee2mqtt, 'zigbee2mqtt:z/unknown', bridge)).toEqual([]);
  });

  test('whatever a bridge says of its groups, nothing throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => readGroups(value) instanceof Map));
    const twice = [{ friendly_name: 'a', members: [{ ieee_address: '0xAA' }, null, 'x'] }, null, { members: {} }];
    expect(readGroups(twice)).toEqual(new Map([['0xaa', ['a']]]));
  });

  test('a discovered lock: by its topic, and by whoever may announce devices to Home Assistant', () => {
    const config = {
      unique_id: 'l1',
      command_topic: 'hall/lock/set',
      state_topic: 'hall/lock',
      device: { identifiers: ['l'] },
    };
    const reader = homeAssistant.open();
    const decoded = reader.read(message({ topic: 'homeassistant/lock/l1/config', payload: config, retained: true }));
    const voice = decoded?.observations[0]?.device ?? '';
    expect(reader.waysIn?.(voice).map(({ kind, filter }) => `${kind} ${filter}`)).toEqual([
      'command hall/lock/set',
      'trick homeassistant/+/+/config',
      'trick homeassistant/+/+/+/config',
    ]);
  });

  test('a discovered door that tells its state where it takes its orders: that is said of the topic, and of no other', () => {
    const opener = {
      unique_id: 'd',
      command_topic: 'yard/door',
      state_topic: 'yard/door',
      set_position_topic: 'yard/pos',
    };
    const lamp = { unique_id: 'l', command_topic: 'yard/lamp/set', state_topic: 'yard/lamp' };
    const reader = homeAssistant.open();
    const voices = [opener, lamp].map((options) => {
      const payload = { ...options, device: { identifiers: ['y'] } };
      const topic = `homeassistant/${options === lamp ? 'switch' : 'cover'}/${options.unique_id}/config`;
      return reader.read(message({ topic, payload, retained: true }))?.observations[0]?.device ?? '';
    });
    expect(reader.waysIn?.(voices[0] ?? '').filter(({ kind }) => kind === 'command')).toMatchObject([
      { filter: 'yard/door', tellsState: true },
      { filter: 'yard/lamp/set' },
    ]);
    expect(reader.waysIn?.(voices[0] ?? '')[1]).not.toHaveProperty('tellsState');
  });

  test('an area of Alarmo: by its own topic and by that of the whole panel', () => {
    const said = [
      { topic: 'alarmo/state', payload: 'disarmed' },
      { topic: 'alarmo/cellar/state', payload: 'armed_away' },
    ];
    expect(waysInto(alarmo, 'alarmo:alarmo', said)).toEqual(['command alarmo/command']);
    expect(waysInto(alarmo, 'alarmo:alarmo/cellar', said)).toEqual([
      'command alarmo/command',
      'command alarmo/cellar/command',
    ]);
  });

  test('a lock of Nuki’s own: by the number of an action, and by each of two names', () => {
    const said = [{ topic: 'nuki/398172F4/connected', payload: 'true', retained: true }];
    expect(waysInto(nuki, 'nuki:nuki/398172F4', said)).toEqual([
      'command nuki/398172F4/lockAction',
      'command nuki/398172F4/lock',
      'command nuki/398172F4/unlock',
    ]);
    expect(waysInto(nuki, 'nuki:nuki/0', said)).toEqual([]);
  });

  test('a device of ESPHome with two locks: by each of them, though from here neither is commanded', () => {
    const said = [
      { topic: 'gate/status', payload: 'online' },
      { topic: 'gate/lock/left/state', payload: 'LOCKED' },
      { topic: 'gate/lock/right/state', payload: 'LOCKED' },
      { topic: 'gate/sensor/heat/state', payload: '20' },
      { topic: 'gate/alarm_control_panel/yard/state', payload: 'DISARMED' },
    ];
    expect(waysInto(esphome, 'esphome:gate', said)).toEqual([
      'command gate/lock/left/command',
      'command gate/lock/right/command',
      'command gate/alarm_control_panel/yard/command',
    ]);
  });

  test('a Homie device: by each property that can be set', () => {
    const description = {
      homie: '5.0',
      name: 'Gate',
      nodes: {
        bolt: { properties: { locked: { datatype: 'boolean', settable: true }, mode: { settable: true }, age: {} } },
      },
    };
    const said = [
      { topic: 'home/5/gate/$state', payload: 'ready', retained: true },
      { topic: 'home/5/gate/$description', payload: description, retained: true },
    ];
    expect(waysInto(homie, 'homie:home/5/gate', said)).toEqual([
      'command home/5/gate/bolt/locked/set',
      'command home/5/gate/bolt/mode/set',
    ]);
  });

  test('a Z-Wave lock: by its codes, by those who administer its gateway, and by orders to several nodes', () => {
    const client = 'zw/_CLIENTS/ZWAVE_GATEWAY-home';
    const said = [
      { topic: `${client}/status`, payload: { value: true }, retained: true },
      { topic: 'zw/Door/status', payload: { value: true, status: 'Alive', nodeId: 6 }, retained: true },
      { topic: 'zw/Door/user_code/endpoint_0/userIdStatus/3', payload: { value: 1 }, retained: true },
    ];
    expect(waysInto(zwaveJsUi, 'zwave-js-ui:zw/6', said)).toEqual([
      'administration zw/Door/user_code/endpoint_0/+/+/set',
      `administration ${client}/api/+/set`,
      `administration ${client}/multicast/set`,
      `administration ${client}/broadcast/#`,
    ]);
  });

  test('a Tasmota plug: by any command of its own, and by the group of all', () => {
    const said = [
      { topic: 'tele/plug/LWT', payload: 'Online' },
      { topic: 'tele/plug/STATE', payload: { POWER: 'ON', Wifi: {} } },
    ];
    const reader = tasmota.open();
    const voices = said.flatMap((one) => reader.read(message(one))?.observations.map(({ device }) => device) ?? []);
    expect(reader.waysIn?.(voices[0] ?? '').map(({ filter }) => filter)).toEqual(['cmnd/plug/#', 'cmnd/tasmotas/#']);
    expect(reader.speech?.(voices[0] ?? '')?.says).toEqual(['tele/plug/#', 'stat/plug/#', 'tasmota/discovery/#']);
  });

  test('a light strip of WLED: by its own topics, any command among them, and by the group of all', () => {
    const said = [
      { topic: 'living/shelf/status', payload: 'online' },
      { topic: 'living/shelf/c', payload: '#FFA000' },
    ];
    expect(waysInto(wled, 'wled:living/shelf', said)).toEqual([
      'command living/shelf',
      'command living/shelf/col',
      'command living/shelf/api',
      'command wled/all',
      'command wled/all/col',
      'command wled/all/api',
    ]);
    expect(waysInto(wled, 'wled:unknown', said)).toEqual([]);
  });

  test('a Tasmota plug lives where it was heard, and not where it says that it speaks and is commanded', () => {
    const own = (tp: readonly string[]) => {
      const reader = tasmota.open();
      const config = { t: 'plug', ft: '%prefix%/', mac: '8CAAB50000A1', tp };
      const said = [
        { topic: 'tasmota/discovery/8CAAB50000A1/config', payload: config },
        { topic: 'stat/plug/STATUS6', payload: { StatusMQT: { MqttUser: 'frigate' } } },
      ];
      const voices = said.flatMap((one) => reader.read(message(one))?.observations.map(({ device }) => device) ?? []);
      return reader.speech?.(voices[0] ?? '')?.own;
    };
    expect(own(['frigate', 'stat/plug', 'frigate'])).toEqual(['stat/plug/#', 'tasmota/discovery/#']);
    expect(own(['cmnd/plug', 'stat/plug', 'tele/plug'])).toEqual(['stat/plug/#', 'cmnd/plug/#', 'tasmota/discovery/#']);
  });

  test('a Shelly: by its remote control, which owns it whatever its password, and by its own command topics', () => {
    const online = { topic: 'shellyplus1pm-0a1b2c3d4e5f/online', payload: 'true' };
    const status = { id: 2, src: 'shellyplus1pm-0a1b2c3d4e5f', result: wholeStatus };
    expect(
      waysInto(shelly, 'shelly:shellyplus1pm-0a1b2c3d4e5f', [online, { topic: 'gatehouse/rpc', payload: status }]),
    ).toEqual(['command shellyplus1pm-0a1b2c3d4e5f/rpc', 'command shellyplus1pm-0a1b2c3d4e5f/command/#']);
  });

  test('a camera of Frigate: by its switches and where it is turned, and by none of another camera', () => {
    const fps = { camera_fps: 5, connection_quality: 'good' };
    const said = [
      { topic: 'nvr/available', payload: 'online' },
      { topic: 'nvr/stats', payload: { cameras: { drive: fps, porch: fps }, service: { version: '0.16.1' } } },
    ];
    expect(waysInto(frigate, 'frigate:nvr/drive', said)).toEqual(['command nvr/drive/+/set', 'command nvr/drive/ptz']);
  });

  test('voices of other conventions have no ways there', () => {
    for (const convention of [
      gatehouse,
      shelly,
      nukiHub,
      tasmota,
      homeAssistant,
      alarmo,
      frigate,
      wyzeBridge,
      ringMqtt,
    ])
      expect(waysInto(convention, door, [])).toEqual([]);
  });
});

describe('what a device needs', () => {
  test('the bridge needs its own topics, its announcements and the start of Home Assistant; its devices log in nowhere', () => {
    const reader = zigbee2mqtt.open();
    const hub = bridge.flatMap((one) => reader.read(message(one))?.observations ?? []);
    const coordinator = hub.find(({ fact }) => fact.type === 'identity' && fact.kind === 'hub')?.device ?? '';
    expect(reader.speech?.(coordinator)).toEqual({
      says: ['z/#', 'homeassistant/#'],
      hears: ['z/#', 'homeassistant/status'],
    });
    expect(reader.speech?.(door)).toBeNull();
  });
});
