import type { Way } from './decide';
import type { Temper } from './world-device.testing';

/** What sort of device it is, and who tells which log-in it uses. */
export type RunnerKind = {
  readonly way: Way;
  readonly temper: Temper;
  /** the broker counts who is connected; its log says who comes; the device says to what it is set; or only a person can look */
  readonly tells: 'counts' | 'log' | 'device' | 'nobody';
};

/** Every sort of device, as the name of a test. */
export const runnerKinds: readonly (readonly [string, RunnerKind])[] = [
  ['that takes what is sealed to it', { way: 'two-slots', temper: 'obeys', tells: 'nobody' }],
  ['that ignores what is sealed to it', { way: 'two-slots', temper: 'ignores', tells: 'counts' }],
  ['that has another key than it shows', { way: 'two-slots', temper: 'wrong-key', tells: 'nobody' }],
  ['that is told, where the broker counts who is in', { way: 'one-slot', temper: 'obeys', tells: 'counts' }],
  ['that is told, and says to what it is set', { way: 'one-slot', temper: 'obeys', tells: 'device' }],
  ['that is told, and of which nobody tells', { way: 'one-slot', temper: 'obeys', tells: 'nobody' }],
  ['that ignores what it is told', { way: 'one-slot', temper: 'ignores', tells: 'counts' }],
  ['into which it is typed, where the broker’s log tells', { way: 'by-hand', temper: 'obeys', tells: 'log' }],
  ['into which it is typed, where the broker counts', { way: 'by-hand', temper: 'obeys', tells: 'counts' }],
  ['into which it is typed, and of which nobody tells', { way: 'by-hand', temper: 'obeys', tells: 'nobody' }],
];
