import type { DeviceId } from '@/core/device';
import { limits } from '@/core/limits';

import { fieldsOf, isMoment, isText, listOf, record } from './checks';
import { countedMap, type Counted } from './counts';
import { isRecent } from './recent';
import { happenedAtOf, type Step } from './rule';
import { setLast } from './set-last';

/**
 * What one device says again so soon after it said it last is one happening, for no hand is that fast; but not for longer than a radio
 * sends it six times, for a program may be.
 */
const same = { againMs: 1_000, inAllMs: 4_000 } as const;
/** a message that was under way when the connection broke comes again, with the time it tells */
const resentMs = 10 * 60_000;
/** a connection that comes back brings again all that was under way: more than a hand does in that time */
const keptADevice = 16;

/** `lastAt`: when it happened by the last that told it */
type Told = { readonly event: string } & Readonly<Record<'happenedAt' | 'lastAt' | 'heardAt', number>>;
const isTold = record({ event: isText, ...fieldsOf(isMoment, 'happenedAt', 'lastAt', 'heardAt') });

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
      const known = before.find(
        (one) =>
          one.event === event &&
          isRecent(one.lastAt, happenedAt, same.againMs) &&
          isRecent(one.happenedAt, happenedAt, same.inAllMs) &&
          isRecent(one.heardAt, step.at, resentMs),
      );
      const isKnown = known !== undefined;
      const now = isKnown
        ? before.map((one) => (one === known ? { ...one, lastAt: happenedAt } : one))
        : [...before, { event, happenedAt, lastAt: happenedAt, heardAt: step.at }].slice(-keptADevice);
      setLast(told, id, now, limits.devices);
      return isKnown;
    },
    forget: (device) => void told.delete(device),
    counted: countedMap(told, listOf(isTold, keptADevice)),
  };
}
