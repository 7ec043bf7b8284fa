import { describe, expect, test } from 'vitest';

import type { Metric } from '@/core/history';

import { part } from '../timeline.testing';
import { chanceOf, day, hour, minute, monday, openLivedHome, type LivedHome } from './habits.testing';
import { openLocalTime } from './local-time';
import { openHomeMemory, savedIn, saveHomeMemory } from './memory';
import { odds } from './odds';

const localTime = openLocalTime(() => 0);
const devices = {
  study: part('sensor', ['temperature'], { name: 'Study sensor' }),
  cellar: part('sensor', ['temperature'], { name: 'Cellar sensor' }),
  porch: part('camera', ['camera'], { name: 'Porch camera' }),
};
type Device = keyof typeof devices;
/** What it tells at that time; `chance` is between 0 and 1. */
type Told = (at: number, chance: number) => number;

/** It tells one number every ten minutes. */
function tell(home: LivedHome, device: Device, key: string, told: Told, from: number, until: number): void {
  const chance = chanceOf(7);
  for (let at = from; at < until; at += 10 * minute) home.state(at, device, { [key]: told(at, chance()) });
}

const isBetween = (from: number, until: number) => (at: number) => at % day >= from * hour && at % day < until * hour;
const weekdayOf = (at: number) => localTime(at).weekday;

describe('a number at an hour at which it never lies there', () => {
  const isWashing = isBetween(10, 13);
  const washes: Told = (at, chance) => (weekdayOf(at) === 0 && isWashing(at) ? 70 : 30) + chance;

  test('is told with what is usual at this hour of this weekday, and is over when it is', () => {
    const home = openLivedHome({ devices });
    tell(home, 'study', 'deviceTemperatureC', washes, monday, monday + 37 * day);
    expect(home.classes()).toEqual([]);
    const wednesday = monday + 37 * day;
    tell(home, 'study', 'deviceTemperatureC', (at) => (isWashing(at) ? 70 : 30), wednesday, wednesday + day);
    expect(home.seen).toMatchObject([
      {
        class: 'value_drift',
        title: 'The temperature inside the device of the study sensor is unusually high for this time',
        t: wednesday + 12 * hour,
        lasting: true,
      },
    ]);
    expect(home.seen[0]?.evidence[0]?.text).toMatch(
      /^70 °C in the hour until 12:00, and as high before; in 37 days it was about 30\.\d °C at this hour of a Wednesday$/,
    );
    expect(home.signals.map(({ type }) => type)).toEqual(['seen', 'over']);
  });

  test('is nothing on the day of the week on which it is so', () => {
    const home = openLivedHome({ devices });
    tell(home, 'study', 'deviceTemperatureC', washes, monday, monday + 42 * day);
    expect(home.classes()).toEqual([]);
  });

  test('is nothing for an hour, nor while all is new', () => {
    const home = openLivedHome({ devices });
    const runs = (from: number, until: number) => (at: number) => (isBetween(from, until)(at) ? 70 : 30);
    tell(home, 'study', 'deviceTemperatureC', washes, monday, monday + 9 * day);
    tell(home, 'study', 'deviceTemperatureC', runs(3, 5), monday + 9 * day, monday + 10 * day);
    tell(home, 'study', 'deviceTemperatureC', washes, monday + 10 * day, monday + 37 * day);
    tell(home, 'study', 'deviceTemperatureC', runs(17, 18), monday + 37 * day, monday + 38 * day);
    expect(home.classes()).toEqual([]);
  });

  test('is nothing where all of the day comes an hour later, as when the clocks are set', () => {
    const home = openLivedHome({ devices });
    const summer = monday + 30 * day;
    const night: Told = (at, chance) => {
      const late = at < summer ? 0 : 1;
      return (isBetween(6 + late, 20 + late)(at) ? 1_800 : 900) + 60 * chance;
    };
    tell(home, 'porch', 'bitrateKbps', night, monday, monday + 60 * day);
    expect(home.classes()).toEqual([]);
    tell(home, 'porch', 'bitrateKbps', () => 1_800, monday + 60 * day, monday + 60 * day + 4 * hour);
    expect(home.classes()).toEqual(['camera_bitrate']);
  });

  test('goes on over a restart', () => {
    const before = openLivedHome({ devices });
    tell(before, 'study', 'deviceTemperatureC', washes, monday, monday + 37 * day + 12 * hour - 5 * minute);
    const runs = () => 70;
    tell(before, 'study', 'deviceTemperatureC', runs, monday + 37 * day + 12 * hour, monday + 37 * day + 13.5 * hour);
    expect(before.classes()).toEqual([]);
    const kept = savedIn(JSON.parse(JSON.stringify(saveHomeMemory(before.memory))));
    const home = openLivedHome({ devices, memory: openHomeMemory(kept) });
    tell(home, 'study', 'deviceTemperatureC', runs, monday + 37 * day + 13.5 * hour, monday + 37 * day + 15 * hour);
    expect(home.classes()).toEqual(['value_drift']);
  });
});

