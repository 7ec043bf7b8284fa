import { describe, expect, test } from 'vitest';

import type { Fact } from '@/core/observation';

import { happens, part, play, remembered, start, state, timeline, type Row } from '../timeline.testing';

const minute = 60_000;
const devices = { door: part('lock', ['lock'], { name: 'Front door' }), lamp: part('light', ['switch']) };

describe('a command that the broker remembers', () => {
  const command = (device: string, retained: boolean) =>
    happens({ type: 'command', topic: `z/${device}/set`, device, retained });
  const says = { d: command('door', true), l: command('lamp', true), n: command('door', false) };
  const cleared = { c: happens({ type: 'command-cleared', topic: 'z/door/set' }) };

  test('stands until it is cleared, and is grave for a door', () => {
    const rows: Row[] = [
      ['door', '-d-d---', says],
      ['broker', '-----c-', cleared],
    ];
    expect(timeline({ devices, rows })).toEqual({ 'retained_command z/door/set': '-i---o-' });
    const severities = play({ devices, rows: [['door', 'dl', says]] }).map(
      ({ signal }) => signal.type === 'seen' && signal.sighting.severity,
    );
    expect(severities).toEqual(['critical', 'warning']);
  });

  test('since somebody gave it before our ears is news', () => {
    expect(timeline({ devices, rows: [['door', '-nd', says]] })).toEqual({ 'retained_command z/door/set': '--a' });
  });

  const letters = Array.from({ length: 200 }, (_, n) => String.fromCodePoint(0x4e00 + n));
  const onLamp = Object.fromEntries(
    letters.map((letter, n) => [
      letter,
      happens({ type: 'command', topic: `z/lamp/set/${n}`, device: 'lamp', retained: true }),
    ]),
  );

  test('for a door is told behind any number that are planted on a lamp', () => {
    const told = timeline({ devices, rows: [['lamp', `${letters.join('')}d`, { ...onLamp, ...says }]] });
    expect(Object.keys(told)).toEqual([
      ...[0, 1, 2, 3, 4].map((n) => `retained_command z/lamp/set/${n}`),
      'retained_command z/door/set',
    ]);
    // of the others there is a word with the last that is told
    expect(told['retained_command z/lamp/set/4']?.slice(0, 9)).toBe('----i+---');
  });

  test('for a door is told behind those that are planted on two hundred lamps', () => {
    const many = letters.map((letter, n): Row => [
      `lamp ${n}`,
      'l',
      { l: happens({ type: 'command', topic: `z/${letter}/set`, device: `lamp ${n}`, retained: true }) },
    ]);
    const more: Row = ['lamp', 'l', says];
    const told = timeline({ devices, rows: [...many, more, ['door', 'd', says]] });
    expect(Object.keys(told)).toHaveLength(201);
    expect(told).toHaveProperty(['retained_command z/door/set'], 'i');
    // the one for which there was no room is told as soon as there is
    const clear = { c: happens({ type: 'command-cleared', topic: `z/${letters[0]}/set` }) };
    const later = timeline({ devices, rows: [...many, more, ['broker', '--c', clear]] });
    expect(later['retained_command z/lamp/set']).toBe('--i');
  });

  test('one of many is told when another of them is cleared, if it was not cleared before', () => {
    const clear = (n: number) => happens({ type: 'command-cleared', topic: `z/lamp/set/${n}` });
    const words = { ...onLamp, y: clear(5), z: clear(0) };
    const told = timeline({ devices, rows: [['lamp', `${letters.slice(0, 7).join('')}-y-z--`, words]] });
    expect(told['retained_command z/lamp/set/0']).toBe('i---------o--');
    expect(told).not.toHaveProperty(['retained_command z/lamp/set/5']);
    expect(told['retained_command z/lamp/set/6']).toBe('----------i--');
  });

  test('is not one that somebody gives just now', () => {
    expect(timeline({ devices, rows: [['door', 'n-n-n', says]] })).toEqual({});
  });
});

