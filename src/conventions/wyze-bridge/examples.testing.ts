import { told, type Example, type Line } from '../listen.testing';

const kept = (topic: string, payload: unknown): Line => ({ topic, payload, retained: true });

export const begin: readonly Line[] = [
  kept('wyzebridge/state', 'online'),
  kept('wyzebridge/front-porch/state', 'online'),
  kept('wyzebridge/nursery/state', 'stopped'),
];
export const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);

export const config = (base: string): Line =>
  kept('homeassistant/switch/2CAA8E00AA01/stream/config', {
    device: { manufacturer: 'Wyze', identifiers: '2CAA8E00AA01', connections: [['mac', '2CAA8E00AA01']] },
    state_topic: `${base}/front-porch/state`,
    command_topic: `${base}/front-porch/state/set`,
  });

export const examples: readonly Example[] = [
  {
    story: 'two cameras, of which one is not watched: nothing is known of it',
    lines: begin,
    devices: {
      'front porch': { kind: 'camera', vendor: 'Wyze', nameIsDerived: true, reachability: 'online', lastSeen: null },
      nursery: { kind: 'camera', reachability: 'unknown' },
    },
  },
  {
    story: 'a stream that is being made changes nothing, one that fails is a camera that is lost',
    lines: [
      ...begin,
      { topic: 'wyzebridge/front-porch/state', payload: 'connecting' },
      { topic: 'wyzebridge/nursery/state', payload: 'connecting' },
      { topic: 'wyzebridge/nursery/state', payload: 'offline' },
    ],
    devices: { 'front porch': { reachability: 'online' }, nursery: { reachability: 'offline' } },
  },
  {
    story: 'motion is 1, and 2 is none; a camera with an alarm has a siren',
    lines: [
      ...begin,
      { topic: 'wyzebridge/front-porch/motion', payload: '1' },
      { topic: 'wyzebridge/front-porch/alarm', payload: '2' },
      { topic: 'wyzebridge/nursery/motion', payload: '2' },
    ],
    devices: {
      'front porch': {
        kind: 'camera',
        state: { motion: told(true), siren: told('silent') },
        capabilities: ['camera', 'motion', 'siren'],
        lastSeenLive: true,
      },
      nursery: { state: { motion: told(false) } },
    },
  },
  {
    story: 'a signal without a unit is no measurement',
    lines: [...begin, { topic: 'wyzebridge/front-porch/wifi', payload: '78' }],
    devices: { 'front porch': { signal: null } },
  },
  {
    story: 'a picture',
    lines: [...begin, kept('wyzebridge/front-porch/image', jpeg)],
    devices: { 'front porch': { picture: told({ type: 'image/jpeg', bytes: 4, takenAt: null }) } },
  },
  {
    story: 'the bridge is gone: nothing is known of its cameras',
    lines: [...begin, kept('wyzebridge/state', 'offline')],
    devices: { 'front porch': { reachability: 'unknown' } },
  },
  {
    story: 'a picture that is none is refused',
    lines: [...begin, { topic: 'wyzebridge/front-porch/image', payload: '<html>' }],
    devices: { 'front porch': { picture: null } },
    problems: [/no picture/],
  },
  {
    story: 'another program with a state is no wyze-bridge',
    lines: [kept('boiler/state', 'online'), kept('boiler/pump/state', 'stopped')],
    devices: { pump: undefined },
  },
];
