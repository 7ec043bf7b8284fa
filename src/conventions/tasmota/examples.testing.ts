import { fact, type Example } from '../hearing.testing';

/** What a device of the house announces of itself. */
export const config = {
  ip: '192.0.2.7',
  dn: 'Garage heater',
  fn: ['Garage heater', null],
  hn: 'heater',
  mac: '8CAAB50000A1',
  md: 'Gosund SP111',
  ofln: 'gone',
  onln: 'here',
  state: ['Aus', 'An', 'TOGGLE', 'HOLD'],
  sw: '12.5.0',
  t: 'heater',
  ft: 'house/%topic%/%prefix%/',
  tp: ['befehl', 'antwort', 'meldung'],
  rl: [1, 0],
  swc: [-1, -1],
  swn: [null, null],
  ver: 1,
};

const announced = { topic: 'tasmota/discovery/8CAAB50000A1/config', payload: config, retained: true };
const window_ = {
  ...config,
  mac: '8CAAB50000B2',
  dn: 'Bathroom window',
  t: 'bath',
  ft: '%prefix%/%topic%/',
  tp: ['cmnd', 'stat', 'tele'],
  rl: [0],
  swc: [1],
  swn: ['Sash'],
  bat: 1,
  dslp: 1,
};
const sleeper = { topic: 'tasmota/discovery/8CAAB50000B2/config', payload: window_, retained: true };
const gate = { ...announced, payload: { ...config, rl: [3, 3] } };
const heater = 'mac:8c:aa:b5:00:00:a1';
const lamp = 'tasmota-topic:lamp';

/** What an older device, or whoever wrote it by hand, tells Home Assistant of its output and of itself. */
const discoveredSwitch = {
  topic: 'homeassistant/switch/0ABC12_RL_1/config',
  payload: { stat_t: '~STATE', cmd_t: 'den/cmnd/POWER', dev: { ids: ['0ABC12'] }, '~': 'den/tele/' },
  retained: true,
};
const will = { topic: 'den/tele/LWT', payload: 'Online', retained: true };
const known = { identifiers: ['tasmota-topic:den', 'ha:0abc12'], nameIsDerived: true, reachability: 'online' };

const radio = { topic: 'tele/radio/LWT', payload: 'Online', retained: true };
const received = (short: string, said: object) => ({
  topic: 'tele/radio/SENSOR',
  payload: { ZbReceived: { [short]: { Device: short, Endpoint: 1, LinkQuality: 70, ...said } } },
});
const remembered = {
  topic: 'tele/radio/SENSOR',
  payload: {
    ZbInfo: {
      Sash: {
        Device: '0x09A0',
        Name: 'Sash',
        IEEEAddr: '0x00158D0001A2B3C4',
        ModelId: 'lumi.magnet.x',
        Manufacturer: 'LUMI',
        BatteryPercentage: 90,
        LastSeen: 60,
      },
    },
  },
};
const sash = 'ieee:0x00158d0001a2b3c4';

