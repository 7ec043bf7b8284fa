import { cast } from './cast';
import type { Scenario } from './scenario';
import { wrongCodesAtKeypad, wrongCodesAtLock } from './wrong-codes';

export const pinBruteforce: Scenario = {
  name: 'pin-bruteforce',
  title: 'Wrong codes at the front door',
  happens: 'Somebody tries five codes at the front door lock, then three at the keypad beside it. None is right.',
  expected: 'Gatehouse should say that somebody is trying codes at the front door.',
  alerts: ['pin_bruteforce'],
  plan(home) {
    const lock = cast(home, 'Front door', 'lock');
    const keypad = cast(home, 'Front door keypad', 'keypad');
    return [
      ...(lock === null ? [] : wrongCodesAtLock(lock, 5, 1)),
      ...(keypad === null ? [] : wrongCodesAtKeypad(keypad, ['1234', '0000', '1111'], 18)),
    ];
  },
};
