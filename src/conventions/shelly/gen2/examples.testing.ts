import { expect } from 'vitest';

import { fact, type Example } from '../../hearing.testing';

const id = 'shellyplus1pm-0a1b2c3d4e5f';
const relay = `shelly:${id}`;
const online = { topic: `${id}/online`, payload: 'true', retained: true };
const status = { output: true, apower: 7.5, voltage: 230, aenergy: { total: 1500 }, temperature: { tC: 41 } };

export const wholeStatus = {
  'switch:0': { id: 0, ...status },
  'input:0': { id: 0, state: false },
  sys: { mac: '0A1B2C3D4E5F', uptime: 5_000, available_updates: { stable: { version: '1.7.5' } } },
  wifi: { rssi: -52 },
};
export const deviceInfo = {
  id,
  name: 'Boiler',
  mac: '0A1B2C3D4E5F',
  model: 'SNSW-001P16EU',
  gen: 2,
  ver: '1.7.4',
  app: 'Plus1PM',
  auth_en: false,
};
const answer = (result: object, number = 1) => ({
  topic: 'gatehouse/rpc',
  payload: { id: number, src: id, dst: 'gatehouse', result },
});
const notify = (prefix: string, method: string, params: object, src = id) => ({
  topic: `${prefix}/events/rpc`,
  payload: { src, dst: `${prefix}/events`, method, params },
});
const happened = (prefix: string, event: object, src = id) =>
  notify(prefix, 'NotifyEvent', { ts: 1, events: [event] }, src);
const gate = 'shellyblugwg3-0a1b2c3d4e64';
const window = 'mac:3c:2e:f5:00:00:01';
const addr = '3c:2e:f5:00:00:01';
const seconds = 1_799_999_990;
const part = (key: string, config: object, value: object) => ({ key, config, status: value });
const windowParts = [
  part('bthomedevice:200', { addr, name: 'Kitchen window' }, { rssi: -61, battery: 90, last_updated_ts: seconds }),
  part('bthomesensor:200', { addr, obj_id: 45, idx: 0 }, { value: false, last_updated_ts: seconds }),
  part('bthomesensor:201', { addr, obj_id: 5, idx: 0 }, { value: 120, last_updated_ts: seconds }),
  part('bthomesensor:202', { addr, obj_id: 63, idx: 0 }, { value: 3, last_updated_ts: seconds }),
];
/** what the Shelly answers when it is asked what its Bluetooth sensors are */
export const listOf = (parts: readonly object[], offset = 0, total = parts.length) => ({
  topic: 'gatehouse/rpc',
  payload: { id: 7, src: gate, dst: 'gatehouse', result: { components: parts, cfg_rev: 1, offset, total } },
});
const heardBy = (params: object) => notify(gate, 'NotifyStatus', { ts: 1, ...params }, gate);
const unswitched = ['power', 'firmware-check', 'firmware-update'];
const sensor = 'shellyhtg3-0a1b2c3d4e60';

