import { expect } from 'vitest';

import { told, without, type Example, type Line } from '../listen.testing';

const client = 'zw/_CLIENTS/ZWAVE_GATEWAY-home';
const time = 1_799_999_000_000;

/** a value in the payload type "JSON time-value" */
export const value = (topic: string, said: unknown, retained = false): Line => ({
  topic: `zw/${topic}`,
  payload: { time, value: said },
  retained,
});
const status = (topic: string, nodeId: number, said: string): Line => ({
  topic: `zw/${topic}/status`,
  payload: { time, value: said !== 'Dead', status: said, nodeId },
  retained: true,
});
const nodeinfo = (topic: string, info: object): Line => ({
  topic: `zw/${topic}/nodeinfo`,
  payload: info,
  retained: true,
});

export const begin: readonly Line[] = [
  { topic: `${client}/status`, payload: { value: true, time }, retained: true },
  status('nodeID_1', 1, 'Alive'),
  nodeinfo('nodeID_1', {
    id: 1,
    name: '',
    isControllerNode: true,
    productLabel: 'ZW090',
    manufacturer: 'AEON Labs',
    status: 'Alive',
  }),
  status('hall/Front_Door', 61, 'Alive'),
  nodeinfo('hall/Front_Door', {
    id: 61,
    name: 'Front Door',
    loc: 'hall',
    manufacturer: 'Yale',
    productLabel: 'YRD256',
    firmwareVersion: '1.88.0',
    isListening: false,
    minBatteryLevel: 71,
    lastActive: time,
    statistics: { rssi: -72 },
    firmwareCapabilities: { firmwareUpgradable: true },
    status: 'Alive',
  }),
];
export const lock = 'hall/Front_Door/door_lock/endpoint_0';

const answer = (call: string, payload: object): Line => ({
  topic: `${client}/api/${call}`,
  payload: { success: true, ...payload },
});
const setpoint = (type: number, name: string, said: number, unit: string | undefined) => ({
  commandClass: 67,
  endpoint: 0,
  property: 'setpoint',
  propertyKey: type,
  propertyKeyName: name,
  unit,
  value: said,
});
export const updates = [
  { version: '1.89.0', files: [{ target: 0, url: 'https://x', integrity: 'sha256:1' }] },
  { version: '1.100.0', files: [{ target: 0, url: 'https://y', integrity: 'sha256:2' }] },
  { version: '1.9.0', downgrade: true },
];

