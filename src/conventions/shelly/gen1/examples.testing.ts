import { expect } from 'vitest';

import { fact, type Example } from '../../hearing.testing';

const door = 'shelly:shellydw2-0a1b2c3d4e5f';
const doorTopic = 'shellies/shellydw2-0A1B2C3D4E5F';
const plugTopic = 'shellies/laundry/plug';
const plug = 'mac:0a:1b:2c:3d:4e:60';

export const doorInfo = {
  wifi_sta: { connected: true, ssid: 'x', ip: '192.0.2.9', rssi: -61 },
  mac: '0A1B2C3D4E5F',
  has_update: false,
  tmp: { value: 71.6, units: 'F', tC: 22, tF: 71.6, is_valid: true },
  lux: { value: 12, is_valid: true },
  accel: { tilt: -1, vibration: 0 },
  sensor: { state: 'open', is_valid: true },
  bat: { value: 0, voltage: 2.1 },
  act_reasons: ['sensor'],
  update: { status: 'unknown', has_update: false, new_version: '', old_version: '20230913-112843/v1.14.0-gcb84623' },
};

export const plugInfo = {
  wifi_sta: { connected: false, rssi: 0 },
  mac: '0A1B2C3D4E60',
  relays: [{ ison: true }],
  meters: [{ power: 41.5, is_valid: true, total: 120_000 }],
  inputs: [],
  tmp: { tC: 39, tF: 102.2, is_valid: true },
  update: {
    status: 'pending',
    has_update: true,
    old_version: '20230913-112003/v1.14.0-gcb84623',
    new_version: '20241106-112037/v1.14.1-gfb43488e8',
  },
};
const valveTopic = 'shellies/shellytrv-0A1B2C3D4E62';
const valveInfo = (pos: number, target: object) => ({
  bat: { value: 96, voltage: 4.1 },
  thermostats: [{ pos, target_t: target, tmp: { value: 68, units: 'F', is_valid: true } }],
});
const announced = {
  topic: 'shellies/announce',
  payload: { id: 'laundry/plug', model: 'SHPLG-S', mac: '0A1B2C3D4E60', new_fw: false, fw_ver: '1' },
};
const online = { topic: `${plugTopic}/online`, payload: 'true', retained: true };
const update = (status: string, old: string, offered: string) => ({
  topic: `${plugTopic}/info`,
  payload: {
    ...plugInfo,
    update: { status, has_update: old !== offered, old_version: old, new_version: offered },
  },
});

