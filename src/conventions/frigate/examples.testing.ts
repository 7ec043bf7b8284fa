import { told, type Example, type Line } from '../listen.testing';

const fps = (camera_fps: number) => ({ camera_fps, connection_quality: 'good' });

export const stats = (cameras: Readonly<Record<string, number>>, service: object = {}): Line => ({
  topic: 'nvr/stats',
  payload: {
    cameras: Object.fromEntries(Object.entries(cameras).map(([name, frames]) => [name, fps(frames)])),
    service: { version: '0.16.1-ab12', latest_version: '0.16.2', ...service },
  },
});

export const begin: readonly Line[] = [
  { topic: 'nvr/available', payload: 'online', retained: true },
  stats({ drive: 5, porch: 5 }),
];

const porch = 'frigate-camera:nvr/porch';
/** a camera as its owner announces it to Home Assistant */
const shown = (id: string, topic: string): Line => ({
  topic: `homeassistant/camera/${id}/config`,
  payload: { topic, device: { identifiers: [id] } },
  retained: true,
});

const seen = (type: string, after: object, before: object = {}): Line => ({
  topic: 'nvr/events',
  payload: {
    type,
    before: { camera: 'drive', label: 'person', ...before },
    after: { camera: 'drive', label: 'person', ...after },
  },
});
const review = (type: string, severity: string, before: string): Line => ({
  topic: 'nvr/reviews',
  payload: {
    type,
    before: { camera: 'drive', severity: before, data: {} },
    after: {
      camera: 'drive',
      severity,
      start_time: '2026-06-05T11:30:09',
      data: { objects: ['person', 'car'], zones: ['front_yard'] },
    },
  },
});

export const jpeg = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);

