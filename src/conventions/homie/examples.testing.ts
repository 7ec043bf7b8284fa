import { expect } from 'vitest';

import { told, without, type Example, type Line } from '../listen.testing';

const attributes = (device: string, all: Readonly<Record<string, string>>): readonly Line[] =>
  Object.entries(all).map(([path, payload]) => ({ topic: `${device}/${path}`, payload, retained: true }));

/** A door of Homie 4 with a lock, a contact and a battery, as a broker remembers it: the attributes in any order. */
export const door4 = attributes('house/door', {
  $homie: '4.0.0',
  'bolt/locked': 'true',
  $name: 'Haustür',
  $nodes: 'bolt,leaf',
  $mac: 'DE:AD:BE:EF:00:21',
  '$fw/name': 'homie-lock',
  '$fw/version': '2.3.1',
  '$stats/battery': '17',
  '$stats/signal': '64',
  'bolt/$type': 'lock',
  'bolt/$properties': 'locked',
  'bolt/locked/$datatype': 'boolean',
  'bolt/locked/$settable': 'true',
  'leaf/$type': 'contact',
  'leaf/$properties': 'open,pin',
  'leaf/open/$datatype': 'boolean',
  'leaf/open': 'true',
  $state: 'ready',
});

const gate5 = {
  name: 'Gate',
  type: 'lock',
  nodes: {
    lock: {
      type: 'lock',
      properties: {
        state: { datatype: 'enum', format: 'locked,unlocked,jammed', settable: true },
        battery: { datatype: 'integer', unit: '%' },
        'low-battery': { datatype: 'boolean' },
      },
    },
    leaf: { properties: { contact: { datatype: 'boolean', format: 'closed,open' } } },
    bell: { type: 'doorbell', properties: { state: { datatype: 'boolean' } } },
  },
};

export const device5 = (id: string, description: object, state = 'ready'): readonly Line[] => [
  { topic: `home/5/${id}/$state`, payload: state, retained: true },
  { topic: `home/5/${id}/$description`, payload: { homie: '5.0', version: 1, ...description }, retained: true },
];

const boolean = (type: string, id: string, format?: string) => ({
  nodes: { part: { type, properties: { [id]: { datatype: 'boolean', ...(format !== undefined && { format }) } } } },
});

const radiator = {
  temperature: { datatype: 'float', unit: '°C' },
  'target-temperature': { datatype: 'float', unit: '°F', settable: true },
  'max-temperature': { datatype: 'float', unit: '°C' },
  mode: { datatype: 'enum', format: 'off,heat,eco', settable: true },
  action: { datatype: 'enum', format: 'idle,heating' },
  'child-lock': { datatype: 'boolean', settable: true },
};

const ofOneProgram = ['front', 'back'].flatMap((name) =>
  attributes(`house/${name}`, {
    $homie: '4.0.0',
    $name: name,
    $mac: 'DE:AD:BE:EF:00:22',
    $nodes: 'bolt',
    'bolt/$properties': 'locked',
    'bolt/locked/$datatype': 'boolean',
    $state: 'ready',
    'bolt/locked': String(name === 'back'),
  }),
);