export const examples: readonly Example[] = [
  {
    story: 'a lock behind its controller, with all that the gateway knows of it',
    lines: begin,
    devices: {
      'Node 1': {
        kind: 'hub',
        id: 'zwave-node:zw/1',
        nameIsDerived: true,
        vendor: 'AEON Labs',
        reachability: 'online',
      },
      'Front Door': {
        id: 'zwave-node:zw/61',
        room: 'hall',
        vendor: 'Yale',
        model: 'YRD256',
        reachability: 'online',
        power: 'battery',
        via: 'zwave-node:zw/1',
        lastSeen: time,
        lastSeenLive: false,
        battery: told({ percent: 71, low: null }),
        signal: told({ rssiDbm: -72, lqi: null }),
        firmware: told({ installed: '1.88.0', latest: null, updateAvailable: null, updating: null }),
      },
    },
  },
  {
    story: 'a bolt that is thrown, an open door, and a jam',
    lines: [
      ...begin,
      value(`${lock}/currentMode`, 255),
      value(`${lock}/doorStatus`, 'open'),
      value('hall/Front_Door/notification/endpoint_0/Access_Control/Lock_state', 11),
    ],
    devices: { 'Front Door': { kind: 'lock', state: { lock: told('jammed'), contact: told('open') } } },
  },
  {
    story: 'of two memories of a bolt the later one is true, in whatever order they come',
    lines: [
      ...begin,
      { topic: `zw/${lock}/currentMode`, payload: { time: time + 1, value: 0 }, retained: true },
      value('hall/Front_Door/notification/endpoint_0/Access_Control/Lock_state', 11, true),
    ],
    devices: { 'Front Door': { state: { lock: told('unlocked') } } },
  },
  {
    story: 'topics by id, and the bare value as payload',
    lines: [
      begin[0] as Line,
      { topic: 'zw/hall/61/status', payload: 'true', retained: true },
      { topic: 'zw/hall/61/98/0/currentMode', payload: '0' },
      { topic: 'zw/hall/61/98/0/doorStatus', payload: 'closed' },
      { topic: 'zw/hall/61/128/0/level', payload: '40' },
    ],
    devices: {
      'Node 61': {
        id: 'zwave-node:zw/61',
        kind: 'lock',
        room: 'hall',
        reachability: 'online',
        battery: told({ percent: 40 }),
        state: { lock: told('unlocked'), contact: told('closed') },
      },
    },
  },
  {
    story: 'the entire value object as payload, which alone tells the unit',
    lines: [
      ...begin,
      value('hall/Front_Door/multilevel_sensor/endpoint_0/Humidity', 40),
      value('hall/Front_Door/multilevel_sensor/endpoint_0/Air_temperature', 19),
      {
        topic: 'zw/hall/Front_Door/multilevel_sensor/endpoint_0/Air_temperature',
        payload: {
          id: '61-49-0-Air temperature',
          nodeId: 61,
          commandClass: 49,
          endpoint: 0,
          property: 'Air temperature',
          unit: '°F',
          value: 68,
        },
      },
    ],
    devices: { 'Front Door': { state: { humidityPercent: told(40), temperatureC: told(20) } } },
  },
  {
    story: 'a temperature whose unit nobody told is not known, nor one that cannot be',
    lines: [
      ...begin,
      value('hall/Front_Door/multilevel_sensor/endpoint_0/Air_temperature', 68),
      answer('getNodes', {
        result: [
          {
            id: 8,
            name: 'Heater',
            values: [{ commandClass: 49, endpoint: 0, property: 'Air temperature', unit: '°C', value: -999.9 }],
          },
        ],
      }),
    ],
    devices: { 'Front Door': { state: {} }, Heater: { state: {} } },
  },
  {
    story: 'a node asleep is well, and a dead one is not',
    lines: [...begin, status('Shed', 62, 'Asleep'), status('Cellar', 63, 'Dead')],
    devices: { Shed: { reachability: 'asleep' }, Cellar: { reachability: 'offline' } },
  },
  {
    story: 'everything at once in the answer to getNodes; a virtual node is no device',
    lines: [
      begin[0] as Line,
      answer('getNodes', {
        result: [
          { id: 255, name: 'Broadcast', virtual: true, values: {} },
          {
            id: 4,
            name: 'Hall motion',
            loc: 'Entrée',
            deviceClass: { generic: 7 },
            status: 'Asleep',
            values: {
              a: {
                commandClass: 113,
                endpoint: 0,
                property: 'Home Security',
                propertyKey: 'Motion sensor status',
                value: 8,
              },
              b: { commandClass: 113, endpoint: 0, property: 'Home Security', propertyKey: 'Cover status', value: 3 },
            },
          },
          { id: 5, name: 'Blind', deviceClass: { generic: 17, specific: 6 }, values: [] },
        ],
      }),
    ],
    devices: {
      Broadcast: undefined,
      'Hall motion': {
        kind: 'sensor',
        reachability: 'asleep',
        state: { motion: told(true), tamper: told(true) },
        lastSeenLive: false,
      },
      Blind: { kind: 'cover' },
    },
  },
  {
    story: 'the gateway is gone: nothing is known of what is behind it',
    lines: [...begin, { topic: `${client}/status`, payload: { value: false, time }, retained: true }],
    devices: { 'Node 1': { reachability: 'offline' }, 'Front Door': { reachability: 'unknown' } },
  },
  {
    story: 'the driver does not reach its stick',
    lines: [...begin, { topic: 'zw/driver/status', payload: 'false', retained: true }],
    devices: { 'Front Door': { reachability: 'unknown' } },
  },
  {
    story: 'a siren that sounds',
    lines: [...begin, status('Siren', 63, 'Alive'), value('Siren/sound_switch/endpoint_2/toneId', 10)],
    devices: { Siren: { kind: 'siren', state: { siren: told('sounding') } } },
  },
  {
    story: 'a keypad that was closed after wrong codes',
    lines: [...begin, value('hall/Front_Door/notification/endpoint_0/Access_Control/Keypad_temporary_disabled', {})],
    devices: { 'Front Door': { lastEvent: told({ meaning: 'keypad-closed' }) } },
  },
  {
    story: 'a wrong code at a keypad that tells of each',
    lines: [...begin, value('hall/Front_Door/notification/endpoint_0/Home_Security/Tampering_invalid_code', {})],
    devices: { 'Front Door': { lastEvent: told({ text: 'A wrong code was entered', meaning: 'wrong-code' }) } },
  },
  {
    story: 'a door opened at the keypad with somebody’s code, which the broker’s memory does not do again',
    lines: [
      ...begin,
      value('hall/Front_Door/notification/endpoint_0/Access_Control/Keypad_unlock_operation', { userId: 3 }),
      value('hall/Front_Door/notification/endpoint_0/Access_Control/Keypad_lock_operation', { userId: 3 }, true),
    ],
    devices: {
      'Front Door': {
        lastEvent: told({ text: 'Unlocked at the keypad with the code of user 3', meaning: 'right-code' }),
      },
    },
  },
  {
    story: 'the newest update that leads forward, and how it ended',
    lines: [
      ...begin,
      answer('getAvailableFirmwareUpdates', { result: updates, args: [61] }),
      {
        topic: 'zw/_EVENTS_/ZWAVE_GATEWAY-home/node/firmware_update_progress',
        payload: { data: [{ id: 61 }, { progress: 60 }] },
      },
      answer('firmwareUpdateOTA', { success: false, message: 'The node did not answer', args: [61] }),
    ],
    devices: {
      'Front Door': {
        capabilities: ['firmware-check', 'firmware-update'],
        firmware: told({ latest: '1.100.0', updateAvailable: true, updating: null }),
        lastUpdate: told({ outcome: 'failed', reason: 'The node did not answer', percent: null }),
      },
    },
  },
  {
    story: 'no update is an answer',
    lines: [...begin, answer('getAvailableFirmwareUpdates', { result: [], args: [61] })],
    devices: { 'Front Door': { firmware: told({ updateAvailable: false, latest: null }) } },
  },
  {
    story: 'a node that is renamed stays the same one',
    lines: [
      ...begin,
      status('hall/Main_Door', 61, 'Alive'),
      nodeinfo('hall/Main_Door', { id: 61, name: 'Main Door', loc: 'hall' }),
      value('hall/Main_Door/battery/endpoint_0/level', 9),
    ],
    devices: { 'Main Door': { id: 'zwave-node:zw/61', battery: told({ percent: 9 }) }, 'Front Door': undefined },
  },
  {
    story: 'what the broker remembers below an old name is not what the node says now',
    lines: [
      ...begin,
      value('hall/Front_Door/battery/endpoint_0/level', 80, true),
      { topic: 'zw/hall/New_Door/status', payload: { time: time + 5, value: true, status: 'Alive', nodeId: 61 } },
      status('hall/Front_Door', 61, 'Dead'),
      value('hall/Front_Door/battery/endpoint_0/level', 3, true),
    ],
    devices: { 'Front Door': { reachability: 'online', battery: told({ percent: 80 }) } },
  },
  {
    story: 'details that are none are refused',
    lines: [...begin, { topic: 'zw/hall/Front_Door/nodeinfo', payload: '"Front Door"' }],
    devices: { 'Front Door': { vendor: 'Yale' } },
    problems: [/could not be read/],
  },
  {
    story: 'a battery warning is no percentage, and a mode that is unknown says nothing',
    lines: [...begin, value('hall/Front_Door/battery/endpoint_0/level', 255), value(`${lock}/currentMode`, 254)],
    devices: { 'Front Door': { battery: told({ percent: 71, low: true }), state: without('lock') } },
  },
  {
    story: 'a bolt of which the lock does not know any more is not said to be locked',
    lines: [...begin, value(`${lock}/currentMode`, 255), value(`${lock}/currentMode`, 254)],
    devices: { 'Front Door': { state: without('lock') } },
  },
  ...(
    [
      [0, 'closed'],
      [255, 'open'],
      [252, 'open'],
      [253, 'open'],
    ] as const
  ).flatMap(([position, contact]) =>
    ['barrier_operator/endpoint_0/currentState', '102/0/currentState'].map((topic) => ({
      story: `a garage door is no lock, and ${contact} at ${position} on ${topic}`,
      lines: [
        ...begin,
        status('garage/Gate', 9, 'Alive'),
        nodeinfo('garage/Gate', { id: 9, name: 'Gate', loc: 'garage', deviceClass: { generic: 64, specific: 7 } }),
        value(`garage/Gate/${topic}`, position),
      ],
      devices: { Gate: { kind: 'cover', capabilities: ['contact'], state: { contact: told(contact) } } },
    })),
  ),
  {
    story: 'an entry control that tells nothing yet is a lock, unless it is a gate',
    lines: [
      ...begin,
      status('hall/Bolt', 10, 'Alive'),
      nodeinfo('hall/Bolt', { id: 10, name: 'Bolt', loc: 'hall', deviceClass: { generic: 64, specific: 3 } }),
    ],
    devices: { Bolt: { kind: 'lock' } },
  },
  ...(
    [
      [
        'a thermostat tells what it is set to, and what it does',
        1,
        1,
        { thermostatMode: told('heat'), thermostatAction: told('heating'), targetTemperatureC: told(20) },
      ],
      [
        'each mode has its own warmth',
        2,
        2,
        { thermostatMode: told('cool'), thermostatAction: told('cooling'), targetTemperatureC: told(25) },
      ],
      [
        'left to heat or to cool it is set to none of both',
        3,
        0,
        expect.toSatisfy((state) => state.thermostatMode.value === 'heat_cool' && !('targetTemperatureC' in state)),
      ],
      ['away is no mode that tells what it is left to do', 13, 4, without('thermostatMode', 'targetTemperatureC')],
    ] as const
  ).map(([story, mode, action, state]) => ({
    story,
    lines: [
      ...begin,
      answer('getNodes', {
        result: [
          {
            id: 12,
            name: 'Radiator',
            deviceClass: { generic: 8 },
            values: [
              { commandClass: 64, endpoint: 0, property: 'mode', value: 0 },
              setpoint(1, 'Heating', 17, '°C'),
              setpoint(2, 'Cooling', 77, '°F'),
            ],
          },
        ],
      }),
      status('Radiator', 12, 'Alive'),
      value('Radiator/thermostat_setpoint/endpoint_0/setpoint/1', 20),
      value('Radiator/thermostat_mode/endpoint_0/mode', mode),
      value('Radiator/66/0/state', action),
    ],
    devices: { Radiator: { kind: 'climate', capabilities: ['climate'], state } },
  })),
  {
    story: 'a radiator valve without modes is set to its only warmth, and one without a unit to nothing that is known',
    lines: [
      ...begin,
      answer('getNodes', {
        result: [
          { id: 12, name: 'Valve', values: [setpoint(1, 'Heating', 21.5, '°C')] },
          { id: 13, name: 'Old valve', values: [setpoint(1, 'Heating', 70, undefined)] },
        ],
      }),
    ],
    devices: {
      Valve: { kind: 'climate', state: { targetTemperatureC: told(21.5) } },
      'Old valve': { kind: 'climate', state: without('targetTemperatureC') },
    },
  },
];
