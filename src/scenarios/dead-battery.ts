import type { Planned } from '@/simulator/simulated-home';

import { cast } from './cast';
import type { Scenario } from './scenario';

/** a cell that gives up: percent left, every ten seconds */
const givingUp = [60, 38, 21, 12, 7, 3];

export const deadBattery: Scenario = {
  name: 'dead-battery',
  title: 'The front door’s battery gives up',
  happens:
    'The battery of the front door lock falls to 3 % within a minute, then the lock is gone. Three minutes later it has new cells.',
  expected: 'Gatehouse should say that the battery is nearly empty, and then that the front door is offline.',
  alerts: ['battery_low', 'battery_drain', 'silent_device'],
  plan(home) {
    const lock = cast(home, 'Front door', 'lock');
    if (lock === null) return [];
    const { ieee, battery } = lock;
    const falling = givingUp.map((percent, index): Planned => ({
      afterSeconds: 2 + index * 10,
      act: { type: 'drain', ieee, percent: Math.min(percent, battery) },
    }));
    return [
      ...falling,
      { afterSeconds: 70, act: { type: 'reach', ieee, available: false } },
      { afterSeconds: 250, act: { type: 'reach', ieee, available: true } },
      { afterSeconds: 251, act: { type: 'drain', ieee, percent: 100 } },
    ];
  },
};
