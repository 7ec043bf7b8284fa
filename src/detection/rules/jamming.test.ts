import { describe, expect, test } from 'vitest';

import {
  bridge,
  identityOf,
  offline,
  online,
  part,
  play,
  remembered,
  timeline,
  type Part,
  type Row,
  type Story,
} from '../timeline.testing';

const minute = 60_000;
const says = { o: online, x: offline, r: remembered(offline) };
const radio = part('sensor', ['contact'], { via: 'hub' });
const mains = part('plug', ['switch'], { via: 'hub', power: 'mains' });
const radios = ['a', 'b', 'c', 'd', 'e', 'f'];
const plugs = ['p', 'q'];
const devices: Readonly<Record<string, Part>> = {
  hub: bridge,
  ...Object.fromEntries(radios.map((key) => [key, radio])),
  ...Object.fromEntries(plugs.map((key) => [key, mains])),
};
const rows = (keys: readonly string[], columns: string): readonly Row[] => keys.map((key) => [key, columns, says]);
const there = (columns: string) => `o${columns}`;

describe('many devices that fall silent at once', () => {
  test('while their bridge and what hangs on mains stay are one alert, not one each', () => {
    const story = [...rows(['hub', ...plugs], there('------')), ...rows(radios, there('-x----'))];
    const told = timeline({ devices, rows: story });
    expect(told).toEqual({ 'jamming hub': '---a---' });
  });

  test('are no power cut where one plug of several went away with them, for a reason of its own', () => {
    const story = [
      ...rows(['hub', 'q'], there('-----')),
      ...rows(['p'], there('x----')),
      ...rows(radios, there('-x---')),
    ];
    expect(timeline({ devices, rows: story })['jamming hub']).toBe('---a--');
  });

  test('together with mains devices are rather a power cut: nobody is told of one that passes', () => {
    const story = [...rows(['hub'], there('-------------')), ...rows([...radios, ...plugs], there('-x-o---------'))];
    expect(timeline({ devices, everyMs: minute, rows: story })).toEqual({});
  });

  test('are one alert where the power stays away for five minutes', () => {
    const story = [...rows(['hub'], there('-------------')), ...rows([...radios, ...plugs], there('-x-------o---'))];
    expect(timeline({ devices, everyMs: minute, rows: story })).toEqual({
      'silent_device hub together': '-------a--c-o-',
    });
  });

  test('are a power cut also where the mains devices are missed a little later', () => {
    const story = [
      ...rows(['hub'], there('-------')),
      ...rows(radios, there('-x-----')),
      ...rows(plugs, there('----x--')),
    ];
    expect(timeline({ devices, rows: story })).toEqual({ 'jamming hub': '---a--o-' });
  });

  test('and come back and go again are still the same', () => {
    const story = [...rows(['hub', ...plugs], there('------')), ...rows(radios, there('x-ox--'))];
    expect(timeline({ devices, everyMs: minute, rows: story })).toEqual({ 'jamming hub': '-a-c-a-' });
  });

  test('with their bridge are the bridge’s alert only', () => {
    const story = [...rows(['hub'], there('--x---')), ...rows(radios, there('-x----'))];
    expect(timeline({ devices, everyMs: 500, rows: story })['jamming hub']).toBeUndefined();
  });

  test('are mostly back also where some of them were taken out of the home meanwhile', () => {
    const gone = { ...says, z: [{ type: 'removed' }] } as const;
    const story = [
      ...rows(['hub', ...plugs], there('--------')),
      ...rows(['a', 'b'], there('x--o----')),
      ...['c', 'd', 'e', 'f'].map((key): Row => [key, there('x-z-----'), gone]),
    ];
    expect(timeline({ devices, everyMs: minute, rows: story })['jamming hub']).toBe('-a--c-o--');
  });

  test('are not back because a bridge that restarts says that all are gone, and names them anew', () => {
    const anew = (key: string) =>
      ({ ...says, z: [{ type: 'removed' }], n: [identityOf(key, radio), ...offline] }) as Row[2];
    const story = [
      ...rows(['hub', ...plugs], there('---------')),
      ...radios.map((key): Row => [key, there('x-zn-----'), anew(key)]),
    ];
    const line = timeline({ devices, everyMs: minute, rows: story })['jamming hub'] ?? '';
    expect(line).toMatch(/^-a-c-a-*$/);
  });

  test('are not back because their bridge went down later', () => {
    const story = [...rows(['hub'], there('----x---')), ...rows(radios, there('x-------'))];
    expect(timeline({ devices, rows: story })['jamming hub']).toBe('--a------');
  });

  test('unheard, as after a reconnect, did not go at once', () => {
    const story = [...rows(['hub', ...plugs], there('------')), ...rows(radios, there('-r----'))];
    expect(timeline({ devices, rows: story })['jamming hub']).toBeUndefined();
  });

  test('one after the other over an hour are just offline', () => {
    const story = [
      ...rows(['hub', ...plugs], 'o'),
      ...radios.map((key, n): Row => [key, there(`${'-'.repeat(n)}x`), says]),
    ];
    const told = timeline({ devices, everyMs: 10 * minute, rows: story });
    expect(Object.keys(told)).toEqual(radios.map((key) => `silent_device ${key}`));
  });

  test('one after the other within minutes, and none comes back, are one alert too, and no longer one each', () => {
    const story = [
      ...rows(['hub', ...plugs], 'o---------------------'),
      ...radios.map((key, n): Row => [key, there(`${'---'.repeat(n)}x`), says]),
    ];
    const { 'jamming hub': jam, ...apart } = timeline({ devices, everyMs: minute, rows: story });
    expect(jam).toBe('-------------a--------');
    expect(Object.keys(apart)).toEqual(radios.slice(0, 4).map((key) => `silent_device ${key}`));
    for (const line of Object.values(apart)) expect(line[13]).toBe('o');
  });

  test('one after the other are jammed also where a plug comes and goes meanwhile', () => {
    const story = [
      ...rows(['hub', 'q'], 'o---------------------'),
      ...rows(['p'], 'o--x------------------'),
      ...radios.map((key, n): Row => [key, there(`${'---'.repeat(n)}x`), says]),
    ];
    expect(timeline({ devices, everyMs: minute, rows: story })).toHaveProperty('jamming hub');
  });

  test('four of a large home are just offline, and each its own alert', () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`s${n}`, radio]));
    const story = [...rows(['hub', ...Object.keys(many)], 'o---'), ...rows(['s1', 's2', 's3', 's4'], '-x--')];
    expect(Object.keys(timeline({ devices: { hub: bridge, ...many }, rows: story })).toSorted()).toEqual(
      ['s1', 's2', 's3', 's4'].map((key) => `silent_device ${key}`),
    );
  });

  test('are over when most are back for two minutes, and who stays away is an alert then', () => {
    const story = [
      ...rows(['hub', ...plugs], there('------')),
      ...rows(radios.slice(0, 5), there('x-o---')),
      ...rows(['f'], there('x-----')),
    ];
    const told = timeline({ devices, everyMs: minute, rows: story });
    expect(told['jamming hub']).toBe('-a-c-o-');
    expect(told['silent_device f']).toBe('-----a-');
  });

  test('name themselves', () => {
    const story = [...rows(['hub', ...plugs], there('---')), ...rows(radios, there('x--'))];
    const jam = play({ devices, rows: story }).find(
      ({ signal }) => signal.type === 'seen' && signal.sighting.class === 'jamming',
    );
    expect(jam?.signal).toMatchObject({
      sighting: {
        severity: 'critical',
        title: '6 devices of the hub fell silent at once, and it is still there: somebody may be jamming the radio',
        evidence: [{ text: 'Went offline together: a, b, c, d, e, f' }],
      },
    });
  });
});

