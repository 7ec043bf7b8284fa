import type { DeviceId } from '@/core/device';
import { limits } from '@/core/limits';

import { isMoment, isText, listOf, record } from './checks';
import { countedMap, type Counted } from './counts';
import { happenedAtOf, type Step } from './rule';
import { setLast } from './set-last';

/** what one device says twice within this time is one happening: no hand is that fast */
const sameMs = 1_000;
/** a message that was under way when the connection broke comes again, with the time it tells */
const resentMs = 10 * 60_000;
const keptADevice = 4;

type Told = { readonly event: string; readonly happenedAt: number; readonly heardAt: number };
const isTold = record({ event: isText, happenedAt: isMoment, heardAt: isMoment });

/** Tells a happening from its repetition: QoS 1 duplicates, radio sensors that send six times, a message sent again. */
export type Repeats = {
  isRepeat(step: Step, event: string): boolean;
  forget(device: DeviceId): void;
  /** what is resent after a restart is a repetition too */
  readonly counted: Counted;
};

export function openRepeats(): Repeats {
  const told = new Map<DeviceId, readonly Told[]>();

  return {
    isRepeat(step, event) {
      const happenedAt = happenedAtOf(step);
      const { id } = step.after;
      const before = told.get(id) ?? [];
      const isKnown = before.some(
        (one) =>
          one.event === event &&
          Math.abs(one.happenedAt - happenedAt) < sameMs &&
          Math.abs(step.at - one.heardAt) < resentMs,
      );
      const now = { event, happenedAt, heardAt: step.at };
      if (!isKnown) setLast(told, id, [...before, now].slice(-keptADevice), limits.devices);
      return isKnown;
    },
    forget: (device) => void told.delete(device),
    counted: countedMap(told, listOf(isTold, keptADevice)),
  };
}
