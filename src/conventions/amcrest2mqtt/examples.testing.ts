import { told, type Example, type Line } from '../listen.testing';

const say = (what: string, payload: unknown): Line => ({ topic: `amcrest2mqtt/${what}`, payload });
export const serial = 'AMC0001DB01';

export const begin: readonly Line[] = [
  say('service/availability', 'online'),
  say(`${serial}/webrtc`, 'http://10.0.0.5:1984/webrtc.html?src=FrontDoor'),
  say(`${serial}/availability`, 'online'),
  say(`${serial}/binary_sensor/motion`, 'false'),
];
export const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);
export const base64 = '/9j/4A==';
export const config: Line = {
  topic: 'homeassistant/device/x/config',
  payload: {
    device: {
      identifiers: [`amcrest2mqtt_${serial}`, serial],
      manufacturer: 'Amcrest',
      connections: [['mac', '9c:8e:cd:00:00:01']],
    },
    stat_t: `amcrest2mqtt/${serial}/state`,
    cmps: { motion: { p: 'binary_sensor', stat_t: `amcrest2mqtt/${serial}/binary_sensor/motion` } },
  },
};

const camera = `Amcrest ${serial}`;

export const examples: readonly Example[] = [
  {
    story: 'a service and its camera',
    lines: begin,
    devices: {
      'amcrest2mqtt service': { kind: 'hub', reachability: 'online' },
      [camera]: {
        id: 'serial:amc0001db01',
        kind: 'camera',
        vendor: 'Amcrest',
        reachability: 'online',
        via: 'amcrest2mqtt:amcrest2mqtt',
        state: { motion: told(false) },
      },
    },
  },
  {
    story: 'a camera that came before its service',
    lines: [config, begin[1] as Line, begin[0] as Line],
    devices: {
      [camera]: {
        via: 'amcrest2mqtt:amcrest2mqtt',
        identifiers: ['serial:amc0001db01', `ha:amcrest2mqtt_amc0001db01`, 'ha:amc0001db01', 'mac:9c:8e:cd:00:00:01'],
      },
    },
  },
  {
    story: 'somebody rings: the camera is a doorbell',
    lines: [...begin, say(`${serial}/binary_sensor/doorbell`, 'OFF'), say(`${serial}/binary_sensor/doorbell`, 'ON')],
    devices: {
      [camera]: { kind: 'doorbell', lastEvent: told({ event: 'rang', text: 'Somebody rang', meaning: 'rang' }) },
    },
  },
  {
    story: 'motion, a person, and a camera that is lost',
    lines: [
      ...begin,
      say(`${serial}/binary_sensor/motion`, 'true'),
      say(`${serial}/binary_sensor/human`, 'ON'),
      say(`${serial}/availability`, 'offline'),
    ],
    devices: {
      [camera]: {
        reachability: 'offline',
        state: { motion: told(true) },
        lastEvent: told({ text: 'A person was seen' }),
        lastSeenLive: true,
      },
    },
  },
  {
    story: 'the service is gone: nothing is known of its cameras',
    lines: [...begin, say('service/availability', 'offline')],
    devices: { [camera]: { reachability: 'unknown' } },
  },
  {
    story: 'the first version tells name, model and firmware itself',
    lines: [
      say('AMC0002/status', 'online'),
      say('AMC0002/config', { device_name: 'Drive', device_type: 'IP8M', sw_version: '2.8' }),
      say('AMC0002/motion', 'on'),
      say('AMC0002/status', 'online'),
    ],
    devices: {
      Drive: {
        kind: 'camera',
        model: 'IP8M',
        firmware: told({ installed: '2.8' }),
        reachability: 'online',
        state: { motion: told(true) },
      },
    },
  },
  {
    story: 'a snapshot in base64 is a picture',
    lines: [...begin, say(`${serial}/camera/snapshot`, base64)],
    devices: { [camera]: { picture: told({ type: 'image/jpeg', bytes: 4, takenAt: null }) } },
  },
  {
    story: 'a snapshot that is none is refused, an empty one was cleared',
    lines: [...begin, say(`${serial}/camera/snapshot`, 'not base64!'), say(`${serial}/image/motion_snapshot`, '')],
    devices: { [camera]: { picture: null } },
    problems: [/no picture/],
  },
  {
    story: 'what has nothing of a camera is none',
    lines: [begin[0] as Line, say('XYZ0000001/availability', 'online'), say('XYZ0000001/light/state', 'ON')],
    devices: { 'Amcrest XYZ0000001': undefined },
  },
  {
    story: 'another bridge of the family is not Amcrest',
    lines: [{ topic: 'blink2mqtt/service/availability', payload: 'online' }],
    devices: { 'blink2mqtt service': undefined },
  },
];
