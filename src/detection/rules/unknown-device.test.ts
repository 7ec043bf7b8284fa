import { describe, expect, test } from 'vitest';

import type { KnownDevice } from '@/core/known-device';
import type { ConventionName, Fact } from '@/core/observation';

import { bridge, identityOf, part, play, remembered, saidBy, timeline } from '../timeline.testing';

const sensor = part('sensor', ['contact'], { via: 'hub' });
const joins = (...keys: readonly string[]) =>
  Object.fromEntries(keys.map((key, n) => ['abcdef'[n] ?? '', [identityOf(key, sensor)]]));
const pairing = (open: boolean): readonly Fact[] => [{ type: 'pairing', open, until: null }];
const hub = { o: pairing(true), c: pairing(false) };
const devices = { hub: bridge, gate: sensor };
const known: readonly KnownDevice[] = ['hub', 'gate'].map((name) => ({ names: [name], firmware: null }));
const severities = (story: Parameters<typeof play>[0]) =>
  play(story).map(({ signal }) => signal.type === 'seen' && signal.sighting.severity);

describe('a device that nobody knew', () => {
  test('is a warning where nobody had allowed joining', () => {
    const story = { devices, rows: [['hub', 'c----', hub] as const, ['new', '--a--', joins('new')] as const] };
    expect(timeline(story)).toEqual({ 'joined_while_closed new': '--a--' });
    expect(severities(story)).toEqual(['warning']);
  });

  test('that speaks for itself is told as new: of joining nobody could say that it was not allowed', () => {
    const plug = { a: [identityOf('new', part('plug', [], { name: 'Hall plug' }))] };
    const [first] = play({ devices, known, rows: [['new', '--a--', plug]] });
    expect(first?.signal).toMatchObject({
      sighting: { title: 'The hall plug is new in your home. Was this you?', severity: 'warning' },
    });
  });

  test('is a question while its bridge lets devices join, and some minutes after', () => {
    const rows = [['hub', 'o-c--', hub] as const, ['new', '-a---', joins('new')] as const];
    expect(severities({ devices, rows })).toEqual(['info']);
    const late = [['hub', 'o-c--', hub] as const, ['new', '----a', joins('new')] as const];
    expect(severities({ devices, everyMs: 30_000, rows: late })).toEqual(['info']);
    expect(severities({ devices, everyMs: 600_000, rows: late })).toEqual(['warning']);
  });

  test('is none at the first look at a home, nor what a bridge announces again', () => {
    const again = { ...joins('gate'), r: remembered([identityOf('gate', sensor)]) };
    expect(timeline({ devices, rows: [['gate', '-a-r-a', again]] })).toEqual({});
  });

  test('that was removed and comes back is known', () => {
    const says = { ...joins('gate'), x: [{ type: 'removed' } satisfies Fact] };
    expect(timeline({ devices, rows: [['gate', '-x--a', says]] })).toEqual({});
  });

  test('that joined while no page was open is noticed at the next visit', () => {
    const story = { devices: {}, announced: false, known };
    const rows = [
      ['hub', 'h-', { h: remembered([identityOf('hub', bridge)]) }] as const,
      ['gate', 'a-', joins('gate')] as const,
      ['new', 'a-', joins('new')] as const,
    ];
    expect(Object.keys(timeline({ ...story, rows }))).toEqual(['unknown_device new']);
    expect(timeline({ ...story, known: null, rows })).toEqual({});
  });

  test('is known by any of its names, whichever convention spoke first', () => {
    const says = { a: [identityOf('gate', { ...sensor, identifiers: ['mac:1', 'ieee:1'] })] };
    const before = [
      { names: ['hub'], firmware: null },
      { names: ['ieee:1'], firmware: null },
    ];
    expect(timeline({ devices: { hub: bridge }, known: before, rows: [['gate', 'a-', says]] })).toEqual({});
  });

  test('that comes with a new bridge came with it: the bridge is what is new', () => {
    const rows = [
      ['second', '-h---', { h: [identityOf('second', bridge)] }] as const,
      ['attic', '--a--', { a: [identityOf('attic', { ...sensor, via: 'second' })] }] as const,
    ];
    const story = { devices, rows };
    expect(timeline(story)).toEqual({ 'unknown_device second': '-a---' });
    expect(severities(story)).toEqual(['info']);
  });

  test('and that a receiver overhears, as a sensor of the neighbours, is worth knowing; what asks to join through another is a warning', () => {
    const heardBy = (by: ConventionName) =>
      play({ devices, rows: [['new', '-a-', { a: saidBy(by, [identityOf('new', part('sensor'))]) }]] });
    for (const by of ['rtl_433', 'openmqttgateway'] as const)
      expect(heardBy(by)).toMatchObject([
        {
          signal: {
            sighting: {
              class: 'unknown_device',
              severity: 'info',
              title: 'New was heard for the first time',
              evidence: [{ text: expect.stringMatching(/^A receiver heard it: it may be a neighbour’s/) as string }],
            },
          },
        },
      ]);
    expect(heardBy('tasmota')).toMatchObject([{ signal: { sighting: { severity: 'warning' } } }]);
  });

  test('and the first of whom a plug tells that relays its sensors are a question, one that comes later is a warning', () => {
    const behind = part('sensor', ['contact'], { via: 'plug' });
    const home = { plug: part('plug', ['switch']) };
    const rows = [
      ['one', '-a--', { a: [identityOf('one', behind)] }] as const,
      ['two', '-a--', { a: [identityOf('two', behind)] }] as const,
    ];
    expect(play({ devices: home, rows })[0]?.signal).toMatchObject({
      sighting: {
        title: 'One joined your home. Was this you?',
        severity: 'info',
        evidence: [{ text: 'It came through the plug, which did not say whether devices may join' }],
      },
    });
    expect(severities({ devices: home, rows })).toEqual(['info', 'info']);
    const later = ['three', '---a', { a: [identityOf('three', behind)] }] as const;
    expect(severities({ devices: home, rows: [...rows, later] })).toEqual(['info', 'info', 'warning']);
  });

  test('and many of them at once are one alert', () => {
    const keys = ['one', 'two', 'three', 'four'];
    const rows = keys.map((key) => [key, '-a-', joins(key)] as const);
    expect(timeline({ devices, rows })).toEqual({ 'unknown_device hub many': '-a-' });
    expect(play({ devices, rows })[0]?.signal).toMatchObject({ sighting: { fix: { kind: 'show-device' } } });
  });

  test('is over when it is removed again', () => {
    const says = { ...joins('new'), x: [{ type: 'removed' } satisfies Fact] };
    expect(timeline({ devices, rows: [['new', '-a--x', says]] })).toEqual({ 'unknown_device new': '-a--o' });
  });
});
