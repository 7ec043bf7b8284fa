import { describe, expect, test } from 'vitest';

import type { Fact } from '@/core/observation';

import {
  bridge,
  happens,
  identityOf,
  part,
  play,
  remembered,
  timeline,
  type Part,
  type Row,
} from '../timeline.testing';

const devices = { hub: bridge, lock: part('lock', ['lock', 'firmware-update'], { via: 'hub', name: 'Front door' }) };
const version = (installed: string, latest?: string): readonly Fact[] => [
  { type: 'firmware', installed, ...(latest !== undefined && { latest }) },
];
const says = {
  o: version('9'),
  n: version('10'),
  x: version('nightly'),
  f: version('9', '10'),
  u: [{ type: 'firmware', updating: { percent: 10, remainingSeconds: null } }] satisfies readonly Fact[],
  e: [{ type: 'update-outcome', outcome: 'succeeded', reason: null, percent: null }] satisfies readonly Fact[],
  a: happens({ type: 'update-asked', device: 'lock' }),
};
const severity = (columns: string) =>
  play({ devices, rows: [['lock', columns, says]] }).map(
    ({ signal }) => signal.type === 'seen' && signal.sighting.severity,
  );
const lines = (...rows: Row[]) => timeline({ devices, rows });

describe('another firmware', () => {
  test('for which nobody asked is told, and by itself a new one is milder if it was on offer', () => {
    expect(lines(['lock', 'o--x', says])).toEqual({ 'firmware_changed lock': '---a' });
    expect(severity('o--x')).toEqual(['warning']);
    expect(severity('f--n')).toEqual(['info']);
  });

  test('after an update that was asked for, that was seen to run, or that ended is none', () => {
    expect(lines(['lock', 'oa-n', says])).toEqual({});
    expect(lines(['lock', 'ou-n', says])).toEqual({});
    expect(lines(['lock', 'oe-n', says])).toEqual({});
  });

  test('that the plan of another session says was asked for is none; one of long ago, or of tomorrow, explains no more', () => {
    const asked = (askedAt: number) => ({ ...says, p: happens({ type: 'update-asked', device: 'lock', askedAt }) });
    expect(lines(['lock', 'op-n', asked(Number.MAX_SAFE_INTEGER)])).toEqual({});
    const slow = { devices, everyMs: 13 * 3_600_000 };
    expect(timeline({ ...slow, rows: [['lock', 'op-n', asked(Number.MAX_SAFE_INTEGER)]] })).toMatchObject({
      'firmware_changed lock': '---a',
    });
    expect(lines(['lock', 'op-n', asked(0)])).toEqual({ 'firmware_changed lock': '---a' });
  });

  test('that went back, and the one before that is put on again, is no further alert', () => {
    expect(lines(['lock', 'n-o-n', says])).toEqual({ 'firmware_downgrade lock': '--a-o' });
  });

  test('whose number only looks newer is an older one', () => {
    const numbers = { n: version('10.0'), o: version('9.9') };
    expect(lines(['lock', 'n-o', numbers])).toEqual({ 'firmware_downgrade lock': '--a' });
  });

  test('told again by the broker, or for the first time, is none', () => {
    expect(lines(['lock', 'o-r-o', { ...says, r: remembered(version('9')) }])).toEqual({});
  });

  test('put on while nobody looked is worth knowing', () => {
    const known = [{ names: ['lock'], firmware: { installed: '9', file: null, by: 'zigbee2mqtt' } }] as const;
    const rows: Row[] = [['lock', 'n', says]];
    expect(timeline({ devices: { lock: devices.lock }, known, rows })).toMatchObject({ 'firmware_changed lock': 'a' });
  });

  describe('of a device that was removed and is there again', () => {
    const there = (installed: string, more: Part = {}) => [
      identityOf('lock', { ...devices.lock, ...more }),
      ...version(installed),
    ];
    const again: Row[2] = {
      ...says,
      x: [{ type: 'removed' }],
      s: there('10'),
      N: there('11'),
      y: [{ type: 'removed' }, ...there('11')],
    };
    const pairing = (open: boolean): readonly Fact[] => [{ type: 'pairing', open, until: null }];
    const hub: Row = ['hub', 'c', { c: pairing(false) }];
    const open: Row = ['hub', 'o', { o: pairing(true) }];
    const told = (bridgeSays: Row, columns: string, restarts = '') =>
      play({ devices, rows: [bridgeSays, ['lock', columns, again]], restarts }).flatMap(({ signal }) =>
        signal.type === 'seen' ? [[signal.sighting.class, signal.sighting.severity, signal.sighting.evidence]] : [],
      );
    const since = [expect.objectContaining({ text: 'From 10 to 11, since it was removed' })];

    test('is told like any other, for it may have been put on meanwhile', () => {
      expect(lines(hub, ['lock', 'n-x-N', again])).toEqual({ 'firmware_changed lock': '----a' });
      expect(lines(hub, ['lock', 'n---y', again])).toEqual({ 'firmware_changed lock': '----a' });
      expect(told(hub, 'n-x-N')).toEqual([['firmware_changed', 'warning', since]]);
    });

    test('is worth knowing where its bridge lets devices join', () => {
      expect(told(open, 'n-x-N')).toEqual([['firmware_changed', 'info', since]]);
    });

    test('is told after a restart, too', () => {
      const rows: Row[] = [
        ['hub', 'c', { c: pairing(false) }],
        ['lock', 'n-x--N', again],
      ];
      const story = { devices: { hub: bridge }, rows: [['lock', 'L', { L: there('10') }], ...rows] as Row[] };
      expect(timeline({ ...story, restarts: '---r' })).toMatchObject({ 'firmware_changed lock': '-----a' });
    });

    test('is none where it is the same, or was asked for', () => {
      expect(lines(hub, ['lock', 'n-x-s-x-s', again])).toEqual({});
      expect(lines(hub, ['lock', 'na-x-N', again])).toEqual({});
      expect(lines(hub, ['lock', 'nu-x-N', again])).toEqual({});
    });

    test('is none of another device that took its name', () => {
      const another = { ...again, N: there('11', { identifiers: ['another'] }) };
      expect(lines(open, ['lock', 'n-x-N', another])).not.toHaveProperty('firmware_changed another');
    });
  });
});
