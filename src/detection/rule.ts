import type { Alert, AlertSignal, Evidence, JudgedAlert, Sighting } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import type { Happening } from '@/core/happening';
import type { KnownDevice } from '@/core/known-device';
import type { Observation } from '@/core/observation';

import type { Counts } from './counts';
import type { DeviceHabits } from './learned/device-habits';

/** What is kept of a device where each message finds it without another search: thousands of them are nowhere near the processor. */
export type Notes = {
  /** as the rules last saw it; devices are never changed, so this holds references only */
  device: Device;
  /** what is learned of it, as of which generation of that memory */
  habits: DeviceHabits | undefined;
  generation: number;
};

/** What one message changed of one device. */
export type Step = {
  /** ms since the epoch, the receiver's clock */
  readonly at: number;
  /** the same moment by a clock that is never set; undefined: it was not told */
  readonly steadyAt?: number | undefined;
  readonly retained: boolean;
  readonly topic: string;
  /** of the payload; undefined where it was no message */
  readonly bytes?: number | undefined;
  /** undefined: it was not known before */
  readonly before: Device | undefined;
  readonly after: Device;
  /** undefined: it is no step of a message */
  readonly notes?: Notes | undefined;
  /** what the message told of it; empty where it changed through another, as behind a bridge */
  readonly observations: readonly Observation[];
};

export type Cause = Pick<Alert, 'class' | 'subject'>;

/**
 * Who did what, apart from the subject of its alert: so precisely that the word of a person about it holds when it comes again
 * (`withVouched`). With a null in it, it is not known.
 */
export type Deed = readonly (string | null)[];

/** What a rule works with. */
export type RuleContext = {
  readonly devices: ReadonlyMap<DeviceId, Device>;
  /** what was known at an earlier visit; null: this is the first */
  readonly known: readonly KnownDevice[] | null;
  /** what is counted over longer than a moment belongs here, or a restart hides it */
  readonly counts: Counts;
  /** the first look at the home is over: what appears now came just now */
  isLookedOver(): boolean;
  /** without its deed nothing is learned of what a person says about it */
  seen(sighting: Sighting, deed?: Deed): void;
  /** of an alert that may be open: more of it, it is calm again, it is over */
  say(type: Exclude<AlertSignal['type'], 'seen'>, cause: Cause, evidence: Evidence): void;
  /** runs `work` when the time has come, in the order of time; returns its undo */
  later(at: number, work: (at: number) => void): () => void;
};

/** An alert that stands already, opened by another observer or at another visit. */
export type Standing = Pick<Alert, 'class' | 'subject' | 'device'>;

/**
 * One reason for alerts. It holds what it must remember itself, within a bound, and is told time; the same steps make the
 * same signals.
 */
export type Rule = {
  /** what of a device it rests on (`aspect`): it hears of nothing else. Left out: of every message */
  readonly restsOn?: number;
  /** `changed`: the aspects that did */
  hear?(step: Step, changed: number): void;
  /** something came about that no device told */
  happen?(happening: Happening): void;
  /** the device is not in the home any more; `last`: as it was heard last */
  forget?(device: DeviceId, at: number, last: Device): void;
  /** from now on it is ours to say when this is over */
  adopt?(alert: Standing, at: number): void;
  /** a person closed it before we looked, at another visit or elsewhere */
  closed?(alert: Alert): void;
  /**
   * A person said what an alert was, or took it back (`none`): each word of each alert comes once a session, also those
   * that were said at another visit or by somebody else. For what the owner did himself it may stay quiet.
   */
  teach?(alert: JudgedAlert, at: number): void;
};

/** When it happened, as the message tells it; where it does not, when it came. */
export function happenedAtOf({ observations, at }: Step): number {
  for (const { fact } of observations) if (fact.type === 'heard') return fact.at;
  return at;
}