export const examples: readonly Example[] = [
  {
    story: 'what a Zigbee radio hears is a device of its own behind it, by its own address once that is told',
    messages: [radio, received('0x09A0', { ZoneStatus: 1, Contact: 1 }), remembered],
    devices: {
      [sash]: {
        name: 'Sash',
        kind: 'sensor',
        vendor: 'LUMI',
        model: 'lumi.magnet.x',
        power: 'battery',
        via: 'tasmota-topic:radio',
        state: { contact: fact('open') },
        battery: fact({ percent: 90, low: null }),
        signal: fact({ rssiDbm: null, lqi: 70 }),
      },
      'tasmota-topic:radio': { kind: 'hub', state: {}, battery: null },
    },
  },
  {
    story: 'a Zigbee sensor that was opened, whose battery is low, and of which only the radio tells',
    messages: [
      radio,
      received('0x09A1', { Occupancy: 1, ZoneStatus: 0x0d }),
      received('0x09A2', { Fire: 1, CO: 0 }),
      received('0x09A3', { Water: 1, ZoneStatus: 1, GlassBreak: 1 }),
      received('0x0000', { Power: 1 }),
    ],
    devices: {
      'tasmota-zigbee:tele/radio/0x09a1': {
        state: { motion: fact(true), tamper: fact(true) },
        battery: fact({ percent: null, low: true }),
      },
      'tasmota-zigbee:tele/radio/0x09a2': { state: { smoke: fact(true), carbonMonoxide: fact(false) }, battery: null },
      'tasmota-zigbee:tele/radio/0x09a3': { state: { leak: fact(true), glassBreak: fact(true) }, power: null },
      'tasmota-zigbee:tele/radio/0x0000': null,
    },
  },
  {
    story: 'which of the two values of a contact is an open door is not guessed',
    messages: [radio, received('0x09A4', { Contact: 1 })],
    devices: { 'tasmota-zigbee:tele/radio/0x09a4': { state: {} } },
  },
  {
    story: 'who is behind a radio that is gone is of unknown whereabouts',
    messages: [radio, received('0x09A0', { Water: 0 }), remembered, { ...radio, payload: 'Offline' }],
    devices: { [sash]: { reachability: 'unknown' }, 'tasmota-topic:radio': { reachability: 'offline' } },
  },
  {
    story: 'a short address that another device has now is the other one’s',
    messages: [radio, remembered, received('0x09A0', { IEEEAddr: '0x00158D0001A2B3FF', Name: 'Cellar', Water: 1 })],
    devices: { [sash]: null, 'ieee:0x00158d0001a2b3ff': { name: 'Cellar', state: { leak: fact(true) } } },
  },
  {
    story: 'a radio that tells of each device below a topic of its own is the one behind which they are',
    messages: [radio, { ...received('0x5ADF', { Water: 1 }), topic: 'tele/radio/5ADF/SENSOR' }],
    devices: {
      'tasmota-topic:radio': { kind: 'hub' },
      'tasmota-topic:radio/5adf': null,
      'tasmota-zigbee:tele/radio/0x5adf': { via: 'tasmota-topic:radio', state: { leak: fact(true) } },
    },
  },
  {
    story: 'a radio may tell of its devices in messages of their own, which nobody commands it by',
    messages: [
      radio,
      { topic: 'tele/radio/ZbReceived', payload: { '0x5ADF': { Device: '0x5ADF', Water: 1 } } },
      { topic: 'cmnd/radio/ZbReceived', payload: { '0x5AE0': { Device: '0x5AE0', Water: 1 } } },
    ],
    devices: {
      'tasmota-topic:radio': { kind: 'hub', state: {} },
      'tasmota-zigbee:tele/radio/0x5adf': { via: 'tasmota-topic:radio', state: { leak: fact(true) } },
      'tasmota-zigbee:tele/radio/0x5ae0': null,
    },
  },
  {
    story: 'a radio that tells of each device below a topic of its own has made no Tasmota of it',
    messages: [{ ...received('0x5ADF', { Water: 1 }), topic: 'tele/radio/5ADF/SENSOR' }],
    devices: { 'tasmota-topic:radio/5adf': null },
  },
  {
    story: 'who does not announce himself is known by what Home Assistant’s discovery calls him',
    messages: [discoveredSwitch, will],
    devices: { 'ha:0abc12': known },
  },
  {
    story: 'the same where he is heard before that discovery',
    messages: [will, discoveredSwitch],
    devices: { 'ha:0abc12': known },
  },
  {
    story: 'a radio sensor that is heard through a bridge is not the bridge',
    messages: [
      {
        topic: 'homeassistant/binary_sensor/window/config',
        payload: { stat_t: 'den/tele/RESULT', dev: { ids: ['window'] } },
        retained: true,
      },
      will,
    ],
    devices: { 'ha:window': null, 'tasmota-topic:den': { identifiers: ['tasmota-topic:den'] } },
  },
  {
    story: 'a device tells who it is, on a topic and prefixes of its own',
    messages: [announced, { topic: 'house/heater/meldung/LWT', payload: 'here', retained: true }],
    devices: {
      [heater]: {
        name: 'Garage heater',
        nameIsDerived: false,
        vendor: 'Tasmota',
        model: 'Gosund SP111',
        identifiers: [heater, 'tasmota:8caab50000a1', 'ha:0000a1'],
        reachability: 'online',
        lastSeenLive: false,
        firmware: fact({ installed: '12.5.0', updateAvailable: null }),
        capabilities: ['switch', 'firmware-update', 'firmware-source'],
      },
    },
  },
  {
    story: 'a last will that came before the announcement is remembered',
    messages: [{ topic: 'house/heater/meldung/LWT', payload: 'here', retained: true }, announced],
    devices: { [heater]: { reachability: 'online' } },
  },
  {
    story: 'its one relay is told in its own words, and the field strength is dBm, never the percentage',
    messages: [
      announced,
      { topic: 'house/heater/meldung/STATE', payload: { POWER: 'An', Wifi: { RSSI: 70, Signal: -65 } } },
    ],
    devices: {
      [heater]: { state: { switch: fact('on') }, signal: fact({ rssiDbm: -65, lqi: null }), lastSeenLive: true },
    },
  },
  {
    story: 'a relay with a meter is a plug',
    messages: [
      announced,
      { topic: 'house/heater/meldung/SENSOR', payload: { ENERGY: { Power: [40, 2.5], Total: 12.5, Voltage: 231 } } },
    ],
    devices: { [heater]: { kind: 'plug', state: { powerW: fact(42.5), energyKwh: fact(12.5), voltageV: fact(231) } } },
  },
  {
    story: 'a shutter that two relays move tells where it stands, and can be guarded',
    messages: [
      gate,
      { topic: 'house/heater/antwort/RESULT', payload: { Shutter1: { Position: 12, Direction: -1, Target: 0 } } },
      { topic: 'house/heater/meldung/SENSOR', payload: { Shutter1: { Position: 0, Direction: 0, Target: 0 } } },
    ],
    devices: {
      [heater]: {
        kind: 'cover',
        state: { cover: fact('closed') },
        capabilities: ['cover', 'firmware-update', 'firmware-source'],
      },
    },
  },
  {
    story: 'a shutter that moves is not closed',
    messages: [
      gate,
      { topic: 'house/heater/antwort/RESULT', payload: { Shutter1: { Position: 0, Direction: 1, Target: 100 } } },
    ],
    devices: { [heater]: { state: { cover: fact('opening') } } },
  },
  {
    story: 'where a shutter is turned round, 0 is open',
    messages: [
      { ...gate, payload: { ...gate.payload, sho: [1] } },
      { topic: 'house/heater/meldung/SENSOR', payload: { Shutter1: { Position: 0, Direction: 0 } } },
    ],
    devices: { [heater]: { state: { cover: fact('open') } } },
  },
  {
    story: 'of two shutters neither is the state of the device',
    messages: [
      { ...gate, payload: { ...gate.payload, rl: [3, 3, 3, 3] } },
      { topic: 'house/heater/meldung/SENSOR', payload: { Shutter1: { Position: 0, Direction: 0 } } },
    ],
    devices: { [heater]: { kind: 'cover', state: {} } },
  },
  {
    story: 'of two relays neither is the state of the device',
    messages: [
      { topic: 'tele/lamp/LWT', payload: 'Online', retained: true },
      { topic: 'stat/lamp/RESULT', payload: { POWER1: 'ON' } },
      { topic: 'stat/lamp/POWER2', payload: 'OFF' },
    ],
    devices: { [lamp]: { kind: 'other', state: {}, capabilities: ['firmware-update', 'firmware-source'] } },
  },
  {
    story: 'one without an announcement is known by its topic until it tells its address and its name',
    messages: [
      { topic: 'home/tele/lamp/LWT', payload: 'Online', retained: true },
      { topic: 'home/stat/lamp/STATUS', payload: { Status: { DeviceName: 'Porch', FriendlyName: ['Porch 1'] } } },
      { topic: 'home/stat/lamp/STATUS2', payload: { StatusFWR: { Version: '9.2.0(sensors)' } } },
      { topic: 'home/stat/lamp/STATUS5', payload: { StatusNET: { Mac: '8C:AA:B5:00:00:C3' } } },
      { topic: 'home/stat/lamp/STATUS6', payload: { StatusMQT: { MqttUser: 'DVES_USER', MqttClient: 'DVES_C3' } } },
      { topic: 'home/stat/lamp/POWER', payload: 'ON' },
    ],
    devices: {
      'mac:8c:aa:b5:00:00:c3': {
        id: 'tasmota-topic:home/lamp',
        name: 'Porch',
        firmware: fact({ installed: '9.2.0' }),
        login: fact({ username: 'DVES_USER', clientId: 'DVES_C3', handOver: 'command' }),
        state: { switch: fact('on') },
      },
    },
  },
  {
    story: 'one without an announcement and on prefixes of its own shows itself at its start',
    messages: [
      { topic: 'telemetry/lamp/LWT', payload: 'Online', retained: true },
      {
        topic: 'telemetry/lamp/INFO1',
        payload: { Version: '8.1.0(tasmota)', FallbackTopic: 'do/DVES_1_fb/', GroupTopic: 'do/tasmotas/' },
      },
    ],
    devices: {
      [lamp]: { name: 'lamp', nameIsDerived: true, firmware: fact({ installed: '8.1.0' }), reachability: 'online' },
    },
  },
  {
    story: 'a sensor in deep sleep is asleep, not gone',
    messages: [
      sleeper,
      { topic: 'tele/bath/LWT', payload: 'gone', retained: true },
      { topic: 'stat/bath/RESULT', payload: { Switch1: { Action: 'ON' } } },
    ],
    devices: {
      'mac:8c:aa:b5:00:00:b2': {
        kind: 'sensor',
        power: 'battery',
        reachability: 'asleep',
        lastEvent: fact({ event: 'switch1_on', text: 'Sash went on', meaning: null }),
      },
    },
  },
  {
    story: 'who turns out to sleep was asleep when its will was spoken',
    messages: [
      { topic: 'tele/lamp/LWT', payload: 'Offline', retained: true },
      { topic: 'stat/lamp/RESULT', payload: { DeepSleepTime: 3600 } },
    ],
    devices: { [lamp]: { reachability: 'asleep' } },
  },
  {
    story: 'degrees Fahrenheit and millimetres of mercury are told in ours',
    messages: [
      {
        topic: 'tele/lamp/SENSOR',
        payload: { BME280: { Temperature: 68, Humidity: 40, Pressure: 750 }, TempUnit: 'F', PressureUnit: 'mmHg' },
      },
    ],
    devices: {
      [lamp]: {
        kind: 'sensor',
        state: { temperatureC: fact(20), humidityPercent: fact(40), pressureHpa: fact(750 * 1.33322) },
        capabilities: ['temperature', 'humidity', 'firmware-update', 'firmware-source'],
      },
    },
  },
  {
    story: 'what Bluetooth sensors say through a bridge is not its own',
    messages: [
      { topic: 'tele/lamp/SENSOR', payload: { 'LYWSD03-1a2b3c': { Temperature: 21, Battery: 9 }, TempUnit: 'C' } },
    ],
    devices: { [lamp]: { kind: 'hub', battery: null, state: {} } },
  },
  {
    story: 'it tells where it fetches its firmware from, without a password, and anew when that is changed',
    messages: [
      announced,
      {
        topic: 'house/heater/antwort/STATUS1',
        payload: { StatusPRM: { OtaUrl: 'http://me:s3cret@nas.lan/t.bin', BootCount: 3 } },
      },
      { topic: 'tele/lamp/LWT', payload: 'Online', retained: true },
      { topic: 'stat/lamp/RESULT', payload: { OtaUrl: 'http://nas.lan/t.bin' } },
      { topic: 'stat/lamp/RESULT', payload: { OtaUrl: 'x'.repeat(400) } },
    ],
    devices: {
      [heater]: { updateSource: fact({ url: 'http://me:•••@nas.lan/t.bin' }) },
      [lamp]: { updateSource: fact({ url: 'http://nas.lan/t.bin' }) },
    },
  },
  {
    story: 'an update that fails says why, in its own words',
    messages: [
      announced,
      { topic: 'house/heater/antwort/RESULT', payload: { Upgrade: 'Version 13.0.0 from http://example.org/t.bin' } },
      { topic: 'house/heater/antwort/UPGRADE', payload: { Upgrade: 'Failed Wrong HTTP Code' } },
    ],
    devices: {
      [heater]: {
        firmware: fact({ installed: '12.5.0', updating: null }),
        lastUpdate: fact({ outcome: 'failed', reason: 'Wrong HTTP Code', percent: null }),
      },
    },
  },
  {
    story: 'a new topic moves the device, and what was heard there before it said so',
    messages: [
      announced,
      { topic: 'stove/tele/LWT', payload: 'Offline', retained: true },
      { ...announced, payload: { ...config, t: 'stove', ft: '%topic%/%prefix%/', tp: ['cmnd', 'stat', 'tele'] } },
      { topic: 'house/heater/meldung/LWT', payload: 'here' },
    ],
    devices: { [heater]: { id: heater, reachability: 'offline' }, 'tasmota-topic:stove': null },
  },
  {
    story: 'an empty announcement takes the device away',
    messages: [announced, { ...announced, payload: '' }],
    devices: { [heater]: null },
  },
  {
    story: 'the echo of a password is nowhere, and is a finding',
    messages: [announced, { topic: 'house/heater/antwort/RESULT', payload: { MqttPassword: 's3cret-one' } }],
    devices: { [heater]: { leaks: [{ secret: 'broker-password', topic: 'house/heater/antwort/RESULT' }] } },
  },
  {
    story: 'passwords in commands are masked, alone and in a backlog',
    messages: [
      announced,
      { topic: 'house/heater/befehl/MqttPassword', payload: 's3cret' },
      { topic: 'house/heater/befehl/Backlog3', payload: 'MqttUser me; MqttPassword s3cret; WebPassword s3cret' },
    ],
    devices: { [heater]: { leaks: [] } },
  },
  {
    story: 'an announcement that would listen to the whole broker is refused',
    messages: [{ ...announced, payload: { ...config, ft: '#', t: '+' } }],
    devices: { [heater]: null },
    problems: [/does not tell a topic/],
  },
  {
    story: 'two devices with one topic are told apart by nobody, and that is said',
    messages: [
      announced,
      { topic: 'tasmota/discovery/8CAAB50000D4/config', payload: { ...config, mac: '8CAAB50000D4' }, retained: true },
    ],
    problems: [/give each its own/],
  },
  {
    story: 'a will in words that nobody announced changes nothing',
    messages: [
      { topic: 'tele/lamp/LWT', payload: 'Online' },
      { topic: 'tele/lamp/LWT', payload: 'perhaps' },
    ],
    devices: { [lamp]: { reachability: 'online' } },
    problems: [/neither that the device is there nor that it is gone/],
  },
  {
    story: 'a state that is no JSON changes nothing',
    messages: [announced, { topic: 'house/heater/meldung/STATE', payload: 'POWER ON' }],
    devices: { [heater]: { state: {} } },
    problems: [/not a JSON object/],
  },
];
