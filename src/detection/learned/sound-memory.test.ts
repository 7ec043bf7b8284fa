import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { chanceOf, day, hour, minute, monday, openLivedHome } from './habits.testing';
import { openHomeMemory, restoreHomeMemory, savedIn, saveHomeMemory } from './memory';
import type { HomeMemory } from './home-memory';
import { olderValueWidth, valueWidth } from './value-row';

const devices = {
  attic: part('sensor', ['temperature', 'battery'], { name: 'Attic sensor' }),
  porch: part('camera', ['camera'], { name: 'Porch camera' }),
  key: part('lock', ['lock', 'battery'], { name: 'Front door' }),
};

/** Hours in which everything that is learned is asked for. */
function live(from: number, hours: number, memory?: HomeMemory) {
  const home = openLivedHome({ devices, ...(memory && { memory }) });
  const chance = chanceOf(5);
  for (let at = from; at < from + hours * hour; at += 10 * minute) {
    const bytes = 150 + Math.round(40 * chance());
    home.say(at, 'attic', [{ type: 'state', state: { temperatureC: 20 + chance() } }], { bytes });
    home.say(at + 1, 'attic', [{ type: 'battery', percent: 80 }]);
    home.say(at + 2, 'attic', [{ type: 'signal', lqi: 100, rssiDbm: -60 }]);
    home.state(at + 3, 'porch', { bitrateKbps: 1_500 + Math.round(200 * chance()), viewers: 1 });
    home.state(at + 4, 'key', { lock: at % hour === 0 ? 'locked' : 'unlocked' });
    if (at % (6 * hour) === 0) home.command(at + 5, 'key');
  }
  return home;
}

/** As it comes from a file. */
function kept(): unknown {
  const home = live(monday, 20 * 24);
  const saved = JSON.parse(JSON.stringify(saveHomeMemory(home.memory))) as { devices: [string, object][] };
  for (const [, habits] of saved.devices)
    Object.assign(habits, {
      growths: [{ topic: 1, look: 1, sum: 1, count: 1, top: 1, from: 1, rises: 1, flatLooks: 1 }],
    });
  return saved;
}

const isLong = process.env['GATEHOUSE_LONG'] !== undefined;
const whole = JSON.stringify(kept());
const junk: readonly unknown[] = [null, 'x', -1, 0.5, {}, [], ['x'], [[]], [1]];

/** The ways to each part of it; of a row the first and the last stand for all. */
function waysInto(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way];
  const isRow = Array.isArray(value) && typeof value[0] === 'number';
  const keys = Object.keys(value).filter((key) => !isRow || key === '0' || Number(key) === value.length - 1);
  return [way, ...keys.flatMap((key) => waysInto((value as Record<string, unknown>)[key], [...way, key]))];
}

function withAt(way: readonly (string | number)[], what: unknown): unknown {
  const copy: unknown = JSON.parse(whole);
  let at = copy as Record<string | number, unknown>;
  for (const step of way.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  const last = way.at(-1);
  if (last !== undefined) at[last] = what;
  return copy;
}

describe('What is kept and was damaged', () => {
  test('throws nowhere, neither when it is opened nor when it is learned on', () => {
    const ways = waysInto(JSON.parse(whole)).filter((way) => way.length > 0);
    expect(ways.length).toBeGreaterThan(200);
    for (const [index, way] of ways.entries()) {
      // on a long run each with each of these, else every second with one in turn, on every run the same
      if (!isLong && index % 2 === 1) continue;
      for (const what of isLong ? junk : [junk[index % junk.length]]) {
        const damaged = withAt(way, what);
        const go = () => live(monday + 20 * day, 1, openHomeMemory(savedIn(damaged)));
        expect(go, `${JSON.stringify(what)} at ${way.join(' ')}`).not.toThrow();
      }
    }
  });

  test('costs nothing but itself: what is sound beside it is known still', () => {
    const saved = JSON.parse(whole) as { devices: [string, Record<string, unknown>][]; coverage: unknown };
    const [first, second] = saved.devices;
    first![1]['lastAt'] = { length: 8 };
    second![1] = 'lost' as never;
    const memory = openHomeMemory(savedIn(saved));
    expect(memory.devices.has(second![0])).toBe(false);
    const known = memory.devices.get(first![0]);
    expect(known?.days).toBe(20);
    expect(known?.lastAt).toBe(-1);
    expect(known?.longestSilenceMs).toBeGreaterThan(0);
    expect(known?.sizes?.length).toBeGreaterThan(0);
    expect(memory.coverage.days).toBe(20);
    expect(memory.dear).toBe(2);
  });

  test('cannot say of itself what it is not: neither a prototype, nor how many places are taken', () => {
    const memory = openHomeMemory();
    restoreHomeMemory(memory, savedIn(JSON.parse(`{"__proto__":{"bad":1},"dear":"400",${whole.slice(1)}`)));
    expect('bad' in memory).toBe(false);
    expect(memory.dear).toBe(3);
  });

  test('and is no memory at all is none', () => {
    for (const told of [null, 7, 'x', [], {}, { format: 'gatehouse-habits/9' }]) expect(savedIn(told)).toBeNull();
    const empty = openHomeMemory(savedIn({ format: 'gatehouse-habits/7' }));
    expect(empty.devices.size).toBe(0);
    expect(empty.coverage.days).toBe(0);
  });
});

test('Readings that were kept in shorter rows are known still, and damaged ones are not', () => {
  const valuesOf = (length: number) => {
    const saved = JSON.parse(whole) as { devices: [string, { values?: number[] }][] };
    const [, attic] = saved.devices.find(([, { values }]) => values !== undefined)!;
    attic.values = attic.values!.slice(0, length);
    const known = openHomeMemory(savedIn(saved)).devices.get(saved.devices.find(([, one]) => one === attic)![0]);
    return known?.values?.length;
  };
  expect([valuesOf(valueWidth), valuesOf(olderValueWidth), valuesOf(olderValueWidth - 1)]).toEqual([
    valueWidth,
    valueWidth,
    undefined,
  ]);
});

test('How far hours strayed is known still, and a count below nothing is not', () => {
  const oddsWith = (first: number) => {
    const saved = JSON.parse(whole) as { devices: [string, { odds?: number[] }][] };
    const [id, attic] = saved.devices.find(([, { odds }]) => odds !== undefined)!;
    attic.odds![0] = first;
    return openHomeMemory(savedIn(saved)).devices.get(id)?.odds?.[0];
  };
  expect([oddsWith(300), oddsWith(-1)]).toEqual([300, undefined]);
});

test('What is whole is read whole', () => {
  const memory = openHomeMemory(savedIn(JSON.parse(whole)));
  expect(JSON.parse(JSON.stringify(saveHomeMemory(memory)))).toEqual(JSON.parse(whole));
});