describe('an alert of such an hour', () => {
  const volts =
    (change: Told): Told =>
    (at, chance) =>
      225 + chance + change(at, chance);
  const attackAt = monday + 30 * day + 8 * hour;

  test('is over when nobody would care any more, and hides nothing that comes later', () => {
    const home = openLivedHome({ devices });
    const more = volts((at) => {
      if (at < attackAt) return 0;
      const isAgain = at >= attackAt + 10 * day && at < attackAt + 10 * day + 6 * hour;
      return at < attackAt + 4 * hour ? 20 : isAgain ? 50 : 10;
    });
    tell(home, 'study', 'voltageV', more, monday, attackAt + 11 * day);
    expect(home.signals.map(({ type }) => type)).toEqual(['seen', 'over', 'seen', 'over']);
  });

  test('is over when the device speaks on and does not tell the number any more', () => {
    const home = openLivedHome({ devices });
    const until = attackAt + 3 * hour;
    tell(
      home,
      'study',
      'voltageV',
      volts((at) => (at < attackAt ? 0 : 40)),
      monday,
      until,
    );
    expect(home.signals.map(({ type }) => type)).toEqual(['seen']);
    for (let at = until; at < until + 50 * hour; at += 10 * minute) home.say(at, 'study', []);
    expect(home.signals.map(({ type }) => type)).toEqual(['seen', 'over']);
  });

  test('goes on where it comes and goes by the hour', () => {
    const home = openLivedHome({ devices });
    const more = volts((at) => (at >= attackAt && at < attackAt + 30 * hour && at % (3 * hour) < 2 * hour ? 40 : 0));
    tell(home, 'study', 'voltageV', more, monday, attackAt + 40 * hour);
    expect(home.signals.map(({ type }) => type)).toEqual(['seen', 'over']);
  });

  test('is none of hours at which nobody ever listened', () => {
    const home = openLivedHome({ devices });
    for (let evening = monday + 17 * hour; evening < monday + 60 * day; evening += day)
      tell(
        home,
        'study',
        'voltageV',
        volts(() => 0),
        evening,
        evening + 6 * hour,
      );
    tell(home, 'study', 'voltageV', (at) => (isBetween(8, 17)(at) ? 260 : 225), monday + 61 * day, monday + 62 * day);
    expect(home.classes()).toEqual([]);
  });

  test('does not move what is usual then: the next week it is told again, beside the same number', () => {
    const home = openLivedHome({ devices });
    const more: Told = (at, chance) => {
      const since = at - attackAt;
      return (since >= 0 && since % (7 * day) < 5 * hour ? 2_450 : 1_800) + 60 * chance;
    };
    tell(home, 'porch', 'bitrateKbps', more, monday, attackAt + 40 * day);
    expect(home.seen).toHaveLength(6);
    for (const { evidence } of home.seen) expect(evidence[0]?.text).toMatch(/it was about 18\d\d kbit/);
  });

  test('is of no number of which something else is wrong: that teaches nothing either', () => {
    const home = openLivedHome({ devices });
    const nightAt = monday + 30 * day;
    const stuck = (at: number) => at >= nightAt + 15 * hour && at < nightAt + 30 * hour;
    const wave: Told = (at, chance) =>
      stuck(at) ? 21.3 : 20 + 1.2 * Math.sin((at / day - 0.4) * 2 * Math.PI) + 0.1 * chance;
    tell(home, 'study', 'temperatureC', wave, monday, nightAt + 36 * hour);
    expect(home.classes()).toEqual(['value_stuck']);
    expect(home.memory.devices.get('study')?.odds?.[odds.far]).toBe(0);
  });

  test('needs more than one odd day of a weekday that came three times', () => {
    const home = openLivedHome({ devices });
    const wasOdd = volts((at) => (at >= monday + 2 * day && at < monday + 3 * day ? 60 : 0));
    tell(home, 'study', 'voltageV', wasOdd, monday, monday + 33 * day);
    expect(home.classes()).toEqual([]);
  });

  test('is found of a number though the device tells another one, which came later', () => {
    const home = openLivedHome({ devices });
    tell(
      home,
      'study',
      'voltageV',
      volts(() => 0),
      monday,
      monday + 28 * day,
    );
    const chance = chanceOf(5);
    for (let at = monday + 28 * day; at < attackAt + 3 * hour; at += 10 * minute) {
      home.state(at, 'study', { voltageV: at < attackAt ? 225 + chance() : 260 });
      home.state(at + 1, 'study', { humidityPercent: 50 + chance() });
    }
    expect(home.classes()).toEqual(['value_drift']);
  });
});

