import type { DeviceId } from '@/core/device';

import { happenedAtOf, type Step } from './rule';

/** what one device says twice within this time is one happening: no hand is that fast */
const sameMs = 1_000;
/** a message that was under way when the connection broke comes again, with the time it tells */
const resentMs = 10 * 60_000;
const keptADevice = 4;

type Told = { readonly event: string; readonly happenedAt: number; readonly heardAt: number };

/** Tells a happening from its repetition: QoS 1 duplicates, radio sensors that send six times, a message sent again. */
export type Repeats = {
  isRepeat(step: Step, event: string): boolean;
  /** it was told before we listened */
  note(device: DeviceId, event: string, happenedAt: number): void;
  forget(device: DeviceId): void;
};

export function openRepeats(): Repeats {
  const told = new Map<DeviceId, readonly Told[]>();

  function remember(device: DeviceId, one: Told): void {
    told.set(device, [...(told.get(device) ?? []), one].slice(-keptADevice));
  }

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
      if (!isKnown) remember(id, { event, happenedAt, heardAt: step.at });
      return isKnown;
    },
    note: (device, event, happenedAt) => remember(device, { event, happenedAt, heardAt: happenedAt }),
    forget: (device) => void told.delete(device),
  };
}
