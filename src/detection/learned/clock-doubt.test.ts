import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { openClockDoubt } from './clock-doubt';
import { cover, openCoverage } from './coverage';
import { day, hour, minute, monday, openLivedHome } from './habits.testing';
import { openLocalTime } from './local-time';

/** A home that speaks every ten seconds, by a clock that is off by so much. */
function speaking(from: number, forMs: number, offMs = 0): number[] {
  return Array.from({ length: forMs / 10_000 }, (_, index) => from + index * 10_000 + offMs);
}

test.each([
  ['days behind', -2 * day],
  ['days ahead', 2 * day],
  ['half a day ahead', 12 * hour],
])('a clock that is %s for a while is not asked for the hour until it is right again', (_, offMs) => {
  const clock = openClockDoubt();
  expect(speaking(monday, hour).map(clock.isSure)).not.toContain(false);
  expect(speaking(monday + hour, 20 * minute, offMs).map(clock.isSure)).not.toContain(true);
  expect(speaking(monday + hour + 20 * minute, hour).map(clock.isSure)).not.toContain(false);
});

test('a clock that stays as it was set is believed within the hour', () => {
  const clock = openClockDoubt();
  speaking(monday, hour).forEach(clock.isSure);
  const told = speaking(monday + hour, 2 * hour, 2 * day).map(clock.isSure);
  expect(told[0]).toBe(false);
  expect(told.slice(told.length / 2)).not.toContain(false);
});

test('a home that seldom speaks has no leaping clock', () => {
  const clock = openClockDoubt();
  const told = Array.from({ length: 500 }, (_, index) => clock.isSure(monday + index * 20 * minute));
  expect(told).not.toContain(false);
});

describe('beside a clock that is never set', () => {
  /** a home that spoke every ten seconds for an hour */
  const openSpoken = () => {
    const clock = openClockDoubt();
    for (const at of speaking(monday, hour)) clock.isSure(at, at - monday);
    return clock;
  };

  test('a silence in a home that speaks all the time is no leap, however long it was', () => {
    for (const silence of [6 * minute, 3 * hour, 2 * day]) {
      const clock = openSpoken();
      expect(clock.isSure(monday + hour + silence, hour + silence)).toBe(true);
    }
  });

  test('a leap is one, forward and back, also in a silence and in a home that seldom speaks', () => {
    for (const offMs of [-2 * day, -10 * minute, 10 * minute, 2 * day]) {
      const clock = openSpoken();
      expect(clock.isSure(monday + 3 * hour + offMs, 3 * hour)).toBe(false);
      expect(clock.isSure(monday + 3 * hour + 20 * minute, 3 * hour + 20 * minute)).toBe(true);
      const seldom = openClockDoubt();
      seldom.isSure(monday, 0);
      expect(seldom.isSure(monday + 5 * hour + offMs, 5 * hour)).toBe(false);
    }
  });

  test('what comes without its steady time changes nothing', () => {
    const clock = openSpoken();
    expect(clock.isSure(monday + 3 * hour)).toBe(true);
    expect(clock.isSure(monday + 3 * hour + 2 * day, 3 * hour)).toBe(false);
    expect(clock.isSure(monday + 3 * hour)).toBe(false);
  });
});

test('after minutes in which a talkative home was silent an odd hour is an alert, and after a leap of its clock none is', () => {
  const live = (silence: number, leap: number) => {
    const home = openLivedHome({ devices: { porch: part('camera', ['camera'], { name: 'Porch camera' }) } });
    const say = (at: number, bitrateKbps: number, offMs = 0) =>
      home.say(at + offMs, 'porch', [{ type: 'state', state: { bitrateKbps } }], { steadyAt: at - monday });
    const isDay = (at: number) => (at % day) / hour >= 7 && (at % day) / hour < 19;
    for (let at = monday; at < monday + 15 * day; at += 5 * minute) say(at, isDay(at) ? 1_800 : 700);
    const night = monday + 15 * day + 2 * hour;
    for (let at = monday + 15 * day; at < night; at += 10_000) say(at, 700);
    for (let at = night + silence; at < night + silence + 24 * minute; at += 10_000) say(at, 1_800, leap);
    return home.classes();
  };
  expect(live(6 * minute, 0)).toContain('camera_bitrate');
  expect(live(0, 6 * minute)).not.toContain('camera_bitrate');
});