export const examples: readonly Example[] = [
  {
    story: 'a server with two cameras, found by its last will and its statistics',
    lines: begin,
    devices: {
      'Frigate (nvr)': {
        kind: 'hub',
        vendor: 'Frigate',
        reachability: 'online',
        firmware: told({ installed: '0.16.1-ab12', latest: '0.16.2', updateAvailable: true }),
      },
      drive: {
        id: 'frigate-camera:nvr/drive',
        kind: 'camera',
        reachability: 'online',
        via: 'frigate:nvr',
        lastSeenLive: true,
      },
    },
  },
  {
    story: 'an older server, whose cameras stand beside all else it tells',
    lines: [
      begin[0] as Line,
      {
        topic: 'nvr/stats',
        payload: {
          drive: fps(5),
          porch: fps(0),
          detectors: { coral: { inference_speed: 9 } },
          detection_fps: 5,
          cpu_usages: { 1: { cpu: '3' } },
          service: { version: '0.12.1-367d724', latest_version: '0.16.2' },
        },
      },
    ],
    devices: {
      'Frigate (nvr)': { firmware: told({ installed: '0.12.1-367d724', latest: '0.16.2', updateAvailable: true }) },
      drive: { kind: 'camera', reachability: 'online' },
      porch: { reachability: 'offline' },
      cpu_usages: undefined,
      detectors: undefined,
    },
  },
  {
    story: 'what stands after the dash is a build, and no newer version is no update',
    lines: [begin[0] as Line, stats({ drive: 5 }, { version: '0.16.2-ab12' })],
    devices: { 'Frigate (nvr)': { firmware: told({ updateAvailable: false }) } },
  },
  {
    story: 'a preview is not said to be as new as the version that it becomes',
    lines: [begin[0] as Line, stats({ drive: 5 }, { version: '0.16.2-beta3-ab12' })],
    devices: {
      'Frigate (nvr)': { firmware: told({ installed: '0.16.2-beta3-ab12', latest: '0.16.2', updateAvailable: null }) },
    },
  },
  {
    story: 'a version that nobody looked up is not known',
    lines: [begin[0] as Line, stats({ drive: 5 }, { latest_version: 'disabled' })],
    devices: { 'Frigate (nvr)': { firmware: told({ latest: null, updateAvailable: null }) } },
  },
  {
    story: 'a zone is no camera, though it counts what is in it',
    lines: [...begin, { topic: 'nvr/yard/person', payload: '1' }, { topic: 'nvr/yard/all', payload: '1' }],
    devices: { yard: undefined },
  },
  {
    story: 'a camera is known by its switches before the first statistics',
    lines: [begin[0] as Line, { topic: 'nvr/drive/enabled/state', payload: 'ON', retained: true }],
    devices: { drive: { kind: 'camera', reachability: 'unknown' } },
  },
  {
    story: 'a camera that was taken out of Frigate leaves its switches behind, and is none',
    lines: [...begin, { topic: 'nvr/old/enabled/state', payload: 'ON', retained: true }],
    devices: { old: undefined },
  },
  {
    story: 'no frames from a camera that is switched on: it is lost',
    lines: [...begin, stats({ drive: 0, porch: 5 })],
    devices: { drive: { reachability: 'offline' }, porch: { reachability: 'online' } },
  },
  {
    story: 'a camera that is switched off is neither there nor lost',
    lines: [
      ...begin,
      { topic: 'nvr/drive/enabled/state', payload: 'OFF', retained: true },
      { topic: 'nvr/drive/status/detect', payload: 'disabled' },
      stats({ drive: 0, porch: 5 }),
    ],
    devices: { drive: { reachability: 'unknown', disabled: true } },
  },
  {
    story: 'the server is down: nothing is known of its cameras',
    lines: [...begin, { topic: 'nvr/available', payload: 'offline', retained: true }],
    devices: { 'Frigate (nvr)': { reachability: 'offline' }, drive: { reachability: 'unknown' } },
  },
  {
    story: 'motion, and a person that is seen once, without any name',
    lines: [
      ...begin,
      { topic: 'nvr/drive/motion', payload: 'ON' },
      seen('new', { entered_zones: ['front_yard'], sub_label: ['John Smith', 0.8], recognized_license_plate: 'ABC' }),
      seen('update', { top_score: 0.9 }),
    ],
    devices: {
      drive: {
        state: { motion: told(true) },
        lastEvent: told({ event: 'seen', text: 'A person was seen in front yard' }),
      },
    },
  },
  {
    story: 'what Frigate was not sure of is told when it is',
    lines: [
      ...begin,
      seen('new', { false_positive: true }),
      seen('update', { false_positive: false }, { false_positive: true }),
    ],
    devices: { drive: { lastEvent: told({ text: 'A person was seen' }) } },
  },
  {
    story: 'a review is told when it becomes an alert, also where its time is a text',
    lines: [
      ...begin,
      review('new', 'detection', 'detection'),
      review('update', 'alert', 'detection'),
      review('end', 'alert', 'alert'),
    ],
    devices: {
      drive: { lastEvent: told({ event: 'alert', text: 'Frigate raised an alert: person, car in front yard' }) },
    },
  },
  {
    story: 'a snapshot is the picture of its camera',
    lines: [...begin, { topic: 'nvr/drive/person/snapshot', payload: jpeg, retained: true }],
    devices: { drive: { picture: told({ type: 'image/jpeg', bytes: 7, takenAt: null }) } },
  },
  {
    story: 'a snapshot that is none is refused',
    lines: [...begin, { topic: 'nvr/drive/person/snapshot', payload: '<svg/>' }],
    devices: { drive: { picture: null } },
    problems: [/no picture/],
  },
  {
    story: 'an address with a password in the statistics is a secret that stands open',
    lines: [...begin, stats({ drive: 5, porch: 5 }, { cmdline: 'ffmpeg -i rtsp://admin:4821@10.0.0.5/live' })],
    devices: { 'Frigate (nvr)': { leaks: [{ secret: 'address-password', topic: 'nvr/stats' }] } },
  },
  {
    story: 'a camera that Home Assistant’s discovery shows is that camera',
    lines: [...begin, shown('drive', 'nvr/drive/person/snapshot')],
    devices: { drive: { identifiers: ['frigate-camera:nvr/drive', 'ha:drive'] }, porch: { identifiers: [porch] } },
  },
  {
    story: 'it is, whoever of both came first',
    lines: [shown('drive', 'nvr/drive/person/snapshot'), ...begin],
    devices: { drive: { identifiers: ['frigate-camera:nvr/drive', 'ha:drive'] } },
  },
  {
    story: 'what only switches a camera is not the camera',
    lines: [
      ...begin,
      {
        topic: 'homeassistant/switch/timer/config',
        payload: { command_topic: 'nvr/porch/detect/set', device: { identifiers: 'timer' } },
      },
    ],
    devices: { porch: { identifiers: [porch] } },
  },
  {
    story: 'a picture of another program, on which no camera is, says nothing of one',
    lines: [...begin, shown('all', 'nvr/birdseye/person/snapshot'), shown('far', 'pump/porch/x/snapshot')],
    devices: { porch: { identifiers: [porch] } },
  },
  {
    story: 'another program that is available is no Frigate',
    lines: [
      { topic: 'pump/available', payload: 'online', retained: true },
      { topic: 'pump/stats', payload: { litres: 5 } },
    ],
    devices: { 'Frigate (pump)': undefined },
  },
  {
    story: 'statistics that are none are refused',
    lines: [...begin, { topic: 'nvr/stats', payload: '{"service":[]}' }],
    devices: { drive: { reachability: 'online' } },
    problems: [/not those of Frigate/],
  },
  {
    story: 'a list of cameras that is none changes nothing',
    lines: [...begin, { topic: 'nvr/camera_activity', payload: ['drive'] }],
    devices: { drive: { kind: 'camera' } },
    problems: [/could not be read/],
  },
  {
    story: 'detection that somebody switches off is told, and what the broker remembers of it is no news',
    lines: [
      ...begin,
      { topic: 'nvr/drive/detect/state', payload: 'ON', retained: true },
      { topic: 'nvr/porch/recordings/state', payload: 'ON' },
      { topic: 'nvr/porch/recordings/state', payload: 'OFF', retained: true },
      { topic: 'nvr/drive/detect/state', payload: 'OFF' },
    ],
    devices: {
      drive: { lastEvent: told({ event: 'detect-off', text: 'Detection was switched off', meaning: null }) },
      porch: { lastEvent: null },
    },
  },
  {
    story: 'nor are recordings that go on, and those that end are',
    lines: [
      ...begin,
      { topic: 'nvr/drive/recordings/state', payload: 'ON', retained: true },
      { topic: 'nvr/porch/recordings/state', payload: 'ON', retained: true },
      { topic: 'nvr/drive/recordings/state', payload: 'ON' },
      { topic: 'nvr/porch/recordings/state', payload: 'OFF' },
    ],
    devices: { drive: { lastEvent: null }, porch: { lastEvent: told({ event: 'recordings-off' }) } },
  },
];