describe('one that stands when the watcher is started anew, or another one begins to watch', () => {
  const jam = { class: 'jamming', subject: 'hub', device: 'hub' } as const;
  const here = rows(['hub', ...plugs], 'o-o-------');
  const after = (columns: string, more: Partial<Story> = {}) =>
    timeline({ devices, everyMs: minute, rows: [...here, ...rows(radios, columns)], restarts: '--r', ...more });

  test('goes on, is over when they return, and the next one is another', () => {
    expect(after('oxr--o--x-')).toEqual({ 'jamming hub': '-a---c-oa-' });
  });

  test('is over as soon as it is clear who is there, where they came back meanwhile', () => {
    expect(after('oxo-------')).toEqual({ 'jamming hub': '-a--o-----' });
  });

  test('ends no sooner for a bridge that is down when it is looked for them, for then nobody knows', () => {
    const down = [...rows(['hub'], 'o-x---o---'), ...rows(radios, 'ox----r--o')];
    expect(timeline({ devices, everyMs: minute, rows: down, restarts: '--r' })['jamming hub']).toBe('-a-------c');
  });

  test('is the power cut that it was', () => {
    const all = [...rows(['hub'], `o${'-'.repeat(7)}o------`), ...rows([...radios, ...plugs], 'ox------r---o---')];
    expect(timeline({ devices, everyMs: minute, rows: all, restarts: '--------r' })).toEqual({
      'silent_device hub together': '------a-----c-o-',
    });
  });

  test('is no alert of each that is away', () => {
    const rest = { restarts: '', standing: [jam] };
    expect(after('r--o------', rest)).toEqual({ 'jamming hub': '---c-o----' });
  });

  test('is over when they return also where others are away for good, each with an alert of its own', () => {
    const gone = ['k', 'l', 'm', 'n'];
    const standing = [jam, ...gone.map((key) => ({ class: 'silent_device', subject: key, device: key }) as const)];
    const others = Object.fromEntries(gone.map((key) => [key, radio]));
    const story = [...here, ...rows(radios, 'r--o------'), ...rows(gone, 'r---------')];
    expect(timeline({ devices: { ...devices, ...others }, everyMs: minute, rows: story, standing })).toMatchObject({
      'jamming hub': '---c-o----',
    });
  });
});

