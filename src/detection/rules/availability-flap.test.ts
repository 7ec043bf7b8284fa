import { describe, expect, test } from 'vitest';

import { bridge, offline, online, part, remembered, timeline } from '../timeline.testing';

const devices = { hub: bridge, door: part('lock', ['lock'], { via: 'hub' }) };
const says = { f: offline, n: online, m: remembered(offline) };
const line = (columns: string, everyMs: number) =>
  timeline({ devices, everyMs, rows: [['door', columns, says]] })['availability_flap door'];
const minute = 60_000;

test('a lock that goes and comes five times in an hour flaps, and is over when it has stayed for two', () => {
  const hours = '-'.repeat(23);
  expect(line(`nfnfnfnfnfn${hours}-------`, 5 * minute)).toBe(`---------a-${hours.slice(1)}o-------`);
});

test('a mesh that heals loses it once or twice', () => {
  expect(line('nfnfn-----fn', 5 * minute)).toBeUndefined();
});

test('seldom enough for each time to be forgotten, but all day, is told too', () => {
  expect(line(`n${'fn'.repeat(8)}--`, 30 * minute)).toBe(`${'-'.repeat(15)}a---`);
});

test('five times in a day is a weak battery, not this', () => {
  expect(line(`n${'fn'.repeat(8)}`, 60 * minute)).toBeUndefined();
});

test('what the broker remembers at each reconnect is no going away', () => {
  expect(line(`n${'mn'.repeat(8)}`, minute)).toBeUndefined();
});

test('a bridge that restarts again and again takes no device away', () => {
  const rows = [
    ['door', 'n--------------', says],
    ['hub', `n${'fn'.repeat(7)}`, says],
  ] as const;
  expect(timeline({ devices, everyMs: minute, rows: rows.map((row) => row) })).not.toHaveProperty(
    'availability_flap door',
  );
});

describe('a night in which the power fails again and again', () => {
  const plugs = ['a', 'b', 'c', 'd', 'e'];
  const parts = (via: string | null) => ({
    hub: bridge,
    ...Object.fromEntries(
      [...plugs, 'door'].map((key) => [
        key,
        key === 'door' ? part('lock', [], { via }) : part('plug', [], { via, power: 'mains' }),
      ]),
    ),
  });
  const failing = `n${'f--n-----'.repeat(5)}${'-'.repeat(130)}`;
  const night = (via: string | null, door = '', restarts = '') => {
    const rows = plugs.map((key) => [key, failing, says] as const);
    return timeline({ devices: parts(via), everyMs: minute, restarts, rows: [...rows, ['door', door, says]] });
  };
  const once = `${'-'.repeat(37)}a${'-'.repeat(119)}o${'-'.repeat(18)}`;

  test.each(['hub', null])(
    'is one alert of all that went together through %s, over when they have stayed for two hours',
    (via) => {
      expect(night(via)).toEqual({ [`availability_flap ${via ?? 'home'} together`]: once });
    },
  );

  test('stays one alert where the watcher is started anew', () => {
    expect(Object.keys(night('hub', '', `${'-'.repeat(40)}r`))).toEqual(['availability_flap hub together']);
  });

  test('hides no lock that goes at other times than they do, but for the one time when it went with them', () => {
    const alone = `n${'----fn--'.repeat(6)}`;
    expect(night(null, alone)).toEqual({
      'availability_flap home together': once,
      'availability_flap door': expect.stringMatching(/^-{45}a/) as string,
    });
  });
});
