import { describe, expect, test } from 'vitest';

import type { AlertSignal } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { Fact, Observation, SecretKind } from '@/core/observation';

import { openDetection } from './detection';
import { secretExposed } from './rules/secret-exposed';
import {
  bridge,
  happens,
  identityOf,
  part,
  play,
  remembered,
  saidBy,
  start,
  timeline,
  type Part,
  type Row,
} from './timeline.testing';

const devices = { hub: bridge, lock: part('lock', ['lock', 'firmware-update'], { via: 'hub', name: 'Front door' }) };

describe('the button that calls for help', () => {
  const keypad = { keypad: part('alarm', [], { name: 'Hallway keypad' }) };
  const press: readonly Fact[] = [
    { type: 'event', event: 'emergency', text: 'The emergency button was pressed', meaning: 'emergency' },
  ];
  const armed: readonly Fact[] = [{ type: 'event', event: 'arm_all_zones', text: 'Everything was armed' }];
  const says = { p: press, a: armed, r: remembered(press) };

  test('is told at once, each press; what a radio sends six times is one, and what the broker remembers is none', () => {
    expect(timeline({ devices: keypad, everyMs: 500, rows: [['keypad', 'a-pppppp-------p--r', says]] })).toEqual({
      'safety keypad emergency': '--a------------a---',
    });
    const [first] = play({ devices: keypad, rows: [['keypad', 'p', says]] });
    expect(first?.signal).toMatchObject({
      sighting: {
        severity: 'critical',
        title: 'Somebody calls for help at the hallway keypad',
        evidence: [{ text: 'The emergency button was pressed' }],
      },
    });
  });

  test('is told again after a restart, and that it was a child is no reason to be quiet the next time', () => {
    expect(
      timeline({ devices: keypad, everyMs: 60_000, rows: [['keypad', 'p-p-p', says]], restarts: '-r', judged: 'f-f' }),
    ).toEqual({ 'safety keypad emergency': 'a-a-a' });
  });
});