describe('devices that speak for themselves, over the Wi-Fi', () => {
  const alone = part('plug', ['switch'], { power: 'mains' });
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const wifi: Readonly<Record<string, Part>> = {
    ...Object.fromEntries(names.map((key) => [key, alone])),
    porch: part('camera', ['camera']),
  };
  const tenSeconds = 10_000;
  /** each is missed at another moment, and is back at another */
  const gone = (forColumns: number): readonly Row[] =>
    names.map((key, n) => [key, `o-${'-'.repeat(n)}x${'-'.repeat(forColumns)}o`, says]);

  test('are none while their router starts anew, also where there are two of them only', () => {
    expect(timeline({ devices: wifi, everyMs: tenSeconds, rows: gone(9) })).toEqual({});
    expect(timeline({ devices: wifi, everyMs: tenSeconds, rows: gone(9).slice(0, 2) })).toEqual({});
  });

  test('are one alert where most of them stay away for five minutes, which a restart does not forget', () => {
    const story = { devices: wifi, everyMs: minute, rows: rows(names, there('-x--------o---')) };
    expect(timeline(story)).toEqual({ 'silent_device home together': '-------a---c-o-' });
    const restarted = rows(names, there('-x------rr-o---'));
    expect(timeline({ ...story, rows: restarted, restarts: `${'-'.repeat(9)}r` })).toEqual({
      'silent_device home together': '-------a----c-o-',
    });
    const [told] = play(story);
    expect(told?.signal).toMatchObject({
      sighting: {
        title: '6 devices went away together: perhaps the Wi-Fi, its router or the power',
        severity: 'warning',
        device: null,
      },
    });
  });

  test('are each an alert where few went and stay away, after two minutes', () => {
    const story = [...rows(['a'], there('-x----')), ...rows(['b', 'c'], there('------'))];
    expect(timeline({ devices: wifi, everyMs: minute, rows: story })).toEqual({ 'silent_device a': '----a--' });
  });

  test('hide no camera among them: it is told of at once', () => {
    const story = rows([...names, 'porch'], there('-x-o---'));
    expect(timeline({ devices: wifi, everyMs: minute, rows: story })).toEqual({ 'camera_offline porch': '--a-c---' });
  });
});
