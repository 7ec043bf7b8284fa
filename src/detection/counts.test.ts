import { describe, expect, test } from 'vitest';

import type { AlertSignal } from '@/core/alerts/alert';
import type { Happening } from '@/core/happening';
import { openHome } from '@/core/home';
import type { Fact } from '@/core/observation';
import { openRng } from '@/core/random.testing';

import { openDetection } from './detection';
import { rulesOf } from './rules';
import {
  happens,
  offline,
  online,
  part,
  play,
  remembered,
  start,
  state,
  timeline,
  type Row,
  type Story,
} from './timeline.testing';

const minute = 60_000;
const wrongCode: readonly Fact[] = [
  { type: 'event', event: 'action', text: 'A wrong code was entered', meaning: 'wrong-code' },
];
const failed = (address: string) =>
  happens({ type: 'log-in-failed', address, clientId: null, isCertain: true } as const);
const logIn = (clientId: string, username: string, address: string) =>
  happens({ type: 'log-in', clientId, username, address } as const);
const says: Row[2] = {
  w: wrongCode,
  f: failed('192.168.1.66'),
  k: logIn('lock', 'lock', '192.168.1.5'),
  K: logIn('lock', 'lock', '192.168.1.66'),
  t: happens({ type: 'taken-over', clientId: 'lock' }),
  s: happens({ type: 'denied', clientId: 'stranger', did: 'publish', topic: 'z/one' }),
  S: happens({ type: 'denied', clientId: 'stranger', did: 'publish', topic: 'z/two' }),
  h: happens({ type: 'denied', clientId: 'stranger', did: 'publish', topic: 'z/three' }),
  H: happens({ type: 'denied', clientId: 'stranger', did: 'publish', topic: 'z/four' }),
  g: happens({ type: 'connection', isThere: true, since: start, awakeMs: 10_000 }),
  '0': offline,
  '1': online,
};
const devices = { front: part('lock', ['lock']) };
const every = (columns: number, gap: number, letter: string) =>
  Array.from({ length: columns }, () => `${letter}${'-'.repeat(gap)}`).join('');
/** a restart at every so many columns */
const restartsIn = (columns: string, gap: number) =>
  Array.from(columns, (_, n) => (n > 0 && n % gap === 0 ? 'r' : '-')).join('');

describe('whoever is slow', () => {
  test.each<[string, string, string, number, string]>([
    ['one code every seven minutes', 'front', `${'-'.repeat(8)}${every(9, 6, 'w')}`, 50, 'pin_bruteforce home'],
    ['one log-in every twenty minutes', 'broker', every(17, 19, 'f'), 50, 'login_bruteforce 192.168.1.66'],
    ['two that fight over one client id', 'broker', 'ktttttt', 1, 'client_takeover lock'],
    ['who feels his way from topic to topic', 'broker', 's-S-h-H', 1, 'access_denied stranger'],
    ['a connection that is broken again and again', 'broker', every(5, 11, 'g'), 10, 'broker_lost broker again'],
    ['a device that goes away again and again', 'front', every(9, 59, '1-0'), 61, 'availability_flap front'],
  ])('%s is told, however often the watcher is started anew', (_, whom, columns, gap, cause) => {
    const story: Story = { devices, everyMs: minute, rows: [[whom, columns, says]] };
    const line = timeline(story)[cause] ?? '';
    expect(line).toContain('a');
    expect(timeline({ ...story, restarts: restartsIn(columns, gap) })[cause]).toBe(line);
  });

  test('and was told is no second alert after a restart', () => {
    const rows: Row[] = [
      ['front', 'www-----w', says],
      ['broker', 'fffff---f', says],
    ];
    expect(timeline({ devices, everyMs: 20_000, rows, restarts: '------r' })).toEqual({
      'pin_bruteforce home': '--a-----+',
      'login_bruteforce 192.168.1.66': '----a---+',
    });
  });

  test('is not found in one try that a device tells again after a restart, with the time it had told', () => {
    const resent = { w: [{ type: 'heard', at: start } as const, ...wrongCode] };
    const rows: Row[] = [['front', 'w-w-w-w', resent]];
    expect(timeline({ devices, everyMs: 20_000, rows, restarts: '-r-r-r' })).toEqual({});
  });
});

describe('where each came from', () => {
  test('is known after a restart: whoever then comes in the place of a lock from elsewhere is told', () => {
    const rows: Row[] = [['broker', 'k---tK---', says]];
    expect(timeline({ devices, rows, restarts: '--r' })).toEqual({ 'client_takeover lock': '------a--' });
  });

  const camera = { cam: part('camera') };
  const watched = { 0: remembered(state({ viewers: 0 })), 1: state({ viewers: 1 }) };
  const evidenceOf = (log: string, viewers: string, restarts: string) =>
    play({
      devices: camera,
      rows: [
        ['broker', log, says],
        ['cam', viewers, watched],
      ],
      everyMs: 10 * minute,
      restarts,
    }).flatMap(({ signal }) => (signal.type === 'seen' ? signal.sighting.evidence.map(({ text }) => text) : []));
  const strange = 'lock had logged in from 192.168.1.5 as client lock, which was not seen with this log-in before';

  test('who came in from a strange client before a restart is named after it', () => {
    expect(evidenceOf('-k--', '0--1', '--r')).toEqual([strange, 'It says that it has one viewer']);
  });

  test('a client that was known before a restart is not strange after it', () => {
    expect(evidenceOf('k-----k-', '-----0-1', '----r')).toEqual(['It says that it has one viewer']);
  });
});

/** One that watches the broker only. */
function watcher(counts?: unknown) {
  return openDetection({ home: openHome(), known: null, counts, now: start + minute, rules: rulesOf(() => null) });
}

