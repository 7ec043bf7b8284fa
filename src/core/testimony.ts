import type { ConventionName, Reachability, VoiceKey } from './observation';
import type { State } from './state';

/** What matters most of a device, as one voice last told it; null: it did not. */
export type Said = {
  readonly lock: NonNullable<State['lock']> | null;
  readonly contact: NonNullable<State['contact']> | null;
  readonly reachability: Reachability | null;
  readonly batteryPercent: number | null;
  /** the version that is installed */
  readonly firmware: string | null;
};

/** One of several voices of a device, and its last word. */
export type Testimony = Said & {
  readonly voice: VoiceKey;
  readonly by: ConventionName;
  /** what it calls the device */
  readonly name: string;
  /** when it last told something, ms since the epoch; null: it has only announced the device, or says what others say too */
  readonly at: number | null;
  /** its last word was only the broker's memory */
  readonly retained: boolean;
};
