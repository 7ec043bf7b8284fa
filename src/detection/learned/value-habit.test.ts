import { expect, test } from 'vitest';

import { learnHourOfDay, learnValue, openValue, quantities } from './value-habit';

const [temperature] = quantities;
const hourMs = 3_600_000;
const at = (day: number, hour: number) => ({ day, weekday: (day + 4) % 7, minute: hour * 60 });

/** A month of a room; `each` at midnight. */
function month(each: (habit: ReturnType<typeof openValue>, day: number) => void = () => {}) {
  if (temperature === undefined) throw new Error('Temperature is a quantity');
  const habit = openValue(20, 0, at(0, 0));
  for (let hour = 0; hour < 30 * 24; hour++) {
    const now = at(Math.floor(hour / 24), hour % 24);
    if (hour % 24 === 0) each(habit, now.day);
    const value = 20 + Math.sin(hour / 4);
    learnHourOfDay(habit, value, now, temperature);
    learnValue(habit, value, { at: hour * hourMs, now }, temperature);
  }
  return habit;
}

test('What was kept in the older form, a number an hour, is read on as if it had been learned in this one', () => {
  const known = month();
  // within its first days, and when all of it is known
  for (const turned of [5, 25]) {
    const readOn = month((habit, day) => {
      if (day !== turned) return;
      habit.usualDays = Array.from({ length: 24 }, (_, hour) => turned - (hour === 23 ? 1 : 0));
    });
    expect(readOn.usual).toEqual(known.usual);
    expect({ ...readOn, usualDays: [] }).toEqual({ ...known, usualDays: [] });
  }
  expect(known.usualDays).toHaveLength(4);
});
