import { cast } from './cast';
import type { Scenario } from './scenario';
import { wrongCodesAtLock } from './wrong-codes';

const guest = { source: 'keypad', user: 4 } as const;

export const guestTypos: Scenario = {
  name: 'guest-typos',
  title: 'A guest with cold fingers',
  happens:
    'A guest mistypes the code at the front door twice, then gets it right. The door locks again half a minute later.',
  expected: 'Gatehouse should not speak of somebody trying codes: this happens.',
  alerts: [],
  plan(home) {
    const lock = cast(home, 'Front door', 'lock');
    if (lock === null) return [];
    const { ieee } = lock;
    return [
      ...wrongCodesAtLock(lock, 2, 1),
      { afterSeconds: 9, act: { type: 'move', ieee, to: 'UNLOCK', by: guest } },
      { afterSeconds: 39, act: { type: 'move', ieee, to: 'LOCK', by: guest } },
    ];
  },
};
