import { expect, test } from 'vitest';

import { openWeek } from './course';
import { forgetGone, mostDevices } from './forget-gone';
import { openLastPoints } from './last-points';
import { habitsOf, openHomeMemory, restoreHomeMemory } from './memory';

const at = (day: number) => ({ day, weekday: day % 7, minute: 720 });
const named = (name: number) => `zigbee2mqtt:${name}`;

test('of more devices than a home may have, those go that were not heard for long, and their room is given back', () => {
  const memory = openHomeMemory();
  const old = habitsOf(memory, named(-1), at(0));
  old.rateMetric = openLastPoints();
  old.weeks = { temperatureC: openWeek() };
  memory.dear = 1;
  memory.coursesByHour = 1;
  for (let name = 0; name < mostDevices; name++) habitsOf(memory, named(name), at(1));
  expect(memory.devices.size).toBeLessThanOrEqual(mostDevices);
  expect(memory.devices.has(named(-1))).toBe(false);
  expect(memory).toMatchObject({ dear: 0, coursesByHour: 0 });
});

test('names that somebody invents push nobody out who was heard for two weeks', () => {
  const memory = openHomeMemory();
  for (let day = 0; day < 15; day++) habitsOf(memory, named(-1), at(day));
  for (let name = 0; name < 3 * mostDevices; name++) habitsOf(memory, named(name), at(20));
  expect(memory.devices.size).toBeLessThanOrEqual(mostDevices);
  expect(memory.devices.has(named(-1))).toBe(true);
});

test('whoever is one of few is never forgotten', () => {
  const memory = openHomeMemory();
  habitsOf(memory, named(-1), at(0));
  habitsOf(memory, named(0), at(400));
  forgetGone(memory);
  expect(memory.devices.size).toBe(2);
});

test('whoever keeps the way to what was known of a device finds it anew once it was forgotten, or the memory goes on as another', () => {
  const memory = openHomeMemory();
  const notes = { habits: undefined, generation: -1 };
  const known = habitsOf(memory, named(-1), at(0), true, notes);
  expect(habitsOf(memory, named(-1), at(0), true, notes)).toBe(known);
  for (let name = 0; name < mostDevices; name++) habitsOf(memory, named(name), at(1));
  const anew = habitsOf(memory, named(-1), at(2), true, notes);
  expect(anew).not.toBe(known);
  expect(memory.devices.get(named(-1))).toBe(anew);
  restoreHomeMemory(memory, null);
  expect(habitsOf(memory, named(-1), at(3), true, notes)).not.toBe(anew);
  expect(memory.devices.size).toBe(1);
});