describe('a firmware', () => {
  const version = (installed: string): readonly Fact[] => [{ type: 'firmware', installed }];
  const file = (fileInstalled: number): readonly Fact[] => [{ type: 'firmware', fileInstalled }];
  const says = { n: version('10'), o: version('9'), x: version('nightly'), N: file(10), O: file(9) };

  test('that goes back is an alert, and over when it is mended', () => {
    expect(timeline({ devices, rows: [['lock', 'n--o-o-n', says]] })).toEqual({
      'firmware_downgrade lock': '---a---o',
    });
    const [first] = play({ devices, rows: [['lock', 'no', says]] });
    expect(first?.signal).toMatchObject({
      sighting: {
        title: 'The front door runs an older firmware than before',
        evidence: [{ text: 'From 10 back to 9' }],
      },
    });
  });

  test('that goes forward, stays, or cannot be compared is none', () => {
    expect(timeline({ devices, rows: [['lock', 'o-n-n-x-n', says]] })).not.toHaveProperty('firmware_downgrade lock');
  });

  const second = (installed: string) => saidBy('homie', version(installed));
  const both = { ...says, m: second('10'), p: second('9') };

  test('that goes back is one alert where two conventions tell it, whichever tells it first', () => {
    for (const columns of ['nm-po---', 'nm-op---', 'mn-po---'])
      expect(timeline({ devices, rows: [['lock', columns, both]] })['firmware_downgrade lock']).toMatch(/^-*a-*$/);
    expect(timeline({ devices, rows: [['lock', 'nmpopo-mn', both]] })['firmware_downgrade lock']).toMatch(/^-*a-*o-*$/);
  });

  test('that is called differently by two conventions is none', () => {
    expect(timeline({ devices, rows: [['lock', 'n-p-n-p', both]] })).not.toHaveProperty('firmware_downgrade lock');
    expect(timeline({ devices, rows: [['lock', 'npnpnpnp', both]] })).not.toHaveProperty('spoofed_message lock twice');
  });

  test('that goes back by a version that nobody can compare is one, however many of these there are', () => {
    const odd = Object.fromEntries(Array.from('abcdefg').map((letter) => [letter, version(`build ${letter}`)]));
    const told = timeline({ devices, rows: [['lock', 'n-a-b-c-d-e-f-g-o', { ...odd, ...says }]] });
    expect(told['firmware_downgrade lock']).toBe('----------------a');
    expect(told['firmware_changed lock']?.at(-1)).toBe('-');
  });

  test('is compared by its file where the bridge tells it', () => {
    expect(timeline({ devices, rows: [['lock', 'N--O', says]] })).toEqual({ 'firmware_downgrade lock': '---a' });
  });

  test('that goes back in its file first and in its version then is one alert with both', () => {
    const both = (installed: string, fileInstalled: number): readonly Fact[] => [
      { type: 'firmware', installed, fileInstalled },
    ];
    const words = { a: both('10', 100), b: both('10', 99), c: both('9', 99) };
    expect(timeline({ devices, rows: [['lock', 'a-b-c-a', words]] })).toEqual({ 'firmware_downgrade lock': '--a-+-o' });
    const [first, second] = play({ devices, rows: [['lock', 'abc', words]] });
    expect(first?.signal).toMatchObject({ sighting: { evidence: [{ text: 'From file 100 back to file 99' }] } });
    expect(second?.signal).toMatchObject({ evidence: { text: 'From 10 back to 9' } });
  });

  test('that goes back further, or again after half a mending, is told each time', () => {
    expect(timeline({ devices, rows: [['lock', 'n-o-e-e-o-e-n', { ...says, e: version('8') }]] })).toMatchObject({
      'firmware_downgrade lock': '--a-a---+-a-o',
    });
    const both = (installed: string, fileInstalled: number): readonly Fact[] => [
      { type: 'firmware', installed, fileInstalled },
    ];
    const words = { a: both('10', 100), b: both('10', 99), c: both('9', 99), d: both('9', 98), e: both('8', 98) };
    expect(timeline({ devices, rows: [['lock', 'abc-d--a', words]] })).toEqual({
      'firmware_downgrade lock': '-a+-a--o',
    });
  });

  test('that goes back further is told once where two conventions tell it, whichever tells it first', () => {
    const words = { ...both, e: version('8'), q: second('8') };
    for (const columns of ['nmopeq', 'nmopqe', 'nmpoeq', 'nmo-qe'])
      expect(timeline({ devices, rows: [['lock', columns, words]] })['firmware_downgrade lock']).toMatch(/^--a-a-$/);
  });

  test('told again by the broker after a reconnect is none', () => {
    expect(timeline({ devices, rows: [['lock', 'n-r', { ...says, r: remembered(version('10')) }]] })).toEqual({});
  });

  test('that went back while nobody looked is noticed at the next visit', () => {
    const known = [{ names: ['lock'], firmware: { installed: '10', file: null, by: 'zigbee2mqtt' } }] as const;
    const story = { devices: { lock: devices.lock }, known };
    expect(timeline({ ...story, rows: [['lock', 'r-', { r: remembered(version('9')) }]] })).toMatchObject({
      'firmware_downgrade lock': 'a-',
    });
  });

  describe('of a device that was removed and is there again', () => {
    const there = (installed: string, more: Part = {}) => [
      identityOf('lock', { ...devices.lock, ...more }),
      ...version(installed),
    ];
    const again: Row[2] = { ...says, x: [{ type: 'removed' }], S: there('10'), B: there('9'), C: there('8') };
    const closed: Row = ['hub', 'c', { c: [{ type: 'pairing', open: false, until: null }] }];
    const open: Row = ['hub', 'c', { c: [{ type: 'pairing', open: true, until: null }] }];
    const told = (columns: string, hub = closed) => timeline({ devices, rows: [hub, ['lock', columns, again]] });

    test('and went back meanwhile is told, whether somebody let it join or not', () => {
      expect(told('n-x-B')).toEqual({ 'firmware_downgrade lock': '----a' });
      expect(told('n-x-B', open)).toEqual({ 'firmware_downgrade lock': '----a' });
      const [first] = play({ devices, rows: [closed, ['lock', 'nxB', again]] });
      expect(first?.signal).toMatchObject({
        sighting: { severity: 'warning', evidence: [{ text: 'From 10 back to 9, since it was removed' }] },
      });
    });

    test('is told after a restart between the two, too', () => {
      const rows: Row[] = [['lock', 'S-x--B', again]];
      expect(timeline({ devices: { hub: bridge }, rows, restarts: '---r' })).toMatchObject({
        'firmware_downgrade lock': '-----a',
      });
    });

    test('is none where it is the same, or a newer one that was asked for', () => {
      expect(told('n-x-S')).toEqual({});
      const newer = { ...again, a: happens({ type: 'update-asked', device: 'lock' }), S: there('11') };
      expect(timeline({ devices, rows: [closed, ['lock', 'na-x-S', newer]] })).toEqual({});
    });

    test('as it was told already is told once, and how it falls further is told anew', () => {
      expect(told('n-o-x-B-x-B')).toEqual({ 'firmware_downgrade lock': '--a--------' });
      expect(told('n-o-x-C')).toEqual({ 'firmware_downgrade lock': '--a---a' });
    });

    test('is none of another device that took its name', () => {
      const another = { ...again, B: there('9', { identifiers: ['another'] }) };
      const lines = timeline({ devices, rows: [open, ['lock', 'n-x-B', another]] });
      expect(Object.keys(lines).filter((line) => line.startsWith('firmware'))).toEqual([]);
    });
  });

  test('that two conventions call differently is not compared', () => {
    const known = [{ names: ['lock'], firmware: { installed: '10', file: null, by: 'home-assistant' } }] as const;
    const told = timeline({ devices: { lock: devices.lock }, known, rows: [['lock', 'o-', says]] });
    expect(told).toEqual({});
  });
});

