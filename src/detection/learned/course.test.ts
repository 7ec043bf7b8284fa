import { describe, expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { expectedAt } from './course';
import { beginHour, courseOf, learnCourse, placeOfMetric } from './courses';
import { expectationOf } from './expectation-of';
import { chanceOf, day, hour, minute, monday, openLivedHome } from './habits.testing';
import { openHabits } from './habits';
import { hourOf, openLocalTime } from './local-time';
import { openHomeMemory } from './memory';

const device = 'ieee:0x01';
const localTime = openLocalTime(() => 0);
const isByDay = (at: number) => at % day >= 7 * hour && at % day < 20 * hour;
const isSunday = (at: number) => localTime(at).weekday === 0;

function tell(...told: Parameters<typeof learnCourse>): void {
  const [, habits, place, value, now] = told;
  if (!learnCourse(...told)) beginHour(habits, place, value, now);
}

/** What is usual of a number that is told every ten minutes for so many days. */
function lived(days: number, valueAt: (at: number, chance: number) => number, isByHour = true) {
  const chance = chanceOf(5);
  const memory = openHomeMemory();
  if (!isByHour) memory.coursesByHour = Number.POSITIVE_INFINITY;
  const habits = openHabits();
  const place = placeOfMetric.get('temperatureC') ?? -1;
  for (let at = monday; at < monday + days * day; at += 10 * minute)
    tell(memory, habits, place, valueAt(at, chance()), localTime(at));
  const course = courseOf(habits, 'temperatureC');
  if (course === undefined) throw new Error('It was told for days');
  return course;
}

describe('what is usual of a number', () => {
  test('follows the hour of the day: warm by day, cool at night', () => {
    const course = lived(12, (at, chance) => (isByDay(at) ? 22 : 17) + 0.4 * chance);
    const [noon, night] = [expectedAt(course, 0, 12), expectedAt(course, 0, 3)];
    expect(noon.basis).toBe('hour');
    expect([noon.low > 21, noon.high < 24, night.low > 16, night.high < 19]).toEqual([true, true, true, true]);
  });

  test('follows the weekday as well, once that came three times: a Sunday on which the machine runs', () => {
    const washes = (at: number) => isSunday(at) && hourOf(localTime(at)) === 10;
    const course = lived(22, (at, chance) => (washes(at) ? 900 : 5) + chance);
    expect(expectedAt(course, 0, 10)).toMatchObject({ basis: 'weekday' });
    expect(expectedAt(course, 0, 10).high).toBeGreaterThan(900);
    expect(expectedAt(course, 2, 3).high).toBeLessThan(20);
  });

  test('knows working days from weekends sooner than each weekday', () => {
    const course = lived(14, (at, chance) => ([0, 6].includes(localTime(at).weekday) ? 23 : 17) + 0.4 * chance);
    const [sunday, tuesday] = [expectedAt(course, 0, 10), expectedAt(course, 2, 10)];
    expect([sunday.basis, tuesday.basis]).toEqual(['kind', 'kind']);
    const [warm, cool] = [sunday, tuesday].map(({ low, high }) => Math.round((low + high) / 2));
    expect([warm, cool]).toEqual([23, 17]);
  });

  test('is one range where there is no room for hours', () => {
    const course = lived(21, (at, chance) => (isByDay(at) ? 22 : 17) + chance, false);
    expect(expectedAt(course, 3, 12)).toEqual(expectedAt(course, 5, 2));
    expect(expectedAt(course, 3, 12)).toMatchObject({ basis: 'range' });
    expect(expectedAt(course, 3, 12).high).toBeGreaterThan(22);
  });

  test('does not follow a liar: a week of days far off moves it by less than they lie', () => {
    const honest = (at: number, chance: number) => (isByDay(at) ? 22 : 17) + chance;
    const lies = (at: number) => at >= monday + 21 * day && hourOf(localTime(at)) === 12;
    const course = lived(28, (at, chance) => honest(at, chance) + (lies(at) ? 60 : 0));
    expect(expectedAt(course, 3, 12).high).toBeLessThan(30);
    expect(expectedAt(course, 3, 15).high).toBeLessThan(30);
  });

  test('holds nearly all of what is told in an ordinary week that it has not seen', () => {
    const ordinary = (at: number, chance: number) => 20 + 3 * Math.sin((2 * Math.PI * at) / day) + chance;
    const course = lived(21, ordinary);
    const chance = chanceOf(11);
    let told = 0;
    let held = 0;
    for (let at = monday + 21 * day; at < monday + 28 * day; at += 10 * minute) {
      const { low, high } = expectedAt(course, localTime(at).weekday, hourOf(localTime(at)));
      const value = ordinary(at, chance());
      told++;
      if (value >= low && value <= high) held++;
    }
    expect(held / told).toBeGreaterThan(0.98);
  });
});

describe('what a chart of a device is told', () => {
  const weeks = (days: number) => {
    const home = openLivedHome({ devices: { attic: part('sensor', ['temperature'], { name: 'Attic' }) } });
    for (let at = monday; at < monday + days * day; at += 20 * minute) {
      home.state(at, 'attic', { temperatureC: isByDay(at) ? 22 : 17, energyKwh: at / day });
      home.say(at + 1_000, 'attic', [{ type: 'signal', lqi: 250 - ((at / (20 * minute)) % 3) }]);
      if (at % day === 0) home.say(at, 'attic', [{ type: 'battery', percent: 90 - (at - monday) / day }]);
    }
    const [habits] = home.memory.devices.values();
    return (metric: 'temperatureC' | 'lqi' | 'battery' | 'energyKwh' | 'messages', span = 3 * hour) =>
      expectationOf(habits!, { device, metric, from: monday + days * day - span, to: monday + days * day }, localTime);
  };

  const told = weeks(22);

  test('is how far learning has come, until there is enough', () => {
    expect(weeks(5)('temperatureC')).toEqual({ status: 'learning', progress: { days: 5, of: 14 } });
  });

  test('is a band an hour, within what the number can be at all', () => {
    const temperature = told('temperatureC');
    expect(temperature).toMatchObject({ status: 'usual', days: 21 });
    expect(temperature.status === 'usual' && temperature.band).toHaveLength(4);
    const signal = told('lqi');
    expect(signal.status === 'usual' && signal.band.every(({ low, high }) => low > 230 && high <= 255)).toBe(true);
    const messages = told('messages');
    expect(messages.status === 'usual' && messages.band.every(({ low, high }) => low === 0 && high >= 1)).toBe(true);
  });

  test('of a year is no more than four hundred steps, each as wide as its hours together', () => {
    const year = told('temperatureC', 365 * day);
    expect(year.status === 'usual' && year.band.length).toBeLessThan(402);
    expect(year.status === 'usual' && year.band.every(({ low, high }) => low < 18 && high > 21)).toBe(true);
  });

  test('of how large messages are is what is usual of any topic, and grows not with messages that grow a little at a time', () => {
    const bytesAfter = (days: number, bytesOn: (day: number) => number) => {
      const home = openLivedHome({ devices: { attic: part('sensor', ['temperature']) } });
      for (let at = monday; at < monday + days * day; at += 20 * minute)
        for (const [topic, more] of [
          ['z/attic', 0],
          ['z/attic/small', -150],
        ] as const) {
          const bytes = bytesOn((at - monday) / day) + more + ((at / (20 * minute)) % 3);
          home.say(at - more, 'attic', [{ type: 'state', state: { temperatureC: 20 } }], { bytes, topic });
        }
      const [habits] = home.memory.devices.values();
      const query = { device, metric: 'messageBytes', from: monday, to: monday + days * day } as const;
      return expectationOf(habits!, query, localTime);
    };
    expect(bytesAfter(5, () => 200)).toEqual({ status: 'learning', progress: { days: 5, of: 14 } });
    const usual = bytesAfter(22, () => 200);
    expect(usual).toMatchObject({ status: 'usual', basis: 'range', days: 21 });
    expect(usual.status === 'usual' && usual.band.slice(0, 2)).toMatchObject([{ at: monday, low: 0 }, { low: 0 }]);
    const high = (one: typeof usual) => (one.status === 'usual' ? (one.band[0]?.high ?? 0) : 0);
    expect(high(usual)).toBeGreaterThanOrEqual(202);
    expect(high(usual)).toBeLessThan(230);
    const creeping = bytesAfter(32, (now) => 200 + 10 * Math.max(0, now - 20));
    expect(high(creeping)).toBeLessThan(290);
    expect(expectationOf(openHabits(), { device, metric: 'messageBytes', from: 0, to: 1 }, localTime)).toEqual({
      status: 'none',
    });
  });

  test('of a battery is how fast it empties, and of a meter nothing', () => {
    const battery = told('battery');
    expect(battery).toMatchObject({ status: 'empties', stepPercent: 1, days: 21 });
    expect(battery.status === 'empties' && battery.percentADay).toBeCloseTo(1, 1);
    expect(told('energyKwh')).toEqual({ status: 'none' });
  });
});
