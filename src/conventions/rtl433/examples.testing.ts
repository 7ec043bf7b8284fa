import { fact, someTime, type Example } from '../hearing.testing';

const topic = 'rtl_433/shed/events';
export const opened = {
  time: '2026-11-23 12:00:00',
  model: 'Honeywell-Security',
  id: 123456,
  channel: 8,
  event: 128,
  state: 'open',
  contact_open: 1,
  tamper: 0,
  battery_ok: 1,
  mic: 'CRC',
};
const door = 'rtl433:honeywell-security-8-123456';
const moved = { time: '2026-11-23 12:00:00', model: 'Kerui-Security', id: 77, motion: 1 };
const mover = 'rtl433:kerui-security-77';
const path = 'rtl_433/shed/devices/Kerui-Security/77';

export const examples: readonly Example[] = [
  {
    story: 'a door sensor is what its transmissions tell; whether it is there nobody knows',
    messages: [{ topic, payload: opened }],
    devices: {
      [door]: {
        name: 'Honeywell Security 8 123456',
        nameIsDerived: true,
        vendor: null,
        model: 'Honeywell-Security',
        kind: 'sensor',
        reachability: 'unknown',
        lastSeenLive: true,
        capabilities: ['contact', 'tamper', 'battery'],
        battery: fact({ percent: null, low: false }),
        signal: null,
        state: { contact: fact('open'), tamper: fact(false) },
      },
    },
  },
  {
    story: 'six copies of a transmission are one, even where the receiver heard each a little differently',
    messages: [0, 1, 2, 3, 4, 5].map((copy) => ({
      topic,
      payload: { ...opened, rssi: -9 - copy, time: `2026-11-23 12:00:0${copy % 2}` },
      at: someTime + copy * 120,
    })),
    devices: { [door]: { messages: 1 } },
  },
  {
    story: 'the same again after a minute is another transmission',
    messages: [0, 60_000].map((later) => ({ topic, payload: opened, at: someTime + later })),
    devices: { [door]: { messages: 2 } },
  },
  {
    story: 'movement is never taken back, so it is an event and no state',
    messages: [{ topic, payload: moved }],
    devices: {
      [mover]: {
        capabilities: ['motion'],
        state: {},
        lastEvent: fact({ event: 'motion', text: 'Movement was seen', meaning: null }),
      },
    },
  },
  {
    story: 'a closed contact and a flat battery, as text, one field a topic',
    messages: [
      { topic: `${path}/closed`, payload: '1' },
      { topic: `${path}/battery_ok`, payload: '0' },
      { topic: `${path}/temperature_F`, payload: '68' },
    ],
    devices: {
      [mover]: {
        battery: fact({ percent: null, low: true }),
        state: { contact: fact('closed'), temperatureC: fact(20) },
      },
    },
  },
  {
    story: 'where transmissions come whole, their fields are not heard twice',
    messages: [
      { topic, payload: moved },
      { topic: `${path}/tamper`, payload: '1' },
    ],
    devices: { [mover]: { messages: 1, state: {} } },
  },
  {
    story: 'water where there should be none',
    messages: [{ topic, payload: { ...moved, motion: undefined, model: 'Govee-Water', event: 'Water Leak' } }],
    devices: { 'rtl433:govee-water-77': { capabilities: ['leak'], state: { leak: fact(true) } } },
  },
  {
    story: 'a level between 0 and 1 is a percentage',
    messages: [{ topic, payload: { ...moved, battery_ok: 0.444 } }],
    devices: { [mover]: { battery: fact({ percent: 44, low: null }) } },
  },
  {
    story: 'somebody rings, once however often the button says it',
    messages: [0, 200, 400].map((later) => ({
      topic: 'radio/events',
      payload: { time: 'x', model: 'Honeywell-ActivLink', subtype: 'Doorbell', id: 5 },
      at: someTime + later,
    })),
    devices: {
      'rtl433:honeywell-activlink-doorbell-5': {
        kind: 'doorbell',
        lastEvent: fact({ event: 'ring', text: 'Somebody rang', meaning: 'rang' }),
      },
    },
  },
  {
    story: 'the tyre of a car that passes by is no device, nor is what has no name of its own',
    messages: [
      { topic, payload: { ...moved, type: 'TPMS', model: 'Toyota', pressure_kPa: 220 } },
      { topic, payload: { time: 'x', model: 'Generic-Remote' } },
    ],
    devices: { 'rtl433:tpms-toyota-77': null, 'rtl433:generic-remote': null },
  },
  {
    story: 'the code of a remote is masked, and no finding',
    messages: [{ topic, payload: { ...moved, code: 's3cret', button: 2 } }],
    devices: {
      [mover]: { leaks: [], lastEvent: fact({ event: 'button_2', text: 'Button 2 was pressed', meaning: null }) },
    },
  },
  {
    story: 'a broker’s memory of a transmission is no event and no sign of life',
    messages: [{ topic, payload: { ...moved, tamper: 1 }, retained: true }],
    devices: { [mover]: { lastEvent: null, lastSeenLive: false, state: { tamper: fact(true) } } },
  },
  {
    story: 'what is no JSON changes nothing',
    messages: [
      { topic, payload: opened },
      { topic, payload: 'noise' },
    ],
    devices: { [door]: { messages: 1 } },
    problems: [/not a JSON object/],
  },
];