export const examples: readonly Example[] = [
  {
    story: 'two locks of one program are two, though each gives the address of its computer',
    lines: ofOneProgram,
    devices: {
      front: { id: 'homie:house/front', state: { lock: told('unlocked') } },
      back: { id: 'homie:house/back', state: { lock: told('locked') } },
    },
  },
  {
    story: 'and the address is the other’s when the first is gone',
    lines: [
      ...ofOneProgram,
      { topic: 'house/front/$homie', payload: '' },
      { topic: 'house/back/$name', payload: 'Back' },
    ],
    devices: { front: undefined, Back: { identifiers: ['homie:house/back', 'mac:de:ad:be:ef:00:22'] } },
  },
  {
    story: 'whoever gives one address after the other is known by a few, and leaves the rest to others',
    lines: [
      ...ofOneProgram,
      ...[3, 4, 5, 6, 7].map((last) => ({ topic: 'house/front/$mac', payload: `DE:AD:BE:EF:00:0${last}` })),
      ...[3, 7].flatMap((last) =>
        attributes(`house/d${last}`, {
          $homie: '4.0.0',
          $name: `d${last}`,
          $mac: `DE:AD:BE:EF:00:0${last}`,
          $state: 'ready',
        }),
      ),
    ],
    devices: {
      d3: { identifiers: ['homie:house/d3'] },
      d7: { identifiers: ['homie:house/d7', 'mac:de:ad:be:ef:00:07'] },
    },
  },
  {
    story: 'a door of Homie 4, whose value came before anybody said what it means',
    lines: door4,
    devices: {
      Haustür: {
        kind: 'lock',
        identifiers: ['homie:house/door', 'mac:de:ad:be:ef:00:21'],
        reachability: 'online',
        battery: told({ percent: 17, low: null }),
        signal: null,
        firmware: told({ installed: '2.3.1' }),
        state: { lock: told('locked'), contact: told('open') },
        power: 'battery',
        capabilities: ['lock', 'contact', 'battery'],
      },
    },
  },
  {
    story: 'a gate of Homie 5, described in one document',
    lines: [
      ...device5('gate', gate5),
      { topic: 'home/5/gate/lock/state', payload: 'jammed' },
      { topic: 'home/5/gate/lock/battery', payload: '8' },
      { topic: 'home/5/gate/lock/low-battery', payload: 'true' },
      { topic: 'home/5/gate/leaf/contact', payload: 'true' },
    ],
    devices: {
      Gate: {
        kind: 'lock',
        battery: told({ percent: 8, low: true }),
        state: { lock: told('jammed'), contact: told('open') },
        lastSeenLive: true,
      },
    },
  },
  {
    story: 'a bell that rings is an event, and a memory of one is none',
    lines: [
      ...device5('gate', gate5),
      { topic: 'home/5/gate/bell/state', payload: 'true' },
      { topic: 'home/5/gate/bell/state', payload: 'false' },
    ],
    devices: { Gate: { lastEvent: told({ event: 'rang', text: 'Somebody rang', meaning: 'rang' }) } },
  },
  {
    story: 'a device that sleeps is well',
    lines: device5('gate', gate5, 'sleeping'),
    devices: { Gate: { reachability: 'asleep' } },
  },
  {
    story: 'a child of a lost root is lost, whatever it said itself, and comes back with it',
    lines: [
      ...device5('hub', { name: 'Bridge', children: ['gate'] }),
      ...device5('gate', { ...gate5, root: 'hub', parent: 'hub' }),
      { topic: 'home/5/hub/$state', payload: 'lost' },
    ],
    devices: {
      Bridge: { kind: 'hub', reachability: 'offline' },
      Gate: { kind: 'lock', reachability: 'offline', via: 'homie:home/5/hub' },
    },
  },
  {
    story: 'the root is back, and so are its children',
    lines: [
      ...device5('hub', { name: 'Bridge', children: ['gate'] }, 'lost'),
      ...device5('gate', { ...gate5, root: 'hub' }),
      { topic: 'home/5/hub/$state', payload: 'ready' },
    ],
    devices: { Gate: { reachability: 'online' } },
  },
  {
    story: 'a device that left unretained is not back because the broker remembers it ready',
    lines: [
      ...door4,
      { topic: 'house/door/$state', payload: 'disconnected' },
      { topic: 'house/door/$state', payload: 'ready', retained: true },
    ],
    devices: { Haustür: { reachability: 'unknown' } },
  },
  {
    story: 'it is back when it speaks',
    lines: [
      ...door4,
      { topic: 'house/door/$state', payload: 'disconnected' },
      { topic: 'house/door/$state', payload: 'ready', retained: true },
      { topic: 'house/door/leaf/open', payload: 'false' },
    ],
    devices: { Haustür: { reachability: 'online', state: { contact: told('closed') } } },
  },
  {
    story: 'a device without a state is none',
    lines: [
      ...door4,
      { topic: 'house/lamp/$name', payload: 'Lamp', retained: true },
      { topic: 'house/lamp/light/power', payload: 'true', retained: true },
    ],
    devices: { Lamp: undefined },
  },
  {
    story: 'a device whose state is cleared is gone',
    lines: [...device5('gate', gate5), { topic: 'home/5/gate/$state', payload: '', retained: true }],
    devices: { Gate: undefined },
  },
  {
    story: 'what its own format names, it means: here true is unlocked',
    lines: [
      ...device5('x', { name: 'Shed', ...boolean('lock', 'state', 'locked,unlocked') }),
      { topic: 'home/5/x/part/state', payload: 'true' },
    ],
    devices: { Shed: { kind: 'lock', state: { lock: told('unlocked') } } },
  },
  {
    story: 'a contact that does not say which of its values is open says nothing',
    lines: [
      ...device5('x', { name: 'Window', ...boolean('contact', 'contact') }),
      { topic: 'home/5/x/part/contact', payload: 'true' },
    ],
    devices: { Window: { kind: 'other', state: {} } },
  },
  {
    story: 'an engine that is warm is no sensor, and a name makes no lock',
    lines: [
      ...device5('x', {
        name: 'Lock of the car',
        nodes: { engine: { type: 'V8', properties: { temperature: { datatype: 'float', unit: '°C' } } } },
      }),
      { topic: 'home/5/x/engine/temperature', payload: '21.5' },
    ],
    devices: { 'Lock of the car': { kind: 'other', state: { temperatureC: told(21.5) } } },
  },
  {
    story: 'a camera is one by its firmware',
    lines: attributes('house/cam', { $homie: '3.0.1', $state: 'ready', $name: 'Drive', $implementation: 'esp32-cam' }),
    devices: { Drive: { kind: 'camera', capabilities: [] } },
  },
  {
    story: 'a smoke alarm, a leak and a siren',
    lines: [
      ...device5('x', {
        name: 'Cellar',
        nodes: {
          smoke: { type: 'smoke-sensor', properties: { alarm: { datatype: 'boolean' } } },
          floor: { type: 'leak', properties: { detected: { datatype: 'boolean' } } },
          horn: { type: 'siren', properties: { active: { datatype: 'boolean', settable: true } } },
        },
      }),
      { topic: 'home/5/x/smoke/alarm', payload: 'true' },
      { topic: 'home/5/x/floor/detected', payload: 'false' },
      { topic: 'home/5/x/horn/active', payload: 'false' },
    ],
    devices: { Cellar: { kind: 'siren', state: { smoke: told(true), leak: told(false), siren: told('silent') } } },
  },
  {
    story: 'a state that is none of Homie’s changes nothing',
    lines: [...device5('gate', gate5), { topic: 'home/5/gate/$state', payload: 'resting' }],
    devices: { Gate: { reachability: 'online' } },
    problems: [/none that Homie knows/],
  },
  {
    story: 'a description that is no document is refused',
    lines: [...device5('gate', gate5), { topic: 'home/5/gate/$description', payload: 'a gate' }],
    devices: { Gate: { kind: 'lock' } },
    problems: [/not a JSON object/],
  },
  {
    story: 'a battery of 300 % is no reading, and a bolt that is perhaps locked is not known',
    lines: [
      ...device5('gate', gate5),
      { topic: 'home/5/gate/lock/battery', payload: '300' },
      { topic: 'home/5/gate/lock/state', payload: 'perhaps' },
    ],
    devices: { Gate: { battery: null, state: {} } },
  },
  {
    story: 'a thermostat tells how warm it is, and to how warm it is set, which are two things',
    lines: [
      ...device5('trv', { name: 'Radiator', nodes: { heating: { properties: radiator } } }),
      { topic: 'home/5/trv/heating/temperature', payload: '19.5' },
      { topic: 'home/5/trv/heating/target-temperature', payload: '69.8' },
      { topic: 'home/5/trv/heating/max-temperature', payload: '28' },
      { topic: 'home/5/trv/heating/mode', payload: 'heat' },
      { topic: 'home/5/trv/heating/action', payload: 'heating' },
      { topic: 'home/5/trv/heating/child-lock', payload: 'true' },
    ],
    devices: {
      Radiator: {
        kind: 'climate',
        capabilities: ['temperature', 'climate'],
        state: {
          temperatureC: told(19.5),
          targetTemperatureC: { value: expect.closeTo(21) },
          thermostatMode: told('heat'),
          thermostatAction: told('heating'),
        },
      },
    },
  },
  {
    story:
      'set to a mode that only its maker knows, it is not said to be off; to one of two warmths, it is set to neither',
    lines: [
      ...device5('trv', {
        name: 'Radiator',
        nodes: {
          heating: {
            properties: { ...radiator, 'night-setpoint': { datatype: 'float', unit: '°C' } },
          },
        },
      }),
      { topic: 'home/5/trv/heating/target-temperature', payload: '69.8' },
      { topic: 'home/5/trv/heating/night-setpoint', payload: '16' },
      { topic: 'home/5/trv/heating/mode', payload: 'off' },
      { topic: 'home/5/trv/heating/mode', payload: 'eco' },
    ],
    devices: { Radiator: { state: without('targetTemperatureC', 'thermostatMode', 'temperatureC', 'lock') } },
  },
  ...['child-lock', 'auto-lock', 'lock-jammed', 'keypad-lock', 'lock-enabled'].map((id) => ({
    story: `a ${id} is no bolt`,
    lines: [
      ...device5('x', { name: 'Thing', ...boolean('part', id) }),
      { topic: `home/5/x/part/${id}`, payload: 'true' },
    ],
    devices: { Thing: { kind: 'other', capabilities: [], state: {} } },
  })),
  ...['smoke-test', 'motion-enabled', 'valve-open', 'open-window-detection', 'leak-fault'].map((id) => ({
    story: `what a ${id} says is not said of the house`,
    lines: [
      ...device5('x', { name: 'Thing', ...boolean('part', id) }),
      { topic: `home/5/x/part/${id}`, payload: 'true' },
    ],
    devices: { Thing: { state: {} } },
  })),
  ...(
    [
      ['front-door-lock', { lock: told('locked') }],
      ['door-locked', { lock: told('locked') }],
      ['door-open', { contact: told('open') }],
      ['window-tamper', { tamper: told(true) }],
    ] as const
  ).map(([id, state]) => ({
    story: `a ${id} says what it says, whatever it stands on`,
    lines: [
      ...device5('x', { name: 'Thing', ...boolean('part', id) }),
      { topic: `home/5/x/part/${id}`, payload: 'true' },
    ],
    devices: { Thing: { state } },
  })),
];
