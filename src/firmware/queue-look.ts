import type { Device } from '@/core/device';
import type { FirmwareTask } from '@/core/firmware/firmware-task';

import type { Conditions } from './holds';

/** In the order in which they are to be done. */
export type FirmwareQueue = readonly FirmwareTask[];

/** What a look at the queue goes by. */
export type Look = Conditions & {
  /** how often the device was heard an hour so far; null: it is too early to say */
  readonly messagesAnHour?: (device: Device) => number | null;
  /** false: it is not known yet what runs, so nothing is begun */
  readonly mayBegin: boolean;
  /** this session hears answers for certain from then on, and begins nothing before; absent: it always did */
  readonly readBackUntil?: number;
  /** since when the clock of this session has gone without a leap; absent: always, as far as it knows */
  readonly sureFrom?: number;
  /** what another session is at, beside which this queue has to fit */
  readonly beside?: FirmwareQueue;
};
