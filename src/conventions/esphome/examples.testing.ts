import { fact, type Example } from '../hearing.testing';
import { without } from '../listen.testing';

export const announcement = {
  ip: '192.0.2.8',
  name: 'garage',
  friendly_name: 'Garage door',
  port: 6053,
  version: '2024.6.0',
  mac: '0a1b2c3d4e5f',
  platform: 'ESP32',
  board: 'esp32dev',
  network: 'wifi',
};
const announced = { topic: 'esphome/discover/garage', payload: announcement, retained: true };
const online = { topic: 'garage/status', payload: 'online', retained: true };
const garage = 'mac:0a:1b:2c:3d:4e:5f';
const lock = (id: string, payload: string, retained = false) => ({
  topic: `garage/lock/${id}/state`,
  payload,
  retained,
});

export const examples: readonly Example[] = [
  {
    story: 'a device announces itself, and its will tells that it is there',
    messages: [announced, online],
    devices: {
      [garage]: {
        name: 'Garage door',
        nameIsDerived: false,
        vendor: 'ESPHome',
        model: 'esp32dev',
        identifiers: [garage, 'esphome:garage'],
        reachability: 'online',
        firmware: fact({ installed: '2024.6.0', updateAvailable: null }),
      },
    },
  },
  {
    story: 'a product made with it is named by its maker',
    messages: [
      { ...announced, payload: { ...announcement, project_name: 'acme.gate.opener', project_version: '3.1' } },
    ],
    devices: { [garage]: { vendor: 'acme', model: 'gate.opener', firmware: fact({ installed: '3.1' }) } },
  },
  {
    story: 'one that does not announce itself is a device as soon as one of its entities speaks',
    messages: [
      { topic: 'attic/esp/status', payload: 'online', retained: true },
      { topic: 'attic/esp/sensor/co2/state', payload: '612' },
    ],
    devices: {
      'esphome:attic/esp': {
        name: 'attic/esp',
        nameIsDerived: true,
        kind: 'sensor',
        reachability: 'online',
        state: {},
      },
    },
  },
  {
    story: 'a lock is a lock',
    messages: [announced, lock('front', 'LOCKED', true), lock('front', 'UNLOCKING')],
    devices: { [garage]: { kind: 'lock', capabilities: ['lock'], state: { lock: fact('unlocking') } } },
  },
  {
    story: 'of two locks the worse is told, and neither is commanded for both',
    messages: [announced, lock('front', 'LOCKED'), lock('back', 'JAMMED'), lock('front', 'UNLOCKED')],
    devices: { [garage]: { kind: 'lock', capabilities: [], state: { lock: fact('jammed') } } },
  },
  {
    story: 'of two locks of which one does not know any more nobody says that both are locked',
    messages: [
      announced,
      lock('front', 'LOCKED'),
      lock('back', 'LOCKED'),
      lock('front', 'UNKNOWN'),
      lock('back', 'LOCKED'),
    ],
    devices: { [garage]: { kind: 'lock', state: without('lock') } },
  },
  {
    story: 'an alarm panel tells its state',
    messages: [announced, { topic: 'garage/alarm_control_panel/house/state', payload: 'armed_away' }],
    devices: { [garage]: { kind: 'alarm', capabilities: ['alarm-panel'], state: { alarm: fact('armed_away') } } },
  },
  {
    story: 'its one output is its state once the device itself has spoken',
    messages: [
      announced,
      { topic: 'garage/light/lamp/state', payload: { state: 'ON', brightness: 9 }, retained: true },
      { topic: 'garage/sensor/uptime/state', payload: '12' },
    ],
    devices: { [garage]: { kind: 'light', capabilities: ['switch'], state: { switch: fact('on') } } },
  },
  {
    story: 'of two outputs neither is its state, in whatever order they come',
    messages: [
      announced,
      { topic: 'garage/switch/a/state', payload: 'ON', retained: true },
      { topic: 'garage/switch/b/state', payload: 'OFF', retained: true },
      { topic: 'garage/sensor/uptime/state', payload: '12' },
    ],
    devices: { [garage]: { capabilities: [], state: {} } },
  },
  {
    story: 'an update is offered',
    messages: [
      announced,
      {
        topic: 'garage/update/firmware/state',
        payload: { installed_version: '2024.6.0', latest_version: '2024.7.1', title: 'ESPHome' },
      },
    ],
    devices: {
      [garage]: {
        capabilities: ['firmware-update'],
        firmware: fact({ installed: '2024.6.0', latest: '2024.7.1', updateAvailable: true }),
      },
    },
  },
  {
    story: 'a doorbell’s press is an event',
    messages: [announced, { topic: 'garage/event/bell/state', payload: { event_type: 'double_press' } }],
    devices: {
      [garage]: {
        lastEvent: fact({ event: 'double_press', text: 'double press (as the device calls it)', meaning: null }),
      },
    },
  },
  {
    story: 'what Home Assistant streams in the same form is no device',
    messages: [
      { topic: 'homeassistant/status', payload: 'online', retained: true },
      { topic: 'homeassistant/light/kitchen/state', payload: 'ON', retained: true },
    ],
    devices: { 'esphome:homeassistant': null },
  },
  {
    story: 'an announcement of nobody is refused, and words that no lock says change nothing',
    messages: [announced, { topic: 'esphome/discover/x', payload: { mac: 'y' } }, lock('front', 'NONE')],
    devices: { [garage]: { state: {} }, 'esphome:x': null },
    problems: [/does not say who it is/],
  },
  {
    story: 'a child lock is no lock, alone or beside a bolt',
    messages: [
      announced,
      { topic: 'heater/status', payload: 'online', retained: true },
      { topic: 'heater/lock/child_lock/state', payload: 'UNLOCKED' },
      lock('front', 'LOCKED'),
      lock('keypad_lock', 'UNLOCKED'),
    ],
    devices: {
      'esphome:heater': { kind: 'other', state: without('lock') },
      [garage]: { kind: 'lock', state: { lock: fact('locked') } },
    },
  },
];
