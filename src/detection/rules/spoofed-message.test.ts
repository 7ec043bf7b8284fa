import { describe, expect, test } from 'vitest';

import type { Sighting } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { Fact } from '@/core/observation';

import { everyAspect } from '../aspects';
import { openCounts } from '../counts';
import { lookAlike } from './look-alike';
import { contextThatHears } from '../rule.testing';
import { plainName, skeletonOf } from './skeleton';
import {
  bridge,
  identityOf,
  offline,
  online,
  part,
  play,
  remembered,
  saidBy,
  start,
  state,
  timeline,
  type Row,
  type Story,
} from '../timeline.testing';

const devices = {
  hub: bridge,
  door: part('lock', ['lock'], { via: 'hub', name: 'Front door' }),
  plug: part('plug', ['switch'], { name: 'Heater' }),
};
const lines = (...rows: Row[]) => timeline({ devices, everyMs: 10_000, rows });
const spoofed = (told: Readonly<Record<string, string>>) =>
  Object.keys(told).filter((key) => key.startsWith('spoofed_message'));
const says = {
  s: state({ lock: 'unlocked' }),
  h: state({ lock: 'locked' }),
  f: offline,
  n: online,
  m: remembered(offline),
};

describe('a device that speaks while it is away', () => {
  test('at the bridge from which it was taken is heard through its new one', () => {
    const moved = { hub: bridge, other: bridge, newDoor: { ...devices.door, identifiers: ['door'], via: 'other' } };
    const told = timeline({
      devices: { ...moved, door: devices.door },
      everyMs: 10_000,
      rows: [
        ['hub', 'nf-------', says],
        ['door', 'n--------', says],
        ['newDoor', '-n-s-h-s-', says],
      ],
    });
    expect(spoofed(told)).toEqual([]);
  });

  test('through a bridge that is down was not heard: somebody else speaks in its name', () => {
    const told = lines(['hub', 'nf-------', says], ['door', 'n--s-----', says]);
    expect(told['spoofed_message door']).toBe('------a--');
    const [first] = play({
      devices,
      everyMs: 10_000,
      rows: [
        ['hub', 'nf-------', says],
        ['door', 'n--s-----', says],
      ],
    }).filter(({ signal }) => signal.type === 'seen' && signal.sighting.class === 'spoofed_message');
    expect(first?.signal).toMatchObject({
      sighting: {
        title: 'Somebody may be speaking in the name of the front door',
        evidence: [
          { text: 'Its bridge the hub went offline and did not come back' },
          { text: 'Yet a reading came 20 s later' },
        ],
      },
    });
  });

  test('through a bridge that restarts, and says so a moment later, is itself', () => {
    expect(spoofed(lines(['hub', 'nf--n----', says], ['door', 'n--s-----', says]))).toEqual([]);
  });

  test('and whose bridge starts, and tells what it kept of each, is still away; later it is somebody else', () => {
    const started = (door: string) => spoofed(lines(['hub', `nf-n${'-'.repeat(20)}`, says], ['door', door, says]));
    expect(started('nf---s------------------')).toEqual([]);
    expect(started('nf------s---------------')).toEqual([]);
    expect(started('nf----------------s-----')).toEqual(['spoofed_message door']);
  });

  test('with a last word that crossed the broker’s is itself', () => {
    const rows: Row[] = [
      ['hub', 'nf-------', says],
      ['door', 'n-s------', says],
    ];
    expect(spoofed(timeline({ devices, everyMs: 2_000, rows }))).toEqual([]);
  });

  test('and was told to be offline, and comes back to say so, is itself', () => {
    expect(spoofed(lines(['plug', 'nf--s-n---', says]))).toEqual([]);
    expect(spoofed(lines(['plug', 'nf--s-----', says]))).toEqual(['spoofed_message plug']);
  });

  test('of which only the broker remembers an old “offline” is itself', () => {
    expect(spoofed(lines(['plug', 'm---s-----', says]))).toEqual([]);
  });
});

