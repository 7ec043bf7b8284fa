import { describe, expect, test } from 'vitest';

import type { Sighting, VerdictKind } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Fact, Observation } from '@/core/observation';

import { cameraViewer } from './camera-viewer';
import { localTimeIn } from '../learned/local-time';
import { openDetection } from '../detection';
import type { RuleContext } from '../rule';
import { happens, identityOf, part, play, remembered, start, state, timeline, type Row } from '../timeline.testing';

const minute = 60_000;
const devices = {
  drive: part('camera', ['camera', 'motion'], { name: 'Drive' }),
  panel: part('alarm', ['alarm-panel']),
};
const event = (name: string, meaning: 'rang' | 'talked' | 'turned', at?: number): readonly Fact[] => [
  ...(at === undefined ? [] : [{ type: 'heard', at } as const]),
  { type: 'event', event: name, text: 'It happened', meaning },
];
/** A camera and a panel that is set for the night say how they are. */
const viewersTold = (at: number, viewers: number): readonly Observation[] => {
  const told = (device: string, fact: Fact): Observation => ({
    device: `z:${device}`,
    convention: 'zigbee2mqtt',
    at,
    retained: false,
    fact,
  });
  return [
    told('panel', identityOf('panel', devices.panel)),
    told('panel', { type: 'state', state: { alarm: 'armed_night' } }),
    told('drive', identityOf('drive', devices.drive)),
    told('drive', { type: 'state', state: { viewers } }),
  ];
};
const severitiesOf = (rows: readonly Row[], everyMs = minute) =>
  play({ devices, rows, everyMs }).flatMap(({ signal }) => (signal.type === 'seen' ? [signal.sighting.severity] : []));

describe('somebody watches a camera live', () => {
  const says = {
    '0': state({ viewers: 0 }),
    '1': state({ viewers: 1 }),
    '2': state({ viewers: 2 }),
    m: state({ motion: true }),
  };
  const armed = { n: state({ alarm: 'armed_night' }), d: state({ alarm: 'disarmed' }) };

  test('is worth knowing while it lasts, and over when nobody watches any more', () => {
    const rows: Row[] = [['drive', '0-1-2-0--', says]];
    expect(timeline({ devices, everyMs: minute, rows })).toEqual({ 'camera_viewer drive': '--a---co-' });
    expect(severitiesOf(rows)).toEqual(['info']);
  });

  test('warns while the alarm is set for the night and nothing moved there', () => {
    expect(
      severitiesOf([
        ['panel', 'n', armed],
        ['drive', '0--1', says],
      ]),
    ).toEqual(['warning']);
    expect(
      severitiesOf([
        ['panel', 'n', armed],
        ['drive', '0-m1', says],
      ]),
    ).toEqual(['info']);
    expect(
      severitiesOf([
        ['panel', 'd', armed],
        ['drive', '0--1', says],
      ]),
    ).toEqual(['info']);
  });

  test('at night warns no more about the hour at which a person said that it was one of them', () => {
    const severities = (verdict: VerdictKind, laterMs: number, zone = 'Europe/Berlin', first = start) => {
      const seen: Sighting[] = [];
      const look = (at: number, viewers: number) => {
        detection.tick(at);
        const observations = viewersTold(at, viewers);
        const changes = openChanges();
        for (const observation of observations) fold(home, observation, changes);
        for (const signal of detection.hear({ at, retained: false, topic: 'z/drive', observations, ...changes }))
          if (signal.type === 'seen') seen.push(signal.sighting);
      };
      const home = openHome();
      const detection = openDetection({
        home,
        known: null,
        rules: (context) => [cameraViewer(context, localTimeIn(zone))],
      });
      look(first, 1);
      const alert = alertOf({ ...seen[0]!, state: 'resolved' });
      detection.teach({ ...alert, verdict: { kind: verdict, at: first, changes: 1 } }, first);
      look(first + minute, 0);
      detection.tick(first + 10 * minute);
      look(first + laterMs, 1);
      return seen.map(({ severity }) => severity);
    };
    const nextNight = 24 * 60 * minute;
    expect(severities('none', nextNight)).toEqual(['warning', 'warning']);
    expect(severities('mine', nextNight + 30 * minute)).toEqual(['warning', 'info']);
    expect(severities('mine', nextNight + 120 * minute)).toEqual(['warning', 'warning']);
    expect(severities('false-alarm', nextNight + 120 * minute)).toEqual(['warning', 'info']);
    // the clocks are set back an hour that night
    const autumn = Date.UTC(2026, 9, 24, 20);
    expect(severities('mine', nextNight + 100 * minute, 'Europe/Berlin', autumn)).toEqual(['warning', 'info']);
    expect(severities('mine', nextNight - 30 * minute, 'Europe/Berlin', autumn)).toEqual(['warning', 'warning']);
  });

  test('at night warns again where that word was taken back', () => {
    const rows: Row[] = [
      ['panel', 'n', { n: state({ alarm: 'armed_night' }) }],
      ['drive', `0-1-0${'-'.repeat(44)}-1`, { 0: state({ viewers: 0 }), 1: state({ viewers: 1 }) }],
    ];
    const story = { devices, everyMs: 30 * minute, rows };
    const told = (judged: string) =>
      play({ ...story, judged }).flatMap(({ signal }) => (signal.type === 'seen' ? [signal.sighting.severity] : []));
    expect(told('')).toEqual(['warning', 'warning']);
    expect(told('--m')).toEqual(['warning', 'info']);
    expect(told('--mn')).toEqual(['warning', 'warning']);
  });

  test('at night warns no more though that word is heard before the camera is, as after a restart', () => {
    const home = openHome();
    const rules = (context: RuleContext) => [cameraViewer(context, localTimeIn())];
    const detection = openDetection({ home, known: null, rules });
    const alert = alertOf({ class: 'camera_viewer', subject: 'drive', device: 'drive', t: start });
    detection.teach({ ...alert, verdict: { kind: 'mine', at: start, changes: 1 } }, start);
    const observations = viewersTold(start + minute, 1);
    const changes = openChanges();
    for (const observation of observations) fold(home, observation, changes);
    expect(
      detection.hear({ at: start + minute, retained: false, topic: 'z/drive', observations, ...changes }),
    ).toMatchObject([{ type: 'seen', sighting: { device: 'drive', severity: 'info' } }]);
  });

  test('already when we first look is no news', () => {
    expect(timeline({ devices, rows: [['drive', 'r', { r: remembered(state({ viewers: 1 })) }]] })).toEqual({
      'camera_viewer drive': 'i',
    });
  });

  test('and a stream that breaks for a moment is one look', () => {
    const line = timeline({ devices, everyMs: 10_000, rows: [['drive', '0-1-0-1---', says]] });
    expect(line).toEqual({ 'camera_viewer drive': '--a-c-a---' });
  });
});

