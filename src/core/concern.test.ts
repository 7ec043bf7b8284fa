import { expect, test } from 'vitest';

import { concernsOf } from './concern';
import { describeReadings } from './describe';
import { emptyDevice } from './fold/device-merge';
import type { Told } from './told';

const told = <const T>(value: T): Told<T> => ({ value, at: 7, retained: false, by: 'nuki' });
const lock = {
  ...emptyDevice('door'),
  name: 'Front door',
  battery: told({ percent: 80, low: false }),
  state: { keypadBatteryLow: told(true), doorSensorBatteryLow: told(false), lock: told('locked') },
};

test('a low battery in a lock’s keypad is a concern of its own, and none of the lock’s own battery', () => {
  expect(concernsOf(lock).map(({ kind, at }) => [kind, at])).toEqual([['keypad-battery-low', 7]]);
  const other = { ...lock, state: { doorSensorBatteryLow: told(true) } };
  expect(concernsOf(other).map(({ kind }) => kind)).toEqual(['door-sensor-battery-low']);
});

test('it is told on the lock by the name of the part, after the bolt', () => {
  expect(describeReadings(lock).map(({ label, words, mood }) => [label, words, mood])).toEqual([
    ['Bolt', 'Locked', 'calm'],
    ['Battery of its keypad', 'Low', 'notice'],
    ['Battery of its door sensor', 'Not reported low', 'calm'],
  ]);
});