describe('a flood of messages', () => {
  const heard = [{ type: 'heard', at: start }, ...state({ switch: 'on' })] satisfies readonly Fact[];
  const says = { s: heard, m: remembered(heard) };
  const line = (columns: string, everyMs: number) =>
    timeline({ devices, everyMs, rows: [['lamp', columns, says]] })['message_flood lamp'];

  test('that goes on is told, and over when it has calmed down', () => {
    const told = line(`${'s'.repeat(1_000)}${'-'.repeat(4_000)}`, 20) ?? '';
    expect(told.replaceAll('-', '')).toBe('ao');
    expect(told.indexOf('a')).toBeLessThan(900);
  });

  test('is not a burst after a restart, a radar that tells ten values a second, or memories of the broker', () => {
    expect(line(`${'s'.repeat(450)}${'-'.repeat(600)}`, 20)).toBeUndefined();
    expect(line('s'.repeat(1_000), 100)).toBeUndefined();
    expect(line('m'.repeat(2_000), 10)).toBeUndefined();
  });
});

describe('what is larger than a home has a use for', () => {
  const limit = (topic: string) => happens({ type: 'limit', topic, reason: 'A state is larger than 64 KiB' });

  test('is told once a topic, and over when it was not so for a quarter of an hour', () => {
    expect(timeline({ devices, everyMs: 5 * minute, rows: [['wire', 'aaa-----a', { a: limit('z/x') }]] })).toEqual({
      'limit_exceeded z/x': 'a----o--a',
    });
  });

  test('leads to what the broker tells of who says it', () => {
    const [first] = play({ devices, rows: [['wire', 'a', { a: limit('z/x') }]] });
    expect(first?.signal).toMatchObject({ sighting: { fix: { kind: 'show-broker-log' } } });
  });

  test('on hundreds of topics is one alert more, not hundreds', () => {
    const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijk');
    const says = Object.fromEntries(letters.map((letter) => [letter, limit(letter)]));
    expect(Object.keys(timeline({ devices, rows: [['wire', letters.join(''), says]] })).length).toBe(21);
  });
});

describe('a broker that cannot be reached', () => {
  const says = {
    g: happens({ type: 'connection', isThere: false, since: start }),
    c: happens({ type: 'connection', isThere: true, since: start, awakeMs: 180_000 }),
    s: happens({ type: 'connection', isThere: true, since: start, awakeMs: 20_000 }),
    r: happens({ type: 'connection', isThere: true, since: start, awakeMs: 2_000 }),
  };

  test('leaves the home unwatched, until it is back', () => {
    expect(timeline({ devices, everyMs: minute, rows: [['us', 'cg-g--cc', says]] })).toEqual({
      'broker_lost broker': '-a----o-',
    });
  });

  test('again and again for moments leaves it unwatched as often, until the connection has held for an hour', () => {
    const line = `s-s-s-s-s${'-'.repeat(14)}`;
    expect(timeline({ devices, everyMs: 5 * minute, rows: [['us', line, says]] })).toEqual({
      'broker_lost broker again': `------a-${'-'.repeat(12)}o--`,
    });
  });

  test('three times in an hour, or at each restart of somebody who sets it up, is nothing', () => {
    expect(timeline({ devices, everyMs: 10 * minute, rows: [['us', 's-s-s--s-s', says]] })).toEqual({});
    expect(timeline({ devices, everyMs: minute, rows: [['us', 'rrrrrrrr', says]] })).toEqual({});
  });

  test('again and again, as others say, is over an hour later', () => {
    const standing = [{ class: 'broker_lost', subject: 'broker again', device: null }] as const;
    expect(timeline({ devices, standing, everyMs: 30 * minute, rows: [['us', '----', says]] })).toEqual({
      'broker_lost broker again': '--o-',
    });
  });

  test('leads to what the broker told last', () => {
    const [first] = play({ devices, rows: [['us', 'cg', says]] });
    expect(first?.signal).toMatchObject({ sighting: { fix: { kind: 'show-broker-log' } } });
  });

  test('is over for whoever reads of it at the broker', () => {
    const standing = [{ class: 'broker_lost', subject: 'broker', device: null }] as const;
    expect(timeline({ devices, standing, rows: [['us', 'c', says]] })).toEqual({ 'broker_lost broker': 'o' });
  });
});