describe('somebody speaks through a camera', () => {
  const says = {
    t: event('talk-began', 'talked'),
    r: event('ring', 'rang'),
    m: remembered(event('talk-began', 'talked')),
  };

  test('is asked about, unless somebody rang just before', () => {
    expect(severitiesOf([['drive', '-t', says]])).toEqual(['warning']);
    expect(severitiesOf([['drive', 'rt', says]])).toEqual(['info']);
    expect(severitiesOf([['drive', 'r---t', says]])).toEqual(['warning']);
  });

  test('after a ring of before the clock was set back is no answer', () => {
    const told = { r: event('ring', 'rang', start + 60 * minute), t: event('talk-began', 'talked', start) };
    const seen = play({ devices, rows: [['drive', 'r-t', told]] });
    expect(seen.map(({ signal }) => signal.type === 'seen' && signal.sighting.severity)).toEqual(['warning']);
  });

  test('told twice, or only remembered by the broker, is not told again', () => {
    const twice = { t: event('talk-began', 'talked', start) };
    expect(timeline({ devices, everyMs: 5_000, rows: [['drive', 'tt', twice]] })).toEqual({
      'camera_talk drive': 'a-',
    });
    expect(timeline({ devices, rows: [['drive', '-m', says]] })).toEqual({});
  });
});

describe('a camera that is turned to look elsewhere', () => {
  const says = {
    t: event('turned', 'turned'),
    c: happens({ type: 'command', topic: 'frigate/drive/ptz', device: 'drive', retained: false }),
  };

  test('warns, but not where a command on the broker had asked for it', () => {
    expect(severitiesOf([['drive', '-t', says]], 10_000)).toEqual(['warning']);
    expect(severitiesOf([['drive', 'ct', says]], 10_000)).toEqual(['info']);
  });

  test('and turns all the time, as one that follows what moves, soon says no more', () => {
    const told = play({ devices, everyMs: minute, rows: [['drive', 't'.repeat(40), says]] });
    expect(told.length).toBe(6);
  });

  test('and has been at rest for a quarter of an hour warns again, however often it was turned within the hour', () => {
    const told = (rest: number) => {
      const rows: Row[] = [['drive', `${'t'.repeat(9)}${'-'.repeat(rest - 1)}t`, says]];
      return play({ devices, everyMs: minute, rows }).map(({ column }) => column);
    };
    expect(told(14)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(told(15)).toEqual([0, 1, 2, 3, 4, 5, 23]);
  });
});

describe('a camera that sends the same picture', () => {
  const picture = (repeats: number, since: number) =>
    happens({ type: 'picture', device: 'drive', repeats, since: start + since });
  const says = { a: picture(0, 0), b: picture(1, 0), c: picture(3, 0), d: picture(5, 0), n: picture(0, 3 * minute) };

  test('again and again for a minute is frozen, until another one comes', () => {
    const rows: Row[] = [['drive', 'ab-cd-n', says]];
    expect(timeline({ devices, everyMs: 30_000, rows })).toEqual({ 'camera_frozen drive': '---a--o' });
  });

  test('several times in a moment because several asked is not', () => {
    expect(timeline({ devices, everyMs: 1_000, rows: [['drive', 'abcd', says]] })).toEqual({});
  });
});