describe('a value that cannot be', () => {
  const humidity = (humidityPercent: number) => state({ humidityPercent });
  const values = {
    a: humidity(40),
    b: humidity(100),
    x: humidity(-20),
    p: [{ type: 'battery', percent: 140 }] satisfies readonly Fact[],
    m: remembered(humidity(-20)),
  };

  test('is told until it is possible again', () => {
    expect(lines(['plug', 'a-x-xa', values])).toEqual({ 'spoofed_message plug values': '--a--o' });
    expect(lines(['plug', '-p----', values])).toEqual({ 'spoofed_message plug values': '-a----' });
  });

  test('is found beside values that can be', () => {
    const both = { b: state({ temperatureC: 20, humidityPercent: 300 }), t: state({ temperatureC: 21 }) };
    expect(lines(['plug', 'b-t---', both])).toEqual({ 'spoofed_message plug values': 'a-----' });
  });

  test('wet but possible, or only remembered, is none', () => {
    expect(lines(['plug', 'a-b-m-', values])).toEqual({});
  });
});

describe('a name that looks like another', () => {
  const joining = (name: string) => ({ j: [identityOf('new', part('sensor', [], { name }))] });
  const likeness = (name: string) => spoofed(lines(['new', '--j--', joining(name)]));

  test.each([
    'Fr0nt door',
    'Frоnt door',
    'Front d\u200boor',
    'Front d\u2066oor',
    'Front d\u3164oor',
    'Front d00r',
    'Frοnt ԁoor',
  ])('%s is told', (name) => {
    expect(likeness(name)).toEqual(['spoofed_message new name']);
  });

  test.each([
    'front_door',
    'Front Door',
    'Front-door',
    'Front door',
    'Back door',
    'Front door 2',
    'Heater 2',
    'Heizung',
  ])('%s is not: two programs call one device so, or it is another', (name) => expect(likeness(name)).toEqual([]));

  const severities = (devices: Story['devices'], name: string, by?: 'homie', more: Partial<Story> = {}) => {
    const facts = [identityOf('new', part('sensor', [], { name }))];
    const j = by === undefined ? facts : saidBy(by, facts);
    return play({ devices, everyMs: 10_000, rows: [['new', '--j--', { j }]], ...more }).flatMap(({ signal }) =>
      signal.type === 'seen' && signal.sighting.class === 'spoofed_message' ? [signal.sighting.severity] : [],
    );
  };
  const named = (name: string) => ({ old: part('sensor', [], { name }) });

  test.each([
    ['Türe', 'Ture'],
    ['Ture', 'Türe'],
    ['Front door', 'Frónt door'],
    ['Front door', 'Front door,'],
    ['Front door', 'Front door´'],
    ['Front door', 'Front‐door!'],
    ['Anna’s room', 'Annas room'],
  ])('%s, and a newcomer %s: worth knowing, for a household may write so', (old, name) => {
    expect(severities(named(old), name)).toEqual(['info']);
  });

  test.each([
    ['Türe', 'ture'],
    ['Küche Fenster', 'kuche_fenster'],
    ['Anna’s room', 'annas-room'],
    ['Türe', 'Türe'],
    ['Türe', 'TÜRE'],
    ['Front door', 'Front  door '],
    ['Türe', 'Türen'],
  ])('%s, and a newcomer %s: a program made it so, or it is the same, or another', (old, name) => {
    expect(severities(named(old), name)).toEqual([]);
  });

  test('Türe and Ture of two programs, or from before we looked, are one household', () => {
    expect(severities(named('Türe'), 'Ture', 'homie')).toEqual([]);
    expect(severities({ ...named('Türe'), new: part('sensor', [], { name: 'Ture' }) }, 'Ture')).toEqual([]);
    const known = ['old', 'new'].map((name) => ({ names: [name], firmware: null }));
    expect(
      severities({ ...named('Türe'), new: part('sensor', [], { name: 'Ture' }) }, 'Ture', undefined, { known }),
    ).toEqual([]);
  });

  const fake = part('sensor', [], { name: 'Fr0nt door' });
  const known = [{ names: ['door'], firmware: null }];

  const door = part('lock', ['lock'], { name: 'Front door' });
  /** that a device joined is another rule's */
  const told = (story: Story) =>
    Object.entries(timeline(story)).filter(([cause]) => cause.startsWith('spoofed_message'));

  test('is told of the newcomer, also where that is heard first at the next visit', () => {
    const story = { devices: { new: fake, door }, known, rows: [['door', '-', says] as const] };
    expect(told(story)).toEqual([['spoofed_message new name', 'i']]);
  });

  test('is told once, whatever restarts, and again where it is written otherwise', () => {
    const later = { n: [identityOf('new', part('sensor', [], { name: 'Frοnt door' }))] };
    const story = { rows: [['new', '----n-', later] as const], restarts: '-rr' };
    const line = [['spoofed_message new name', 'i---a-']];
    expect(told({ ...story, known, devices: { new: fake, door } })).toEqual(line);
    expect(told({ ...story, devices: { door, new: fake } })).toEqual(line);
  });

  test('of two that were known alike is told once, whichever is heard first after a restart', () => {
    const seen: Sighting[] = [];
    const both = ['Fr0nt door', 'Front door'].map((name) => ({ ...emptyDevice(name), name }));
    const visit = (devices: readonly Device[], kept?: unknown) => {
      const counts = openCounts(kept);
      const rule = lookAlike({
        ...contextThatHears(seen, counts),
        devices: new Map(devices.map((one) => [one.id, one])),
      });
      for (const after of devices)
        rule.hear?.({ at: start, retained: true, topic: 'z', before: undefined, after, observations: [] }, everyAspect);
      return counts.kept();
    };
    visit(both.toReversed(), visit(both));
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['Gαrden', 'Garden'],
    ['Kitсһen', 'Kitchen'],
    ['Kіtchen', 'Kitchen'],
    ['Kıtchen', 'Kitchen'],
    ['Haӏӏ', 'Hall'],
    ['Ԁoor', 'door'],
    ['Ba5ement', 'Basement'],
    ['8asement', 'Basement'],
    ['Ꮪiren', 'Siren'],
    ['ꓢiren', 'Siren'],
    ['Ѡindοԝ', 'Window'],
    ['Ɡaraɡe', 'Garage'],
    ['𝗚𝗮𝗿𝗮𝗴𝗲', 'Garage'],
    ['Ｇarage', 'Garage'],
  ])('%s looks like %s', (name, like) => {
    expect(skeletonOf(name)).toBe(skeletonOf(like));
    expect(plainName(name)).not.toBe(plainName(like));
  });

  test.each([
    ['Lamp 5', 'Lamp S'],
    ['Light5', 'Lights'],
    ['Room 8', 'Room B'],
    ['Window 58', 'Window SB'],
    ['Кухня', 'Кухни'],
    ['Дом', 'Дон'],
    ['Кот', 'Код'],
    ['Κήπος', 'Κόπος'],
    ['Flur', 'Fliur'],
  ])('%s does not look like %s', (one, other) => expect(skeletonOf(one)).not.toBe(skeletonOf(other)));

  test('is told with what is odd in it', () => {
    const text = (name: string) =>
      play({ devices, everyMs: 10_000, rows: [['new', '--j--', joining(name)]] }).flatMap(({ signal }) =>
        signal.type === 'seen' && signal.sighting.class === 'spoofed_message'
          ? signal.sighting.evidence.map((one) => one.text)
          : [],
      );
    expect(text('Fr0nt door')).toEqual(['It is written Fr0nt door (with the digit 0), the other one Front door']);
    expect(text('Frоnt door')).toEqual([
      'It is written Frоnt door (with the foreign letter о), the other one Front door',
    ]);
    expect(text('Front d\u2066oor')).toEqual([
      'It is written Front d\u200boor (with letters that nobody sees), the other one Front door',
    ]);
  });

  test('numbers of rooms are told apart', () => {
    expect(skeletonOf('Lamp 2')).not.toBe(skeletonOf('Lamp 3'));
    expect(plainName('Küche')).toBe(plainName('Kuche'));
  });
});

describe('two that speak as one', () => {
  const version = (installed: string): readonly Fact[] => [{ type: 'firmware', installed }];
  const told = { a: version('9'), b: version('10'), c: version('11') };
  const twice = (columns: string) => spoofed(lines(['plug', columns, told])).filter((key) => key.endsWith('twice'));

  test('say this, that and this again within minutes', () => {
    expect(twice('abab----')).toEqual(['spoofed_message plug twice']);
  });

  test('are told once while they go on, and again when they begin anew two days later', () => {
    const columns = `${'ab'.repeat(30)}${'-'.repeat(2 * 24 * 360)}${'ab'.repeat(3)}`;
    const line = lines(['plug', columns, told])['spoofed_message plug twice'] ?? '';
    expect(line.replaceAll('-', '')).toBe('aa');
  });

  test('an update that is rolled back, or two in a row, is one device', () => {
    expect(twice('aab-a---')).toEqual([]);
    expect(twice('a-b-c---')).toEqual([]);
  });
});