describe('one threshold', () => {
  /** where it lies, and how far an hour strays, in the unit of each */
  const numbers = [
    ['temperatureC', 20, 0.4, 'value_drift'],
    ['humidityPercent', 50, 1.5, 'value_drift'],
    ['pressureHpa', 1_013, 3, 'value_drift'],
    ['deviceTemperatureC', 40, 2, 'value_drift'],
    ['voltageV', 230, 2, 'value_drift'],
    ['bitrateKbps', 1_800, 90, 'camera_bitrate'],
  ] as const satisfies readonly (readonly [Metric, number, number, string])[];

  /** Each hour lies somewhere else, and now and then one far away. */
  const lives = (level: number, stray: number): Told => {
    const chance = chanceOf(11);
    let [last, off] = [-1, 0];
    return (at, moment) => {
      const now = Math.floor(at / hour);
      if (now !== last) off = (chance() + chance() - 1) * (chance() < 0.01 ? 5 : 1.6);
      last = now;
      return level + stray * (off + 0.4 * (moment - 0.5));
    };
  };
  const lied = (level: number, stray: number, strays: number) => {
    const home = openLivedHome({ devices });
    return { home, told: lives(level, stray), far: () => level + stray * strays };
  };

  test.each(numbers)('tells each number that is as improbable: %s', (key, level, stray, kind) => {
    const { home, told, far } = lied(level, stray, 14);
    tell(home, 'porch', key, told, monday, monday + 40 * day);
    expect(home.classes()).toEqual([]);
    tell(home, 'porch', key, far, monday + 40 * day, monday + 40 * day + 2.5 * hour);
    expect(home.classes()).toContain(kind);
  });

  test.each(numbers)('and none that is not: %s', (key, level, stray) => {
    const { home, told, far } = lied(level, stray, 3);
    tell(home, 'porch', key, told, monday, monday + 40 * day);
    tell(home, 'porch', key, far, monday + 40 * day, monday + 40 * day + 2.5 * hour);
    expect(home.classes()).toEqual([]);
  });
});

test('More messages than at this hour are told, though no more than in the evening', () => {
  const home = openLivedHome({ devices });
  const chance = chanceOf(9);
  const night = monday + 30 * day + 2 * hour;
  for (let at = monday; at < night + 4 * hour; at += minute) {
    const isBusy = isBetween(18, 21)(at) || (at >= night && at < night + 3 * hour);
    for (let n = isBusy ? 8 : 1; n > 0; n--) home.say(at + n * 5_000 + Math.round(chance() * 900), 'porch', []);
    home.say(at + 59_000, 'study', []);
  }
  expect(home.seen).toMatchObject([
    { class: 'message_flood', title: 'The porch camera sends unusually many messages for this time' },
  ]);
  expect(home.seen[0]?.evidence[0]?.text).toMatch(
    /^8 a minute in the hour until 05:00, and as high before; in 30 days it was about 1 a minute at this hour of a Wednesday$/,
  );
});

