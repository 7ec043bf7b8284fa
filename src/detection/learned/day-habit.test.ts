import { expect, test } from 'vitest';

import { oddHour, openDayHabit, reopenDayHabit } from './day-habit';
import type { LocalTime } from './local-time';
import { timesIn, timesInAll } from './week-hours';

const at = (day: number, hour: number, minute = 0): LocalTime => ({
  day,
  weekday: (day + 4) % 7,
  minute: hour * 60 + minute,
});
const coverage = (days: number) => ({
  days,
  lastDay: days,
  lastHour: 0,
  hours: Array.from({ length: 7 * 24 }, () => Math.ceil(days / 7)),
});

test('What was kept in the older form is read on, but for what was done once', () => {
  const quarters = Array.from({ length: 7 * 96 }, () => 0);
  for (const weekday of [1, 2, 3, 4, 5]) quarters[weekday * 96 + 30] = 8;
  quarters[2 * 96 + 12] = 1;
  const habit = reopenDayHabit({ total: 41, quarters, odd: [] });
  expect(timesIn(habit.hours, 3, 30)).toBe(8);
  expect(timesInAll(habit.hours)).toBe(40);
  expect(oddHour(habit, coverage(60), at(20_052, 7, 40))).toBeNull();
  expect(oddHour(habit, coverage(60), at(20_052, 3, 12))).toMatch(/^in \d+ days never before 07:30$/);
});

test('What is read on is as it was written', () => {
  const habit = openDayHabit();
  for (let day = 20_000; day < 20_030; day++) oddHour(habit, coverage(1), at(day, 7, day % 60));
  const kept = JSON.parse(JSON.stringify(habit)) as typeof habit;
  expect(reopenDayHabit(kept)).toEqual(habit);
});

test('What is done more often than can be counted stays within its own quarter of an hour', () => {
  const habit = openDayHabit();
  for (let time = 0; time < 1_000; time++) oddHour(habit, coverage(1), at(20_000 + 7 * time, 7, 10));
  const weekday = at(20_000, 7).weekday;
  expect([27, 28, 29].map((quarter) => timesIn(habit.hours, weekday, quarter))).toEqual([0, 31, 0]);
});

test('One day teaches nothing, however often it was done on it, and two do', () => {
  const habit = openDayHabit();
  for (const minute of [0, 20, 40]) oddHour(habit, coverage(1), at(20_000, 3, minute));
  expect(timesInAll(habit.hours)).toBe(0);
  oddHour(habit, coverage(1), at(20_003, 3, 30));
  expect(timesInAll(habit.hours)).toBeGreaterThan(1);
});
