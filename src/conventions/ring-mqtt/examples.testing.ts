import { told, without, type Example, type Line } from '../listen.testing';

const say = (what: string, payload: unknown): Line => ({ topic: `ring/home-1/${what}`, payload });

export const begin: readonly Line[] = [
  say('alarm/panel1/status', 'online'),
  say('alarm/panel1/alarm/state', 'armed_home'),
  say('alarm/panel1/siren/state', 'OFF'),
  say('alarm/lock1/status', 'online'),
  say('alarm/lock1/lock/state', 'LOCKED'),
  say('alarm/lock1/info/state', {
    batteryLevel: 71,
    batteryStatus: 'ok',
    tamperStatus: 'ok',
    serialNumber: 'SN-12345',
    firmwareStatus: 'Up to Date',
  }),
  say('camera/cam1/status', 'online'),
  say('camera/cam1/motion/state', 'ON'),
];
export const stream = say('camera/cam1/info/state', {
  batteryLevel: 62,
  wirelessSignal: -58,
  stream_Source: 'rtsp://streamer:4821@10.0.0.9:8554/cam1_live',
});
export const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);

export const examples: readonly Example[] = [
  {
    story: 'a panel, a lock and a camera, of which the broker remembers nothing',
    lines: begin,
    devices: {
      'Ring alarm panel1': {
        kind: 'alarm',
        id: 'ring:panel1',
        vendor: 'Ring',
        state: { alarm: told('armed_home'), siren: told('silent') },
      },
      'Ring alarm lock1': {
        kind: 'lock',
        identifiers: ['ring:lock1', 'ha:lock1', 'serial:sn-12345'],
        reachability: 'online',
        battery: told({ percent: 71, low: false }),
        firmware: told({ installed: null, updateAvailable: false }),
        state: { lock: told('locked'), tamper: told(false) },
      },
      'Ring camera cam1': { kind: 'camera', state: { motion: told(true) }, lastSeenLive: true },
    },
  },
  {
    story: 'an address with a password is a secret that stands open',
    lines: [...begin, stream],
    devices: {
      'Ring camera cam1': {
        power: 'battery',
        signal: told({ rssiDbm: -58, lqi: null }),
        leaks: [{ secret: 'address-password', topic: 'ring/home-1/camera/cam1/info/state' }],
      },
    },
  },
  {
    story: 'a camera that somebody rings is a doorbell',
    lines: [...begin, say('camera/cam1/ding/state', 'ON'), say('camera/cam1/ding/state', 'OFF')],
    devices: {
      'Ring camera cam1': {
        kind: 'doorbell',
        lastEvent: told({ event: 'rang', text: 'Somebody rang', meaning: 'rang' }),
      },
    },
  },
  {
    story: 'sensors of all sorts',
    lines: [
      say('alarm/a/status', 'online'),
      say('alarm/a/contact/state', 'ON'),
      say('alarm/b/flood/state', 'ON'),
      say('alarm/c/smoke/state', 'OFF'),
      say('alarm/c/co/state', 'ON'),
      say('alarm/d/glassbreak/state', 'ON'),
      say('alarm/e/tilt/state', 'ON'),
    ],
    devices: {
      'Ring alarm a': { kind: 'sensor', state: { contact: told('open') } },
      'Ring alarm b': { kind: 'sensor', state: { leak: told(true) } },
      'Ring alarm c': { kind: 'sensor', state: { smoke: told(false), carbonMonoxide: told(true) } },
      'Ring alarm d': { kind: 'sensor', state: { glassBreak: told(true) } },
      'Ring alarm e': { kind: 'sensor', state: { contact: told('open') } },
    },
  },
  {
    story: 'a panic button',
    lines: [...begin, say('alarm/panel1/police/state', 'ON')],
    devices: { 'Ring alarm panel1': { lastEvent: told({ meaning: 'emergency' }) } },
  },
  {
    story: 'a tampered lock with an empty battery, that last spoke an hour ago',
    lines: [
      ...begin,
      say('alarm/far/info/state', {
        batteryStatus: 'low',
        tamperStatus: 'tamper',
        lastCommTime: '2027-01-15T07:00:00.000Z',
      }),
    ],
    devices: {
      'Ring alarm far': {
        battery: told({ percent: null, low: true }),
        state: { tamper: told(true) },
        lastSeen: Date.UTC(2027, 0, 15, 7),
      },
    },
  },
  {
    story: 'a firmware that is neither praised nor blamed is not known',
    lines: [
      ...begin,
      say('chime/c1/info/state', { firmwareStatus: '1.17.2', batteryLevel: 'none', wirelessSignal: 80 }),
    ],
    devices: { 'Ring chime c1': { kind: 'other', firmware: null, battery: null, signal: null } },
  },
  {
    story: 'the snapshot of a camera is its picture',
    lines: [...begin, say('camera/cam1/snapshot/image', jpeg)],
    devices: { 'Ring camera cam1': { picture: told({ type: 'image/jpeg', bytes: 4, takenAt: null }) } },
  },
  {
    story: 'a lock that does not know says nothing, a status that is neither is refused',
    lines: [
      ...begin,
      say('alarm/x/lock/state', 'UNKNOWN'),
      say('alarm/lock1/status', 'sleepy'),
      say('camera/cam1/snapshot/image', 'none'),
    ],
    devices: { 'Ring alarm x': { kind: 'lock', state: {} }, 'Ring alarm lock1': { reachability: 'online' } },
    problems: [/neither online nor offline/, /no picture/],
  },
  {
    story: 'a lock that does not know any more is not said to be locked',
    lines: [...begin, say('alarm/lock1/lock/state', 'LOCKED'), say('alarm/lock1/lock/state', 'UNKNOWN')],
    devices: { 'Ring alarm lock1': { state: without('lock') } },
  },
  {
    story: 'health that is no document is refused',
    lines: [...begin, say('alarm/lock1/info/state', 'fine')],
    devices: { 'Ring alarm lock1': { battery: told({ percent: 71 }) } },
    problems: [/not a JSON object/],
  },
  {
    story: 'another program’s camera is none of Ring’s',
    lines: [say('camera/x/status', 'running'), { topic: 'zigbee2mqtt/camera/x/status', payload: 'online' }],
    devices: { 'Ring camera x': undefined },
  },
];
