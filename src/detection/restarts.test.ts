import { describe, expect, test } from 'vitest';

import type { EventMeaning, Fact } from '@/core/observation';
import { noProof, type MessageProof } from '@/core/message-proof';

import type { Standing } from './rule';
import {
  bridge,
  happens,
  offline,
  online,
  part,
  remembered,
  start,
  state,
  timeline,
  type Row,
  type Story,
} from './timeline.testing';

const devices = { front: part('lock', ['lock']) };
const event = (meaning: EventMeaning): readonly Fact[] => [
  { type: 'event', event: 'action', text: `It was a ${meaning}`, meaning },
];
const proof = (standing: MessageProof['standing']): readonly Fact[] => [
  { type: 'proof', proof: { ...noProof, standing, signedAt: start } },
];

describe('told again after a restart, with the time it had told', () => {
  const told = (meaning: EventMeaning): readonly Fact[] => [{ type: 'heard', at: start }, ...event(meaning)];
  const resent: Row[2] = { w: event('wrong-code'), r: told('right-code'), t: told('turned'), v: told('talked') };

  test('a good code forgives no tries that came after it', () => {
    const row: Row = ['front', 'rwrww-', resent];
    expect(timeline({ devices, everyMs: 20_000, rows: [row], restarts: '--r' })).toEqual({
      'pin_bruteforce home': '----a-',
    });
  });

  test.each([
    ['turn', 't-t', { 'camera_moved front': 'a--' }],
    ['voice', 'v-v', { 'camera_talk front': 'a--' }],
  ])('a %s at a camera is the same one', (_, columns, line) => {
    expect(timeline({ devices, everyMs: 20_000, rows: [['front', columns, resent]], restarts: '-r' })).toEqual(line);
  });
});

describe('what stands when the watcher is started anew', () => {
  test('is over later as it would have been, also where it stood before the story', () => {
    const standing = [{ class: 'availability_flap', subject: 'front', device: 'front' } as const];
    const rows: Row[] = [['front', '----', {}]];
    expect(timeline({ devices, everyMs: 3_600_000, rows, standing, restarts: '-r' })).toEqual({
      'availability_flap front': '---o',
    });
  });

  test('is over at once where the restart shows it: the broker was reached', () => {
    const lost = happens({ type: 'connection', isThere: false, since: start } as const);
    const rows: Row[] = [['broker', 'l--', { l: lost }]];
    expect(timeline({ devices, rows, restarts: '--r' })).toEqual({ 'broker_lost broker': 'a-o' });
  });
});