export const examples: readonly Example[] = [
  {
    story: 'a device says who it is and how it is when it is asked',
    messages: [online, answer(deviceInfo), answer(wholeStatus, 2)],
    devices: {
      [relay]: {
        name: 'Boiler',
        nameIsDerived: false,
        model: 'SNSW-001P16EU',
        identifiers: ['mac:0a:1b:2c:3d:4e:5f', relay],
        reachability: 'online',
        signal: fact({ rssiDbm: -52, lqi: null }),
        firmware: fact({ installed: '1.7.4', latest: '1.7.5', updateAvailable: true }),
        capabilities: ['switch', 'power', 'firmware-check', 'firmware-update'],
        state: {
          switch: fact('on'),
          powerW: fact(7.5),
          energyKwh: fact(1.5),
          voltageV: fact(230),
          deviceTemperatureC: fact(41),
        },
      },
    },
  },
  {
    story: 'as long as nobody knows how many outputs it has, none of them is its state',
    messages: [
      online,
      { topic: `${id}/status/switch:0`, payload: status },
      { topic: `${id}/status/switch:1`, payload: { output: false } },
    ],
    devices: { [relay]: { kind: 'other', state: { deviceTemperatureC: fact(41) }, capabilities: unswitched } },
  },
  {
    story: 'a gate tells whether it is open, also where it was stopped half way, and can be guarded',
    messages: [
      online,
      notify(id, 'NotifyFullStatus', { ts: 1, 'cover:0': { state: 'closed' }, sys: {} }),
      { topic: `${id}/status/cover:0`, payload: { state: 'opening', apower: 90 } },
      { topic: `${id}/status/cover:0`, payload: { state: 'stopped', current_pos: 40 } },
    ],
    devices: {
      [relay]: {
        kind: 'cover',
        state: { cover: fact('open') },
        capabilities: ['cover', 'power', 'firmware-check', 'firmware-update'],
      },
    },
  },
  {
    story: 'of two gates neither is the state of the device, nor what stopped where nobody knows',
    messages: [
      online,
      notify(id, 'NotifyFullStatus', { ts: 1, 'cover:0': { state: 'closed' }, 'cover:1': { state: 'open' } }),
      { topic: `${id}/status/cover:0`, payload: { state: 'stopped' } },
    ],
    devices: { [relay]: { kind: 'cover', state: {} } },
  },
  {
    story: 'on a prefix of its owner’s it is a candidate until it speaks',
    messages: [
      { topic: 'house/boiler/online', payload: 'true', retained: true },
      { topic: 'house/boiler/status/wifi', payload: { rssi: -60 } },
    ],
    devices: {
      'shelly-topic:house/boiler': {
        name: 'house/boiler',
        nameIsDerived: true,
        reachability: 'online',
        signal: fact({ rssiDbm: -60 }),
      },
    },
  },
  {
    story: 'a notification tells the id behind a free prefix, so that its answers find it',
    messages: [
      { topic: 'boiler/online', payload: 'true' },
      notify('boiler', 'NotifyStatus', { ts: 1, wifi: { rssi: -61 } }),
      answer(deviceInfo),
    ],
    devices: { 'mac:0a:1b:2c:3d:4e:5f': { id: 'mac:0a:1b:2c:3d:4e:5f', name: 'Boiler', reachability: 'online' } },
  },
  {
    story: 'its own settings tell the prefix it speaks on, and with which account it logs in',
    messages: [
      { topic: 'boiler/online', payload: 'true' },
      { topic: 'boiler/status/mqtt', payload: { connected: true } },
      answer({ enable: true, client_id: 'b1', user: 'boiler', topic_prefix: 'boiler' }, 3),
      answer(deviceInfo),
    ],
    devices: {
      [relay]: { name: 'Boiler', login: fact({ username: 'boiler', clientId: 'b1', handOver: 'command' }) },
    },
  },
  {
    story: 'who runs a beta is offered an older stable build, which is no update',
    messages: [
      online,
      answer({ ...deviceInfo, ver: '1.8.0-beta1' }),
      { topic: `${id}/status/sys`, payload: { available_updates: { stable: { version: '1.7.5' } } } },
    ],
    devices: { [relay]: { firmware: fact({ installed: '1.8.0-beta1', latest: '1.7.5', updateAvailable: false }) } },
  },
  {
    story: 'nothing offered is up to date, nothing told is not known',
    messages: [online, answer(deviceInfo), { topic: `${id}/status/sys`, payload: { available_updates: {} } }],
    devices: { [relay]: { firmware: fact({ installed: '1.7.4', latest: null, updateAvailable: false }) } },
  },
  {
    story: 'an update shows its progress, and its failure in the device’s own words',
    messages: [
      online,
      answer(deviceInfo),
      happened(id, { component: 'sys', event: 'ota_begin', msg: 'Waiting for OTA' }),
      happened(id, { component: 'sys', event: 'ota_progress', progress_percent: 60 }),
      happened(id, { component: 'sys', event: 'ota_error', msg: 'Download failed', progress_percent: 60 }),
    ],
    devices: {
      [relay]: {
        firmware: fact({ installed: '1.7.4', updating: null }),
        lastUpdate: fact({ outcome: 'failed', reason: 'Download failed', percent: 60 }),
      },
    },
  },
  {
    story: 'an update is proven by the version after the restart',
    messages: [
      online,
      answer(deviceInfo),
      happened(id, { component: 'sys', event: 'ota_progress', progress_percent: 99 }),
      { topic: `${id}/online`, payload: 'false' },
      { topic: `${id}/online`, payload: 'true' },
      answer({ ...deviceInfo, ver: '1.7.5' }),
    ],
    devices: {
      [relay]: {
        firmware: fact({ installed: '1.7.5', updating: null }),
        lastUpdate: fact({ outcome: 'succeeded', reason: null, percent: null }),
      },
    },
  },
  {
    story: 'a refusal to update is a failure with its reason',
    messages: [
      online,
      {
        topic: 'gatehouse/rpc',
        payload: { id: 5, src: id, dst: 'gatehouse', error: { code: -103, message: 'No update info!' } },
      },
    ],
    devices: { [relay]: { lastUpdate: fact({ outcome: 'failed', reason: 'No update info!', percent: null }) } },
  },
  {
    story: 'a battery device is online for seconds, then asleep',
    messages: [
      { topic: 'porch/online', payload: 'true' },
      notify(
        'porch',
        'NotifyFullStatus',
        {
          ts: 1,
          sys: { wakeup_period: 7200, uptime: 3 },
          'devicepower:0': { battery: { percent: 12 }, external: { present: false } },
          'temperature:0': { tC: 21.5 },
          'humidity:0': { rh: 55 },
        },
        sensor,
      ),
      happened('porch', { component: 'sys', event: 'sleep' }, sensor),
      { topic: 'porch/online', payload: 'false' },
    ],
    devices: {
      'shelly-topic:porch': null,
      [`shelly:${sensor}`]: {
        kind: 'sensor',
        reachability: 'asleep',
        battery: fact({ percent: 12, low: null }),
        state: { temperatureC: fact(21.5), humidityPercent: fact(55) },
      },
    },
  },
  {
    story: 'smoke and water are alarms',
    messages: [
      { topic: 'shellyfloodg4-0a1b2c3d4e61/status/flood:0', payload: { id: 0, alarm: true, mute: false } },
      { topic: 'shellyplussmoke-0a1b2c3d4e62/status/smoke:0', payload: { id: 0, alarm: false } },
    ],
    devices: {
      'shelly:shellyfloodg4-0a1b2c3d4e61': { kind: 'sensor', state: { leak: fact(true) } },
      'shelly:shellyplussmoke-0a1b2c3d4e62': { kind: 'sensor', state: { smoke: fact(false) } },
    },
  },
  {
    story: 'a device on a cable has no field strength, and its own heat is not the room’s',
    messages: [
      online,
      { topic: `${id}/status/wifi`, payload: { rssi: 0 } },
      { topic: `${id}/status/temperature:0`, payload: { tC: 48 } },
    ],
    devices: { [relay]: { signal: null, kind: 'other', state: { deviceTemperatureC: fact(48) } } },
  },
  {
    story: 'two devices on one prefix are told apart, and that is said',
    messages: [
      notify('porch', 'NotifyStatus', { ts: 1, wifi: { rssi: -40 } }, sensor),
      notify('porch', 'NotifyStatus', { ts: 1, wifi: { rssi: -90 } }),
    ],
    devices: { [`shelly:${sensor}`]: { signal: fact({ rssiDbm: -40, lqi: null }) }, [relay]: null },
    problems: [/Two devices speak/],
  },
  {
    story: 'a gateway is a hub by its maker’s id',
    messages: [{ topic: 'shellyblugw-0a1b2c3d4e63/online', payload: 'true', retained: true }],
    devices: { 'shelly:shellyblugw-0a1b2c3d4e63': { kind: 'hub' } },
  },
  ...(['boiler first', 'former first'] as const).map((order) => {
    const now = { topic: 'boiler/online', payload: 'true', retained: true };
    const former = { topic: `${id}/online`, payload: 'false', retained: true };
    return {
      story: `whoever was given another prefix is one device and there, whatever is kept below the former (${order})`,
      messages: [
        ...(order === 'boiler first' ? [now, former] : [former, now]),
        { topic: 'boiler/status/wifi', payload: { rssi: -50 } },
        answer({ topic_prefix: 'boiler', user: 'b', client_id: 'b' }, 3),
        answer(deviceInfo),
      ],
      devices: {
        'shelly-topic:boiler': {
          name: 'Boiler',
          reachability: 'online',
          voices: expect.arrayContaining(['shelly:boiler', `shelly:${id}`]),
        },
        [relay]: { name: 'Boiler' },
      },
    };
  }),
  {
    story: 'a Bluetooth sensor behind a Shelly is a device of its own',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf(windowParts),
      heardBy({ 'bthomesensor:200': { id: 200, value: true }, 'bthomedevice:200': { id: 200, rssi: -70 } }),
    ],
    devices: {
      [window]: {
        name: 'Kitchen window',
        nameIsDerived: false,
        kind: 'sensor',
        capabilities: ['contact', 'battery'],
        power: 'battery',
        via: 'mac:0a:1b:2c:3d:4e:64',
        battery: fact({ percent: 90, low: null }),
        signal: fact({ rssiDbm: -70, lqi: null }),
        state: { contact: fact('open'), illuminanceLux: fact(120) },
      },
    },
  },
  {
    story: 'a window with two contacts is open where one of them is',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf([...windowParts, part('bthomesensor:203', { addr, obj_id: 45, idx: 1 }, { value: true })]),
      { topic: `${gate}/status/bthomesensor:200`, payload: { id: 200, value: false } },
    ],
    devices: { [window]: { state: { contact: fact('open') } } },
  },
  {
    story: 'a Bluetooth button is pressed, and a moisture that is nobody’s says nothing',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf([
        part('bthomedevice:201', { addr, name: null }, { battery: 100 }),
        part('bthomesensor:210', { addr: 'x', obj_id: 32 }, { value: true }),
      ]),
      happened(gate, { component: 'bthomedevice:201', event: 'double_push', idx: 1 }, gate),
    ],
    devices: {
      [window]: {
        name: '3c:2e:f5:00:00:01',
        nameIsDerived: true,
        kind: 'other',
        capabilities: ['battery', 'button'],
        lastEvent: fact({ event: 'button_2_double_push', text: 'Button 2 was pressed twice', meaning: null }),
        state: {},
      },
    },
  },
  {
    story: 'a Bluetooth sensor that is in the list no more is gone',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf(windowParts.slice(0, 2), 0, 3),
      listOf(windowParts.slice(2, 3), 2, 3),
      listOf([]),
    ],
    devices: { [window]: null },
  },
  {
    story: 'a contact that was taken off its window, or is told to be another sensor, keeps that open no longer',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf([
        ...windowParts,
        part('bthomesensor:203', { addr, obj_id: 45, idx: 1 }, { value: true }),
        part('bthomesensor:204', { addr, obj_id: 45, idx: 2 }, { value: true }),
      ]),
      listOf([...windowParts, part('bthomesensor:204', { addr, obj_id: 33, idx: 0 }, { value: false })]),
      heardBy({ 'bthomesensor:200': { id: 200, value: false } }),
    ],
    devices: { [window]: { state: { contact: fact('closed'), motion: fact(false) } } },
  },
  {
    story: 'a Bluetooth sensor that is gone is so too where another page asked for the list as well',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf(windowParts),
      ...[0, 0, 1, 1, 2].map((offset) =>
        listOf([part(`bthomedevice:${210 + offset}`, { addr: `3c:2e:f5:00:00:1${offset}` }, {})], offset, 3),
      ),
    ],
    devices: { [window]: null, 'mac:3c:2e:f5:00:00:12': {} },
  },
  {
    story: 'a Bluetooth sensor stays where its part of the list was not heard',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf(windowParts),
      listOf([part('bthomedevice:209', { addr: '3c:2e:f5:00:00:09' }, {})], 0, 3),
      listOf([part('bthomedevice:210', { addr: '3c:2e:f5:00:00:10' }, {})], 2, 3),
    ],
    devices: { [window]: { state: { contact: fact('closed') } }, 'mac:3c:2e:f5:00:00:10': {} },
  },
  {
    story: 'a radiator valve behind a Shelly tells what it is set to, which is not what its thermometers broadcast',
    messages: [
      { topic: `${gate}/online`, payload: 'true', retained: true },
      listOf([
        part('bthomedevice:200', { addr, name: null }, { rssi: -61, battery: 90 }),
        part('bthomesensor:200', { addr, obj_id: 69, idx: 0 }, { value: 21 }),
        part('blutrv:200', { addr, name: 'Bedroom' }, { pos: 0, current_C: 19.2, target_C: 21, battery: 88 }),
      ]),
      heardBy({ 'blutrv:200': { id: 200, pos: 35, target_C: 22 } }),
      heardBy({ 'bthomesensor:200': { id: 200, value: 22 } }),
    ],
    devices: {
      [window]: {
        name: 'Bedroom',
        kind: 'climate',
        vendor: 'Shelly',
        battery: fact({ percent: 88, low: null }),
        state: { temperatureC: fact(19.2), targetTemperatureC: fact(22), thermostatAction: fact('heating') },
      },
    },
  },
  {
    story: 'a wall display tells what its thermostat is set to, and whether it is left on',
    messages: [
      online,
      notify(id, 'NotifyFullStatus', {
        ts: 1,
        'thermostat:0': { enable: true, target_C: 21.5, current_C: 20.1, output: false },
      }),
      { topic: `${id}/status/thermostat:0`, payload: { enable: false, target_C: 18, current_C: 20.3 } },
    ],
    devices: {
      [relay]: {
        kind: 'climate',
        state: { temperatureC: fact(20.3), targetTemperatureC: fact(18), thermostatMode: fact('off') },
      },
    },
  },
  {
    story: 'a press of a button is an event',
    messages: [happened(id, { component: 'input:2', event: 'long_push' })],
    devices: {
      [relay]: { lastEvent: fact({ event: 'button_3_long_push', text: 'Button 3 was held', meaning: null }) },
    },
  },
  {
    story: 'a password that somebody sets is masked',
    messages: [
      online,
      {
        topic: `${id}/rpc`,
        payload: { id: 9, src: 'x', method: 'MQTT.SetConfig', params: { config: { pass: 's3cret' } } },
      },
    ],
    devices: { [relay]: { leaks: [] } },
  },
  {
    story: 'what is said in no Shelly’s way changes nothing',
    messages: [
      online,
      { topic: `${id}/status/wifi`, payload: 'strong' },
      { topic: `${id}/online`, payload: 'yes' },
      { topic: `${id}/events/rpc`, payload: { method: 'NotifyStatus' } },
      { topic: 'gatehouse/rpc', payload: 'what?' },
    ],
    devices: { [relay]: { reachability: 'online', signal: null } },
    problems: [/not a JSON object/, /neither that it is online/, /does not say what it is about/],
  },
];
