import type { DeviceId } from '@/core/device';

import type { Coverage } from './coverage';
import type { DayHabit } from './day-habit';
import type { DeviceHabits, SequenceHabit } from './device-habits';

/** Everything learned of a home, and nothing secret: numbers by device. */
export type HomeMemory = {
  readonly coverage: Coverage;
  readonly sequences: SequenceHabit;
  readonly devices: Map<DeviceId, DeviceHabits>;
  /** when somebody moves in the house */
  stirs?: DayHabit;
  /** how many devices have the dear detector */
  dear: number;
  /** how many courses are learned by the hour of the week */
  coursesByHour?: number;
  /** how often it went on as what was kept, or forgot devices: whoever holds something of it looks anew */
  generation?: number;
};