export const examples: readonly Example[] = [
  {
    story: 'a door sensor that was only ever heard to be gone is asleep, and known for one by its maker’s id',
    messages: [{ topic: `${doorTopic}/online`, payload: 'false', retained: true }],
    devices: {
      [door]: {
        kind: 'sensor',
        reachability: 'asleep',
        nameIsDerived: true,
        identifiers: ['mac:0a:1b:2c:3d:4e:5f', door],
        capabilities: ['contact', 'battery', 'firmware-update'],
      },
    },
  },
  {
    story: 'when it wakes it tells everything: a battery of 0 % is a reading, and "unknown" is no promise',
    messages: [
      { topic: `${doorTopic}/online`, payload: 'true' },
      { topic: `${doorTopic}/info`, payload: doorInfo },
      { topic: `${doorTopic}/online`, payload: 'false' },
    ],
    devices: {
      [door]: {
        reachability: 'asleep',
        battery: fact({ percent: 0, low: null }),
        signal: fact({ rssiDbm: -61, lqi: null }),
        state: { contact: fact('open'), vibration: fact(false), temperatureC: fact(22), illuminanceLux: fact(12) },
        firmware: fact({ installed: '20230913-112843/v1.14.0-gcb84623', latest: null, updateAvailable: null }),
      },
    },
  },
  {
    story: 'degrees are told where the device said which they are, and left out where it did not',
    messages: [
      { topic: `${doorTopic}/sensor/temperature`, payload: '70' },
      { topic: `${doorTopic}/info`, payload: doorInfo },
      { topic: `${doorTopic}/sensor/temperature`, payload: '68' },
      { topic: `${doorTopic}/sensor/state`, payload: 'close' },
    ],
    devices: { [door]: { state: { temperatureC: fact(20), contact: fact('closed') } } },
  },
  {
    story: 'an owner’s id with a slash is one device, found by its address',
    messages: [announced, online, { topic: `${plugTopic}/info`, payload: plugInfo }],
    devices: {
      [plug]: {
        name: 'laundry/plug',
        model: 'SHPLG-S',
        kind: 'plug',
        power: 'mains',
        reachability: 'online',
        signal: null,
        identifiers: [plug, 'shelly-topic:laundry/plug'],
        capabilities: ['switch', 'power', 'firmware-update'],
        state: { switch: fact('on'), powerW: fact(41.5), energyKwh: fact(2), deviceTemperatureC: fact(39) },
        firmware: fact({
          installed: '20230913-112003/v1.14.0-gcb84623',
          latest: '20241106-112037/v1.14.1-gfb43488e8',
          updateAvailable: true,
          updating: null,
        }),
      },
    },
  },
  {
    story: 'a preview that is offered the older stable build has no update',
    messages: [
      announced,
      update('pending', '20231107-162940/v1.14.1-rc1-g0617c15', '20230913-112003/v1.14.0-gcb84623'),
    ],
    devices: { [plug]: { firmware: fact({ latest: '20230913-112003/v1.14.0-gcb84623', updateAvailable: false }) } },
  },
  {
    story: 'an update runs, and succeeded when the device says another version',
    messages: [
      announced,
      update('updating', '20230913-112003/v1.14.0', '20241106-112037/v1.14.1'),
      update('idle', '20241106-112037/v1.14.1', '20241106-112037/v1.14.1'),
    ],
    devices: {
      [plug]: {
        firmware: fact({ installed: '20241106-112037/v1.14.1', updating: null, updateAvailable: false }),
        lastUpdate: fact({ outcome: 'succeeded', reason: null, percent: null }),
      },
    },
  },
  {
    story: 'a radiator valve tells what it is set to, and that it heats',
    messages: [
      { topic: `${valveTopic}/online`, payload: 'true', retained: true },
      { topic: `${valveTopic}/info`, payload: valveInfo(70, { enabled: true, value: 69.8, units: 'F' }) },
    ],
    devices: {
      'shelly:shellytrv-0a1b2c3d4e62': {
        kind: 'climate',
        power: 'battery',
        battery: fact({ percent: 96, low: null }),
        state: {
          temperatureC: fact(20),
          targetTemperatureC: { value: expect.closeTo(21) },
          thermostatMode: fact('heat'),
          thermostatAction: fact('heating'),
        },
      },
    },
  },
  {
    story: 'a radiator valve that is closed idles, and one that somebody put by hand is left to do nothing',
    messages: [
      { topic: `${valveTopic}/info`, payload: valveInfo(0, { enabled: true, value: 68, units: 'F' }) },
      {
        topic: 'shellies/shellytrv-0A1B2C3D4E63/info',
        payload: valveInfo(40, { enabled: true, value: 68, units: 'F' }),
      },
      {
        topic: 'shellies/shellytrv-0A1B2C3D4E63/status',
        payload: { target_t: { enabled: false, value: 5, units: 'C' }, pos: 40, bat: 50 },
      },
    ],
    devices: {
      'shelly:shellytrv-0a1b2c3d4e62': { state: { targetTemperatureC: fact(20), thermostatAction: fact('idle') } },
      'shelly:shellytrv-0a1b2c3d4e63': {
        battery: fact({ percent: 50, low: null }),
        state: { targetTemperatureC: fact(5), thermostatMode: fact('off'), thermostatAction: fact('off') },
      },
    },
  },
  {
    story: 'a motion sensor that is always there is offline when it is gone, for it never sleeps',
    messages: [
      { topic: 'shellies/shellymotion2-0A1B2C3D4E61/online', payload: 'true', retained: true },
      {
        topic: 'shellies/shellymotion2-0A1B2C3D4E61/status',
        payload: { motion: true, vibration: false, lux: 9, bat: 80 },
      },
      { topic: 'shellies/shellymotion2-0A1B2C3D4E61/online', payload: 'false' },
    ],
    devices: {
      'shelly:shellymotion2-0a1b2c3d4e61': {
        kind: 'sensor',
        reachability: 'offline',
        battery: fact({ percent: 80, low: null }),
        state: { motion: fact(true), vibration: fact(false) },
      },
    },
  },
  {
    story: 'rain on a rain sensor is no leak',
    messages: [
      { topic: 'shellies/roof/info', payload: { rain_sensor: true, flood: true, bat: { value: 90 } } },
      { topic: 'shellies/roof/sensor/flood', payload: 'true' },
    ],
    devices: { 'shelly-topic:roof': { state: {} } },
  },
  {
    story: 'gas is mild or heavy; a self-test says nothing of the air',
    messages: [
      { topic: 'shellies/kitchen/sensor/gas', payload: 'mild' },
      { topic: 'shellies/kitchen/sensor/gas', payload: 'test' },
    ],
    devices: { 'shelly-topic:kitchen': { kind: 'sensor', state: { gas: fact(true) } } },
  },
  {
    story: 'a shutter tells where it stands, or in which way it moves',
    messages: [
      online,
      {
        topic: `${plugTopic}/info`,
        payload: { ...plugInfo, relays: [], rollers: [{ state: 'stop', current_pos: 0, positioning: true }] },
      },
    ],
    devices: {
      [plug]: { kind: 'cover', capabilities: ['cover', 'power', 'firmware-update'], state: { cover: fact('closed') } },
    },
  },
  {
    story: 'a shutter moves, and has stopped half way',
    messages: [
      online,
      { topic: `${plugTopic}/info`, payload: { rollers: [{ state: 'open', current_pos: 20, positioning: true }] } },
      { topic: `${plugTopic}/roller/0/pos`, payload: '55' },
    ],
    devices: { 'shelly-topic:laundry/plug': { state: { cover: fact('open') } } },
  },
  {
    story: 'where a shutter stands that nobody has calibrated is not known',
    messages: [
      online,
      { topic: `${plugTopic}/info`, payload: { rollers: [{ state: 'open', current_pos: 101, positioning: false }] } },
      { topic: `${plugTopic}/roller/0/pos`, payload: '-1' },
    ],
    devices: { 'shelly-topic:laundry/plug': { state: {} } },
  },
  {
    story: 'a plug that has switched off what took too much power is off',
    messages: [
      online,
      { topic: `${plugTopic}/info`, payload: plugInfo },
      { topic: `${plugTopic}/relay/0`, payload: 'overpower' },
    ],
    devices: { [plug]: { state: { switch: fact('off') } } },
  },
  {
    story: 'of two relays neither is the state of the device',
    messages: [
      { topic: 'shellies/two/info', payload: { relays: [{ ison: true }, { ison: false }] } },
      { topic: 'shellies/two/relay/0', payload: 'on' },
    ],
    devices: { 'shelly-topic:two': { kind: 'other', state: {}, capabilities: ['firmware-update'] } },
  },
  {
    story: 'a press of a button is an event',
    messages: [{ topic: 'shellies/bell/input_event/0', payload: { event: 'SS', event_cnt: 4 } }],
    devices: {
      'shelly-topic:bell': {
        lastEvent: fact({ event: 'button_1_ss', text: 'Button 1 was pressed twice', meaning: null }),
      },
    },
  },
  {
    story: 'a status that is no JSON changes nothing, and an announcement of nobody is refused',
    messages: [
      online,
      { topic: `${plugTopic}/info`, payload: 'busy' },
      { topic: `${plugTopic}/online`, payload: 'perhaps' },
      { topic: 'shellies/announce', payload: { model: 'SHPLG-S' } },
    ],
    devices: { 'shelly-topic:laundry/plug': { reachability: 'online', state: {} } },
    problems: [/not a JSON object/, /neither that it is online/, /names no device/],
  },
  {
    story: 'a command to nobody makes no device',
    messages: [{ topic: 'shellies/nobody/relay/0/command', payload: 'on' }],
    devices: { 'shelly-topic:nobody': null },
  },
];