describe('an update', () => {
  const ended = (outcome: 'failed' | 'succeeded'): readonly Fact[] => [
    { type: 'update-outcome', outcome, reason: outcome === 'failed' ? 'Aborted by device' : null, percent: 60 },
  ];
  const says = { f: ended('failed'), s: ended('succeeded') };

  test('that fails says where and why, and the next that succeeds ends it', () => {
    expect(timeline({ devices, rows: [['lock', '-f--s', says]] })).toEqual({ 'update_failed lock': '-a--o' });
    const [first] = play({ devices, rows: [['lock', 'f', says]] });
    expect(first?.signal).toMatchObject({
      sighting: { evidence: [{ text: 'The update failed at 60 %: Aborted by device' }], fix: { kind: 'update' } },
    });
  });

  test('that succeeds is no alert', () => {
    expect(timeline({ devices, rows: [['lock', '-s', says]] })).toEqual({});
  });
});

describe('a secret on the broker', () => {
  const leak = (secret: SecretKind): readonly Fact[] => [
    { type: 'heard', at: start },
    { type: 'secret-exposed', secret, topic: 'z/Keypad' },
  ];
  const says = { c: leak('keypad-code'), k: leak('network-key'), r: remembered(leak('keypad-code')) };
  const days = (columns: string, restarts = '') =>
    timeline({ devices, everyMs: 24 * 3_600_000, rows: [['lock', columns, says]], restarts });

  test('is one alert for each secret, however often it is told', () => {
    expect(timeline({ devices, rows: [['lock', '-c-c-k-', says]] })).toEqual({
      'secret_exposed lock keypad-code': '-a-----',
      'secret_exposed lock network-key': '-----a-',
    });
  });

  test('that was told at an earlier visit is not told again, though somebody closed that', () => {
    const standing = [{ class: 'secret_exposed', subject: 'lock keypad-code', device: 'lock' } as const];
    expect(timeline({ devices, standing, rows: [['lock', '-c-c', says]] })).toEqual({});
  });

  test('happened, so that a person closes it; what leaks anew after a week without is told anew, what goes on to leak is not', () => {
    expect(days('ccc-c-----cc------c')).toEqual({ 'secret_exposed lock keypad-code': 'a-----------------a' });
    expect(play({ devices, rows: [['lock', 'c', says]] })[0]?.signal).toMatchObject({ sighting: { lasting: false } });
  });

  test('that the broker goes on to remember is not told again after a restart, and what leaks anew is', () => {
    expect(days('r---------r-r-', '----------r-r')).toEqual({ 'secret_exposed lock keypad-code': 'i-------------' });
    expect(days('c---r----c----', '----r')).toEqual({ 'secret_exposed lock keypad-code': 'a--------a----' });
    expect(days('cc------------', '-r')).toEqual({ 'secret_exposed lock keypad-code': 'a-------------' });
  });

  test('names who gives it away, where, through whom and how it is stopped, and never the secret', () => {
    const [first] = play({ devices, rows: [['lock', 'c', says]] });
    expect(first?.signal).toMatchObject({
      sighting: {
        title: 'The front door gives away a code entered at a keypad',
        evidence: [
          {
            topic: 'z/Keypad',
            text: 'A code entered at a keypad stood there in clear, published by Zigbee2MQTT, through the hub',
          },
          { text: expect.stringMatching(/^To stop it: Zigbee2MQTT cannot leave out/) },
        ],
        fix: { kind: 'show-device' },
      },
    });
  });
});

test('a secret that somebody said was one of them is told no more, unless that is taken back', () => {
  const signals: AlertSignal[] = [];
  const home = openHome();
  const detection = openDetection({ home, known: null, rules: (context) => [secretExposed(context)] });
  let at = start;
  const leak = () => {
    const changes = openChanges();
    at += 8 * 24 * 3_600_000;
    const told: readonly Fact[] = [
      { type: 'heard', at },
      { type: 'secret-exposed', secret: 'keypad-code', topic: 'z/k' },
    ];
    const observations = [identityOf('k'), ...told].map((fact): Observation => ({
      device: 'z:k',
      convention: 'zigbee2mqtt',
      at,
      retained: false,
      fact,
    }));
    for (const one of observations) fold(home, one, changes);
    signals.push(...detection.hear({ at, retained: false, topic: 'z/k', observations, ...changes }));
    return signals.length;
  };
  const alert = alertOf({ class: 'secret_exposed', subject: 'k keypad-code' });
  expect(leak()).toBe(1);
  detection.teach({ ...alert, verdict: { kind: 'mine', at, changes: 1 } }, at);
  expect(leak()).toBe(1);
  detection.teach({ ...alert, verdict: { kind: 'none', at, changes: 2 } }, at);
  expect(leak()).toBe(2);
});
