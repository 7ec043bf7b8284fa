import { told, without, type Example, type Line } from '../listen.testing';

export const topic = 'nuki/398172F4';
const kept = (what: string, payload: string): Line => ({ topic: `${topic}/${what}`, payload, retained: true });

export const begin: readonly Line[] = [
  kept('connected', 'true'),
  kept('state', '1'),
  kept('batteryCritical', 'false'),
  kept('batteryChargeState', '66'),
];

export const examples: readonly Example[] = [
  {
    story: 'a lock that speaks for itself',
    lines: begin,
    devices: {
      'Nuki 398172F4': {
        id: 'nuki:398172f4',
        identifiers: ['nuki:398172f4', 'ha:[398172f4]'],
        kind: 'lock',
        vendor: 'Nuki',
        reachability: 'online',
        lastSeen: null,
        battery: told({ percent: 66, low: false }),
        state: { lock: told('locked') },
      },
    },
  },
  {
    story: 'its name, its firmware and its door',
    lines: [...begin, kept('name', 'Maison'), kept('firmware', '3.8.5'), kept('doorsensorState', '3')],
    devices: {
      Maison: {
        nameIsDerived: false,
        firmware: told({ installed: '3.8.5' }),
        state: { contact: told('open') },
        capabilities: ['lock', 'battery', 'contact'],
      },
    },
  },
  {
    story: 'a bolt that moves, and one that is blocked',
    lines: [...begin, { topic: `${topic}/state`, payload: '4' }, { topic: `${topic}/state`, payload: '254' }],
    devices: { 'Nuki 398172F4': { state: { lock: told('jammed') }, lastSeenLive: true } },
  },
  {
    story: 'a lock that was never calibrated has no state, nor a door sensor that is not there',
    lines: [kept('connected', 'true'), kept('state', '0'), kept('doorsensorState', '1')],
    devices: { 'Nuki 398172F4': { state: {} } },
  },
  {
    story: 'a lock that does not know its bolt any more is not said to be locked',
    lines: [...begin, { topic: `${topic}/state`, payload: '255' }],
    devices: { 'Nuki 398172F4': { state: without('lock') } },
  },
  {
    story: 'a door sensor that was taken off is told, and its door is not said to be closed any more',
    lines: [kept('connected', 'true'), kept('doorsensorState', '2'), kept('doorsensorState', '240')],
    devices: { 'Nuki 398172F4': { state: without('contact') } },
  },
  {
    story: 'nor is that it was taken off unknown',
    lines: [kept('connected', 'true'), kept('doorsensorState', '240')],
    devices: { 'Nuki 398172F4': { state: { tamper: told(true) } } },
  },
  {
    story: 'a door sensor that was put back',
    lines: [kept('connected', 'true'), kept('doorsensorState', '240'), kept('doorsensorState', '2')],
    devices: { 'Nuki 398172F4': { state: { tamper: told(false), contact: told('closed') } } },
  },
  {
    story: 'the batteries of its keypad and of its door sensor are not its own',
    lines: [...begin, kept('keypadBatteryCritical', 'true'), kept('doorsensorBatteryCritical', 'false')],
    devices: {
      'Nuki 398172F4': {
        battery: told({ percent: 66, low: false }),
        state: { keypadBatteryLow: told(true), doorSensorBatteryLow: told(false), lock: told('locked') },
      },
    },
  },
  {
    story: 'a code at the keypad is an event, and a memory of one is none',
    lines: [
      ...begin,
      { topic: `${topic}/lockActionEvent`, payload: '1,255,0,7,0' },
      kept('lockActionEvent', '2,172,0,0,0'),
    ],
    devices: { 'Nuki 398172F4': { lastEvent: told({ text: 'Told to unlock at the keypad with the code of user 7' }) } },
  },
  {
    story: 'its last will',
    lines: [...begin, { topic: `${topic}/connected`, payload: 'false' }],
    devices: { 'Nuki 398172F4': { reachability: 'offline' } },
  },
  {
    story: 'a connection that is neither is refused',
    lines: [...begin, { topic: `${topic}/connected`, payload: '1.5' }],
    devices: { 'Nuki 398172F4': { reachability: 'online' } },
    problems: [/neither that it is connected/],
  },
  {
    story: 'another program that is connected is no lock',
    lines: [
      { topic: 'hm/status/connected', payload: 'true' },
      { topic: 'nuki/398172F4/connected', payload: 'soon' },
    ],
    devices: { 'Nuki 398172F4': undefined },
  },
];