describe('what moves together', () => {
  const mild: Told = (at, chance) => 20 + Math.sin((at / day) * 2 * Math.PI) + 0.3 * chance;
  const coldFrom = monday + 37 * day;
  const cools: Told = (at, chance) => mild(at, chance) - Math.min(5.9, (at - coldFrom) / (15 * minute));

  test('is the weather', () => {
    const home = openLivedHome({ devices });
    tellBoth(home, mild, mild, monday, coldFrom);
    tellBoth(home, cools, cools, coldFrom, coldFrom + 6 * hour);
    expect(home.classes()).toEqual([]);
  });

  test('and one alone is not', () => {
    const home = openLivedHome({ devices });
    tellBoth(home, mild, mild, monday, coldFrom);
    tellBoth(home, cools, mild, coldFrom, coldFrom + 6 * hour);
    expect(home.seen).toMatchObject([
      { class: 'value_drift', title: 'The temperature of the study sensor is unusually low for this time' },
    ]);
  });

  function tellBoth(home: LivedHome, study: Told, cellar: Told, from: number, until: number): void {
    for (let at = from; at < until; at += hour) {
      tell(home, 'study', 'temperatureC', study, at, at + hour);
      tell(home, 'cellar', 'temperatureC', cellar, at + minute, at + hour);
    }
  }
});

describe('a word of a person', () => {
  const usual: Told = (_at, chance) => 225 + chance;
  const evening = (start: number, volts: number): Told => {
    return (at, chance) => (at >= start && at < start + 4 * hour ? volts : usual(at, chance));
  };

  test('lets it go as far again, and no further', () => {
    const home = openLivedHome({ devices });
    const start = monday + 37 * day + 18 * hour;
    tell(home, 'study', 'voltageV', evening(start, 250), monday, start + day - hour);
    expect(home.classes()).toEqual(['value_drift']);
    home.judge('mine');
    tell(home, 'study', 'voltageV', evening(start + 10 * day, 251), start + day, start + 11 * day);
    expect(home.classes()).toEqual(['value_drift']);
    tell(home, 'study', 'voltageV', evening(start + 20 * day, 275), start + 11 * day, start + 21 * day);
    expect(home.classes()).toEqual(['value_drift', 'value_drift']);
  });

  test('is not needed for what comes back day after day', () => {
    const home = openLivedHome({ devices });
    const start = monday + 37 * day + 18 * hour;
    const always: Told = (at, chance) => (at >= start && isBetween(18, 22)(at) ? 250 : usual(at, chance));
    tell(home, 'study', 'voltageV', always, monday, start + 12 * day);
    expect(home.seen.length).toBeGreaterThan(0);
    expect(home.seen.every(({ t }) => t < start + 4 * day)).toBe(true);
  });

  test('goes no further than what was seen when it was said', () => {
    const home = openLivedHome({ devices });
    const start = monday + 30 * day + 18 * hour;
    const rises: Told = (at, chance) => (at < start ? usual(at, chance) : at < start + 2.5 * hour ? 250 : 300);
    tell(home, 'study', 'voltageV', rises, monday, start + 2.5 * hour);
    expect(home.classes()).toEqual(['value_drift']);
    home.judge('mine');
    tell(home, 'study', 'voltageV', rises, start + 2.5 * hour, start + 6 * hour);
    expect(home.classes()).toEqual(['value_drift', 'value_drift']);
  });

  test('goes as far as it has come by then, also in the hour that runs', () => {
    const home = openLivedHome({ devices });
    const start = monday + 30 * day + 18 * hour;
    const rises: Told = (at, chance) => (at < start ? usual(at, chance) : at < start + 2 * hour + minute ? 250 : 300);
    tell(home, 'study', 'voltageV', rises, monday, start + 2.5 * hour);
    expect(home.classes()).toEqual(['value_drift']);
    home.judge('mine');
    tell(home, 'study', 'voltageV', rises, start + 2.5 * hour, start + 6 * hour);
    expect(home.classes()).toEqual(['value_drift']);
  });
});
