import { expect, test } from 'vitest';

import { part } from '../timeline.testing';
import { openHabits } from './habits';
import { chanceOf, day, hour, minute, monday, openLivedHome } from './habits.testing';
import { openValues, type KeptValue } from './kept-values';
import { openLocalTime } from './local-time';
import { learnClimb } from './value-climb';
import { learnHourOfDay, learnValue, quantities, withValue } from './value-habit';
import { olderValueWidth, value, valueWidth, type Values } from './value-row';
import { learnTwo } from './value-two';

const [temperature] = quantities;
const hourMs = 3_600_000;
const utc = openLocalTime(() => 0);
const at = (day: number, hour: number) => ({ day, weekday: (day + 4) % 7, minute: hour * 60 });

/** A month of a room; `each` at midnight: it may go on with others. */
function month(each: (known: Values, day: number) => Values = (known) => known) {
  if (temperature === undefined) throw new Error('Temperature is a quantity');
  let known = withValue([], 0, 20, 0, at(0, 0));
  for (let hour = 0; hour < 30 * 24; hour++) {
    const now = at(Math.floor(hour / 24), hour % 24);
    if (hour % 24 === 0) known = each(known, now.day);
    const reading = 20 + Math.sin(hour / 4);
    learnHourOfDay(known, 0, reading, now, temperature);
    learnClimb(
      known,
      0,
      reading,
      hour * hourMs,
      now,
      temperature,
      false,
      openHabits({ days: now.day, lastDay: now.day }),
    );
    learnTwo(known, 0, reading, now, temperature);
    learnValue(known, 0, reading, hour * hourMs, now, temperature);
  }
  return known;
}

/** As it was kept before: an object. */
function olderFormOf(known: Values, usualDays: readonly number[]): KeptValue {
  const named = Object.entries(value).map(([name, place]) => [name, known[place]]);
  const { usualGapMs: _, ...numbers } = Object.fromEntries(named) as Record<keyof typeof value, number>;
  return { ...numbers, usual: known.slice(value.usual, olderValueWidth), usualDays };
}

test('What was kept in rows that ended with what is usual is read on, one of them or one of each quantity', () => {
  const known = month();
  for (const turned of [5, 25]) {
    const counted = month((now, day) => (day === turned ? openValues(now.slice(0, olderValueWidth)) : now));
    expect(counted).toEqual(known);
  }
  const rows = quantities.flatMap((_, place) => [place, ...known.slice(1)]);
  const usually = (values: Values) => values.filter((_, at) => at % valueWidth < olderValueWidth);
  const older = usually(rows);
  expect(openValues(older)).toHaveLength(rows.length);
  expect(usually(openValues(older))).toEqual(older);
  expect(openValues(rows)).toEqual(rows);
});

test('What was kept in the older forms, an object with six hours in a number or one each, is read on as if it had been learned in this one', () => {
  const known = month();
  // within its first days, and when all of it is known
  for (const turned of [5, 25]) {
    const counted = month((now, day) => {
      if (day !== turned) return now;
      const days = Array.from({ length: 24 }, (_, hour) => turned - (hour === 23 ? 1 : 0));
      return openValues({ temperatureC: olderFormOf(now, days) });
    });
    expect(counted).toEqual(known);
    const packed = month((now, day) => {
      if (day !== turned) return now;
      return openValues({ temperatureC: olderFormOf(now, now.slice(value.usualDays, value.usual)) });
    });
    expect(packed).toEqual(known);
  }
});

test('What is usual of an hour follows the weekday: a room that is heated on working days only drifts on no Sunday', () => {
  const home = openLivedHome({ devices: { study: part('sensor', ['temperature'], { name: 'Study' }) } });
  const chance = chanceOf(3);
  const told: { readonly weekday: number; readonly usual: number; readonly drift: number }[] = [];
  for (let now = monday; now < monday + 42 * day; now += 20 * minute) {
    const { weekday } = utc(now);
    home.state(now, 'study', { temperatureC: (weekday % 6 === 0 ? 17 : 21) + 0.6 * chance() });
    const known = home.memory.devices.get('study')?.values ?? [];
    const isEvening = now % day === 20 * hour && now >= monday + 35 * day;
    if (isEvening) told.push({ weekday, usual: known[value.usualNow] ?? 0, drift: known[value.drift] ?? 0 });
  }
  const off = told.map(({ weekday, usual }) => Math.abs(usual - (weekday % 6 === 0 ? 17.3 : 21.3)));
  expect(Math.max(...off)).toBeLessThan(1);
  expect(Math.max(...told.map(({ drift }) => Math.abs(drift)))).toBeLessThan(1);
});