describe('what is kept', () => {
  test('stays small whoever makes up names, and the last of them is in it', () => {
    const detection = watcher();
    const long = 'é'.repeat(127);
    for (let n = 0; n < 3_000; n++) {
      const clientId = `${long}${n}`;
      const happenings: readonly Happening[] = [
        { type: 'log-in-failed', at: start + n, clientId, address: `fd00::${n}`, isCertain: true },
        { type: 'log-in', at: start + n, clientId, username: clientId, address: '192.168.1.5' },
        { type: 'log-in', at: start + n, clientId, username: 'owner', address: '192.168.1.5' },
        { type: 'taken-over', at: start + n, clientId },
        { type: 'subscribed', at: start + n, clientId, filter: '#' },
        { type: 'denied', at: start + n, clientId, did: 'publish', topic: long.repeat(4) },
        { type: 'denied', at: start + n, clientId, did: 'subscribe', topic: long.repeat(4) },
      ];
      for (const happening of happenings) detection.happen(happening);
    }
    const text = JSON.stringify(detection.counts());
    expect(text.length).toBeGreaterThan(256 * 1_024);
    expect(text.length).toBeLessThan(2 * 1_024 * 1_024);
    const { parts } = detection.counts();
    const lastOf = (name: string) => (parts[name] as [string, unknown][]).at(-1)?.[0];
    expect(lastOf('log-ins refused')).toBe('fd00::2999');
    expect(lastOf('log-ins of clients')).toBe(`${long}2999`);
  });

  test('is no more than was counted when it comes back', () => {
    const { parts, ...kept } = watcher().counts();
    const many = Array.from({ length: 100_000 }, (_, n) => [`client ${n}`, '192.168.1.5']);
    const detection = watcher({ ...kept, parts: { ...parts, 'addresses of clients': many } });
    expect(JSON.stringify(detection.counts()).length).toBeLessThan(256 * 1_024);
  });

  test('by another version, or by nobody, is nothing', () => {
    const { parts } = slowTries().counts();
    for (const counts of [null, 4, 'x', [], { parts }, { format: 'gatehouse-counts/0', parts }])
      expect(watcher(counts).counts()).toEqual(watcher().counts());
  });

  test('is the same when it comes back', () => {
    const counts = slowTries().counts();
    const again = watcher(JSON.parse(JSON.stringify(counts)));
    again.tick(start + minute);
    expect(again.counts()).toEqual(counts);
  });

  test('is not changed by what is counted later', () => {
    const detection = slowTries();
    const counts = detection.counts();
    const text = JSON.stringify(counts);
    const again = { clientId: 'lock', address: '192.168.1.66', isCertain: true } as const;
    detection.happen({ type: 'log-in-failed', at: start + minute, ...again });
    expect(detection.counts()).not.toEqual(counts);
    expect(JSON.stringify(counts)).toBe(text);
  });

  test('damaged in any place hides no attack that comes then', () => {
    const whole = JSON.stringify(slowTries().counts());
    const random = openRng(7);
    const wrong = [null, -1, 1e300, '', 'x', [], {}, [[]], [null], { at: 'x' }, true];
    for (let n = 0; n < 400; n++) {
      const damaged: unknown = JSON.parse(whole);
      damage(damaged, random, wrong);
      const detection = watcher(damaged);
      const said: AlertSignal[] = [];
      for (let second = 0; second < 6; second++) {
        const at = start + 30 * minute + second * 1_000;
        said.push(...detection.happen({ type: 'log-in-failed', at, clientId: null, address: 'new', isCertain: true }));
      }
      const seen = said.flatMap((signal) => (signal.type === 'seen' ? [signal.sighting.subject] : []));
      expect(seen, JSON.stringify(damaged)).toContain('new');
      for (const clientId of ['lock', 'new']) {
        const at = start + 40 * minute;
        detection.happen({ type: 'log-in', at, clientId, username: 'owner', address: 'new' });
        detection.happen({ type: 'taken-over', at, clientId });
        detection.happen({ type: 'denied', at, clientId, did: 'publish', topic: 'z/door/set' });
        detection.tick(at + 10_000);
      }
      expect(() => JSON.stringify(detection.counts())).not.toThrow();
    }
  });
});

/** One that has counted something of each sort, and told some of it. */
function slowTries() {
  const detection = watcher();
  for (let n = 0; n < 6; n++) {
    const at = start + n * 1_000;
    const [clientId, username] = [n % 2 === 0 ? 'lock' : 'phone', 'owner'];
    for (const address of ['192.168.1.66', `192.168.1.${n}`])
      detection.happen({ type: 'log-in-failed', at, clientId, address, isCertain: true });
    detection.happen({ type: 'log-in', at, clientId, username, address: '192.168.1.5' });
    detection.happen({ type: 'taken-over', at, clientId });
    detection.happen({ type: 'subscribed', at, clientId, filter: `z/${n}` });
    for (const did of ['publish', 'subscribe'] as const)
      detection.happen({ type: 'denied', at, clientId, did, topic: `z/${n}` });
    detection.tick(at);
  }
  return detection;
}

/** Puts something else in one place of it, at any depth. */
function damage(within: unknown, random: () => number, wrong: readonly unknown[]): void {
  const keys = Object.keys(within as object);
  const key = keys[Math.floor(random() * keys.length)];
  if (key === undefined) return;
  const parent = within as Record<string, unknown>;
  const child = parent[key];
  const isDeeper = typeof child === 'object' && child !== null && Object.keys(child).length > 0 && random() < 0.8;
  if (isDeeper) return damage(child, random, wrong);
  parent[key] = wrong[Math.floor(random() * wrong.length)];
}