test('a camera that streams by night as by day is an alert, and none while the clock shows another hour', () => {
  const live = (from: number, offMs: number) => {
    const home = openLivedHome({ devices: { porch: part('camera', ['camera'], { name: 'Porch camera' }) } });
    const say = (at: number, bitrateKbps: number, off = 0) => home.state(at + off, 'porch', { bitrateKbps });
    const isDay = (at: number) => (at % day) / hour >= 7 && (at % day) / hour < 19;
    const usual = (at: number) => (isDay(at) ? 1_800 : 700);
    for (let at = monday; at < monday + 15 * day; at += minute) say(at, usual(at));
    const since = monday + 15 * day + from;
    for (let at = monday + 15 * day; at < since; at += 10_000) say(at, usual(at));
    for (let at = since; at < since + 0.4 * hour; at += 10_000) say(at, 1_800, offMs);
    return home.classes();
  };
  expect(live(2 * hour, 0)).toContain('camera_bitrate');
  expect(live(14 * hour, -12 * hour)).not.toContain('camera_bitrate');
});

describe('a clock that starts where it cannot be', () => {
  const learnedUntil = monday + 10 * day;
  const open = () => openClockDoubt((at) => at < learnedUntil);
  const told = (clock: ReturnType<typeof open>, from: number, forMs: number, steady: number) =>
    speaking(0, forMs).map((ms) => clock.isSure(from + ms, steady + ms));

  test.each([
    ['in 1970', 0],
    ['in 2000', Date.UTC(2000, 0, 1)],
    ['before what was learned already', learnedUntil - 12 * hour],
  ])('%s, is not asked, and believed as soon as it was put right', (_, from) => {
    const clock = open();
    expect(told(clock, from, 5 * minute, 0)).not.toContain(true);
    expect(told(clock, learnedUntil + 2 * day, hour, 5 * minute)).not.toContain(false);
  });

  test('before what was learned is believed in the end: what was learned may have been ahead', () => {
    const hours = told(open(), learnedUntil - 5 * day, 8 * hour, 0);
    expect(hours.slice(0, hours.length / 2)).not.toContain(true);
    expect(hours.at(-1)).toBe(true);
    expect(told(open(), 0, 8 * hour, 0)).not.toContain(true);
  });

  test('alarms nobody and teaches nothing, and the first odd hour after it was put right is told', () => {
    const devices = { hub: part('hub'), door: part('lock', ['lock'], { name: 'Front door' }) };
    const home = openLivedHome({ devices });
    const unlock = (to: ReturnType<typeof openLivedHome>, at: number, steadyAt: number) => {
      to.say(at, 'door', [{ type: 'state', state: { lock: 'locked' } }], { steadyAt });
      to.say(at + 1_000, 'door', [{ type: 'state', state: { lock: 'unlocked' } }], { steadyAt: steadyAt + 1_000 });
    };
    for (let at = monday; at < monday + 20.5 * day; at += hour) {
      home.say(at, 'hub', [{ type: 'signal', lqi: 90 }], { steadyAt: at });
      if (at % day === 18 * hour) unlock(home, at + minute, at + minute);
    }
    const before = JSON.stringify(home.memory.coverage);
    for (const from of [3 * hour, monday + 20 * day + 3 * hour]) {
      const again = openLivedHome({ devices, memory: structuredClone(home.memory) });
      unlock(again, from, 0);
      unlock(again, from + 2 * minute, 2 * minute);
      expect(again.classes()).toEqual([]);
      expect(JSON.stringify(again.memory.coverage)).toBe(before);
      unlock(again, monday + 21 * day + 3 * hour, 4 * minute);
      expect(again.classes()).toEqual(['lock_odd_hours']);
    }
  });
});

test('an hour that is heard after the clock was days ahead counts once, like any other', () => {
  const coverage = openCoverage();
  const localTime = openLocalTime(() => 0);
  cover(coverage, localTime(monday));
  cover(coverage, localTime(monday + 2 * day));
  for (let n = 0; n < 100; n++) cover(coverage, localTime(monday + 20 * minute + n));
  expect(coverage.hours.reduce((sum, times) => sum + times, 0)).toBe(3);
  expect(coverage.days).toBe(2);
});

test('days on which a wrong clock was heard are no days of the home', () => {
  const home = openLivedHome({ devices: { plug: part('plug', ['switch'], { name: 'Plug' }) } });
  const say = (at: number) => home.state(at, 'plug', { powerW: 40 });
  speaking(monday, hour).forEach(say);
  speaking(monday + hour, 20 * minute, 2 * day).forEach(say);
  speaking(monday + hour + 20 * minute, hour).forEach(say);
  expect(home.memory.coverage).toMatchObject({ days: 1, lastDay: monday / day });
  expect(home.memory.devices.get('plug')).toMatchObject({ days: 1, lastDay: monday / day });
});
