import { expect, test } from 'vitest';

import { openCourse, learnCourse } from './course';
import { judge, openMetric } from './metric-detector';
import { openHabits } from './habits';
import { openHomeMemory, restoreHomeMemory, savedIn, saveHomeMemory } from './memory';

const now = { day: 20_000, weekday: 3, minute: 12 * 60 };
const course = { ...openCourse(20, now, false), low: 19, high: 23 };
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
      },
    ],
  ],
};

test('What was kept in an older form, each habit for itself, is read on', () => {
  const attic = openHomeMemory(savedIn(JSON.parse(JSON.stringify(older)))).devices.get('attic');
  expect(attic?.pulse).toEqual([1_000, 2, 100, 7, 12.5, 90, 1_730_000_000_123, 60_000]);
  expect(attic?.sizes).toEqual([7, 100.5, 120, 99, 20_000, 900]);
  expect(attic?.hours).toEqual([4, now.day * 24 + 12, 19, 23]);
});

test('What is kept and read again is the same', () => {
  const memory = openHomeMemory(savedIn(older));
  const kept = saveHomeMemory(memory);
  const again = openHomeMemory(savedIn(JSON.parse(JSON.stringify(kept))));
  expect(saveHomeMemory(again)).toEqual(kept);
});

test('What was read again goes on as what was kept would have', () => {
  const rateMetric = openMetric();
  for (let point = 0; point < 400; point++) judge(rateMetric, noise(point), point % 24);
  const byHour = openCourse(20.5, now, true);
  for (let hour = 1; hour < 400; hour++) learnCourse(byHour, noise(hour), { ...now, day: now.day + hour });
  const kept = structuredClone(saveHomeMemory(openHomeMemory(savedIn(older))));
  const living = structuredClone({ ...openHabits(), rateMetric, courses: { temperatureC: byHour } });
  const again = openHomeMemory({ ...kept, devices: [['porch', living]] }).devices.get('porch');
  expect(again?.rateMetric).toEqual(rateMetric);
  expect(again?.courses?.temperatureC).toEqual(byHour);
  for (let point = 400; point < 500; point++)
    expect(judge(again?.rateMetric ?? openMetric(), noise(point), 0)).toEqual(judge(rateMetric, noise(point), 0));
});

function noise(seed: number): number {
  return 20 + Math.sin(seed * 12.9898);
}

test('Whoever found something out about all of it learns that it is another memory now', () => {
  const memory = openHomeMemory();
  restoreHomeMemory(memory, savedIn(older));
  expect(memory.restored).toBe(1);
  expect(memory.devices.has('attic')).toBe(true);
});