describe('what lasts, told before a restart, is over when it is well again', () => {
  const day = 24 * 3_600_000;
  const home: Story['devices'] = {
    hub: bridge,
    front: part('camera', ['camera', 'lock']),
    ...Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, part('sensor', [], { via: 'hub' })])),
    ...Object.fromEntries(['p', 'q'].map((key) => [key, part('plug', [], { via: 'hub', power: 'mains' })])),
  };
  const certificate = (endsAt: number): readonly Fact[] => [
    {
      type: 'broker-login',
      username: 'front',
      clientId: 'front',
      handOver: null,
      certificate: 'ab',
      certificateEndsAt: endsAt,
    },
  ];
  const picture = (repeats: number) => happens({ type: 'picture', device: 'front', repeats, since: start - day });
  const rate = (aMinute: number) => happens({ type: 'log-in-rate', aMinute, connected: 2 });
  const reach = (isThere: boolean) => happens({ type: 'connection', isThere, since: start, awakeMs: 0 } as const);
  const command = { topic: 'z/front/set', device: 'front' } as const;
  const battery = (percent: number): readonly Fact[] => [{ type: 'battery', percent }];
  type Told = Pick<Story, 'rows' | 'restarts' | 'standing'>;
  /** wrong at x, and well at o */
  const ones = (x: Row[2][string], o: Row[2][string], row = 'x-o-'): Told => ({ rows: [['front', row, { x, o }]] });
  const many = (keys: string): Told => ({
    restarts: '--r',
    rows: [
      ['hub', 'o-o-', { o: online }],
      ...Array.from(keys, (key): Row => [key, 'oxro', { o: online, x: offline, r: remembered(offline) }]),
    ],
  });
  const standing = (kind: Standing['class'], subject: string): Told => ({
    standing: [{ class: kind, subject, device: 'front' }],
    rows: [['front', '----', {}]],
    restarts: '',
  });

  const stories: readonly (readonly [cause: string, line: string, told: Told])[] = [
    ['tamper front', 'a-o-', ones(state({ tamper: true }), state({ tamper: false }))],
    ['lock_jammed front', 'a-o-', ones(state({ lock: 'not_fully_locked' }), state({ lock: 'locked' }))],
    ['safety front smoke', 'a-o-', ones(state({ smoke: true }), state({ smoke: false }))],
    ['safety front carbon monoxide', 'a-o-', ones(state({ carbonMonoxide: true }), state({ carbonMonoxide: false }))],
    ['safety front gas', 'a-o-', ones(state({ gas: true }), state({ gas: false }))],
    ['safety front water', 'a-o-', ones(state({ leak: true }), state({ leak: false }))],
    ['camera_offline front', 'a-o-', ones(offline, online)],
    ['silent_device a', '-aio', many('a')],
    ['jamming hub', '-a-o', many('abcd')],
    ['silent_device hub together', '-a-o', many('abcdpq')],
    ['safety front glass', 'a-o-', ones(state({ glassBreak: true }), state({ glassBreak: false }))],
    ['safety front alarm', 'a-o-', ones(state({ alarm: 'triggered' }), state({ alarm: 'armed_away' }))],
    ['battery_low front', 'a-o-', ones(battery(10), battery(90))],
    ['camera_viewer front', 'a-o-', ones(state({ viewers: 1 }), state({ viewers: 0 }))],
    ['certificate_expiring front', 'a-o-', ones(certificate(start + day), certificate(start + 900 * day))],
    ['certificate_changed front', 'a-o-', ones(proof('changed'), proof('remembered'))],
    ['spoofed_message front values', 'a-o-', ones(state({ humidityPercent: -3 }), state({ humidityPercent: 40 }))],
    ['spoofed_message front values', 'a-o-', ones(battery(140), state({ temperatureC: 20 }))],
    ['camera_frozen front', 'a--o', ones(picture(5), picture(0), 'x-oo')],
    ['login_bruteforce rate', 'a-o-', ones(rate(100), rate(2))],
    ['broker_lost broker', 'ao--', ones(reach(false), [])],
    [
      'retained_command z/front/set',
      'i-o-',
      ones(happens({ type: 'command', retained: true, ...command }), happens({ type: 'command-cleared', ...command })),
    ],
    ['limit_exceeded t', 'o---', standing('limit_exceeded', 't')],
    ['message_flood front', 'o---', standing('message_flood', 'front')],
    ['availability_flap front', '--o-', standing('availability_flap', 'front')],
    ['broker_lost broker again', '-o--', standing('broker_lost', 'broker again')],
  ];

  test.each(stories)('%s', (cause, line, told) => {
    expect(timeline({ devices: home, everyMs: 3_600_000, restarts: '-r', ...told })).toHaveProperty([cause], line);
  });
});

test('a camera that is frozen is so after a restart too, whatever its first picture tells', () => {
  const first = happens({ type: 'picture', device: 'front', repeats: 0, since: start } as const);
  const same = happens({ type: 'picture', device: 'front', repeats: 5, since: start - 3_600_000 } as const);
  const row: Row = ['front', 's-fsss', { f: first, s: same }];
  expect(timeline({ devices, rows: [row], restarts: '-r' })).toEqual({ 'camera_frozen front': 'a-----' });
});

test('a value that cannot be is told again when it was possible meanwhile, also by whoever adopted the first', () => {
  const humidity = (humidityPercent: number) => state({ humidityPercent });
  const row: Row = ['front', 'x-xox', { x: humidity(-3), o: humidity(40) }];
  expect(timeline({ devices, rows: [row], restarts: '-r' })).toEqual({ 'spoofed_message front values': 'a--oa' });
});

describe('told already', () => {
  const says: Row[2] = {
    u: happens({ type: 'unlisted-log-in', clientId: 'laptop', username: 'service', address: null } as const),
    x: remembered(proof('bad')),
  };

  test.each([
    ['a log-in that is on no list', 'u--u', { 'policy_violation log-in service': 'a---' }],
    ['a bad signature that the broker remembers', 'x--x', { 'bad_signature front': 'i--+' }],
  ])('%s is no second alert after a restart', (_, columns, line) => {
    expect(timeline({ devices, rows: [['front', columns, says]], restarts: '--r' })).toEqual(line);
  });
});
