import { expect, test } from 'vitest';

import { openWeek, weekCourseWidth } from './course';
import { beginHour, courseOf, learnCourse } from './courses';
import { addPoint, digitsAfter, openLastPoints } from './last-points';
import { openHabits } from './habits';
import { openHomeMemory, restoreHomeMemory, savedIn, saveHomeMemory } from './memory';

const now = { day: 20_000, weekday: 3, minute: 12 * 60 };
const hour = now.day * 24 + 12;
/** as each was kept before, and its hour once more beside it */
const week = {
  level: Array.from({ length: 168 }, (_, at) => at + 0.5),
  times: Array.from({ length: 168 }, (_, at) => at % 5),
  stray: Array.from({ length: 24 }, (_, at) => at / 4),
};
const course = {
  days: 3,
  lastDay: 20_000,
  hour,
  weekday: 3,
  low: 20,
  high: 20,
  hours: 40,
  level: 20.5,
  stray: 1,
  week,
};
const value = {
  last: 21,
  lastAt: 1_730_000_000_000,
  seen: 900,
  low: 15,
  high: 25,
  biggestStep: 1,
  run: 1,
  runSince: 1_730_000_000_000,
  longestRun: 4,
  longestRunMs: 60_000,
  hour,
  hourSum: 42,
  hourCount: 2,
  drift: 0.5,
  usualDrift: 0.25,
  usual: Array.from({ length: 24 }, (_, at) => at),
  usualDays: [0, 0, 14, 0],
  leaps: [19_990],
};
const older = {
  format: 'gatehouse-habits/3',
  coverage: { days: 20, lastDay: 20_000, lastHour: 12, hours: [] },
  sequences: { contexts: [], totals: [] },
  dear: 0,
  devices: [
    [
      'attic',
      {
        days: 20,
        lastDay: 20_000,
        minute: { minute: 1_000, count: 2 },
        rate: { window: 100, count: 7, most: 12.5, windows: 90 },
        silence: { lastAt: 1_730_000_000_123, longestMs: 60_000 },
        sizes: [{ topic: 7, mean: 100.5, most: 120, reference: 99, day: 20_000, seen: 900 }],
        courses: { temperatureC: course },
        hours: [4, hour, 19, 23],
        values: { temperatureC: value },
      },
    ],
  ],
};

test('What was kept in an older form, each habit for itself, is read on', () => {
  const attic = openHomeMemory(savedIn(JSON.parse(JSON.stringify(older)))).devices.get('attic');
  const pulse = {
    lastMinute: 1_000,
    inMinute: 2,
    lastWindow: 100,
    inWindow: 7,
    mostInWindow: 12.5,
    lastAt: 1_730_000_000_123,
    longestSilenceMs: 60_000,
  };
  expect(attic).toMatchObject(pulse);
  const inARow = { days: 20, lastDay: 20_000, pulse: [1_000, 2, 100, 7, 12.5, 90, 1_730_000_000_123, 60_000] };
  const sideBySide = savedIn({ ...older, format: 'gatehouse-habits/6', devices: [['attic', inARow]] });
  expect(openHomeMemory(sideBySide).devices.get('attic')).toMatchObject(pulse);
  expect(attic?.sizes).toEqual([7, 100.5, 120, 99, 20_000, 900]);
  expect(attic?.courses).toEqual([4, hour, 19, 23, 40, 20.5, 1, 3]);
  // eight in the morning of each day of the week
  expect(attic?.weeks?.temperatureC?.slice(8 * weekCourseWidth, 9 * weekCourseWidth)).toEqual([
    8.5, 32.5, 56.5, 80.5, 104.5, 128.5, 152.5, 3, 2, 1, 0, 4, 3, 2, 2,
  ]);
  const inRows = openHomeMemory(
    savedIn({
      ...older,
      devices: [['attic', { days: 20, lastDay: 20_000, courses: attic?.courses, weeks: { temperatureC: week } }]],
    }),
  );
  expect(inRows.devices.get('attic')?.weeks).toEqual(attic?.weeks);
  expect(attic?.values?.slice(0, 9)).toEqual([0, 21, 1_730_000_000_000, 900, 15, 25, 1, 1, 1_730_000_000_000]);
  // fourteen days are known of the hour that is not over
  expect(attic?.values?.slice(10, 18)).toEqual([hour, 42, 2, 12, 4, 60_000, 0.5, 0.25]);
  expect(attic?.oddDays).toEqual({ temperatureC: { leaps: [19_990] } });
});

test('What is kept and read again is the same', () => {
  const memory = openHomeMemory(savedIn(older));
  const kept = saveHomeMemory(memory);
  const again = openHomeMemory(savedIn(JSON.parse(JSON.stringify(kept))));
  expect(saveHomeMemory(again)).toEqual(kept);
});

test('What was read again goes on as what was kept would have', () => {
  const rateMetric = openLastPoints();
  for (let point = 0; point < 400; point++) addPoint(rateMetric, Math.round(noise(point)), point % 24);
  const habits = { ...openHabits(), rateMetric, weeks: { temperatureC: openWeek() } };
  for (let passed = 0; passed < 400; passed++) {
    const today = { ...now, day: now.day + passed };
    if (!learnCourse(openHomeMemory(), habits, 4, noise(passed), today)) beginHour(habits, 4, noise(passed), today);
  }
  const kept = structuredClone(saveHomeMemory(openHomeMemory(savedIn(older))));
  const living = structuredClone(habits);
  const again = openHomeMemory({ ...kept, devices: [['porch', living]] }).devices.get('porch');
  expect(again?.rateMetric).toEqual(rateMetric);
  expect(again && courseOf(again, 'temperatureC')).toEqual(courseOf(habits, 'temperatureC'));
  expect(digitsAfter(again?.rateMetric ?? openLastPoints(), 30, 0)).toBe(digitsAfter(rateMetric, 30, 0));
});

function noise(seed: number): number {
  return 20 + Math.sin(seed * 12.9898);
}

test('Whoever found something out about all of it learns that it is another memory now', () => {
  const memory = openHomeMemory();
  restoreHomeMemory(memory, savedIn(older));
  expect(memory.generation).toBe(1);
  expect(memory.devices.has('attic')).toBe(true);
});
