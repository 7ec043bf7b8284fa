import { severities, type Severity } from '@/core/alert';

import type { Notice } from './notice';
import type { Told } from './way';

/** the first retry comes after `firstMs`, each next one after twice the time; after `mostMs` nobody wants to know any more */
const retry = { firstMs: 5_000, mostMs: 24 * 3_600_000 } as const;
/** what is critical goes out soon after its way is there again */
const longestMs: Readonly<Record<Severity, number>> = { info: 10 * 60_000, warning: 10 * 60_000, critical: 60_000 };
/** one way tells no more than this: a flood of alerts must not be a flood of messages. The critical have room of their own */
const rate = { withinMs: 10 * 60_000, mild: 6, critical: 12 } as const;
const mostWaiting = 100;

/** A notice on its way to be told. */
export type Parcel = {
  readonly notice: Notice;
  /** which of the ways it takes */
  readonly way: string;
  readonly since: number;
  readonly tries: number;
  /** not before; ms since the epoch */
  readonly due: number;
};

/** What waits to be told, and when it was told lately. Plain data, so that a restart goes on with it. */
export type Outbox = {
  readonly waiting: readonly Parcel[];
  /** by way: when something was told lately */
  readonly told: Readonly<Record<string, readonly { readonly at: number; readonly severity: Severity }[]>>;
};

export const emptyOutbox: Outbox = { waiting: [], told: {} };

export function add(outbox: Outbox, notice: Notice, way: string, now: number): Outbox {
  const others = outbox.waiting.filter((one) => one.way !== way || one.notice.id !== notice.id);
  return { ...outbox, waiting: within([...others, { notice, way, since: now, tries: 0, due: now }]) };
}

/** Where there is too much, the mild and old goes first. */
function within(waiting: readonly Parcel[]): readonly Parcel[] {
  if (waiting.length <= mostWaiting) return waiting;
  const [least] = waiting.toSorted(
    (one, other) =>
      severities.indexOf(one.notice.severity) - severities.indexOf(other.notice.severity) || one.since - other.since,
  );
  return waiting.filter((one) => one !== least);
}

/** What is to be told now, the critical first: one of each way, for one that is out of order answers slowly. */
export function next(outbox: Outbox, now: number, isQuietNow: boolean): readonly Parcel[] {
  const chosen = new Map<string, Parcel>();
  for (const parcel of outbox.waiting) {
    if (!isDue(parcel, now) || (isQuietNow && !mayWake(parcel)) || !hasRoom(outbox, parcel, now)) continue;
    const before = chosen.get(parcel.way);
    if (before === undefined || compare(parcel, before) < 0) chosen.set(parcel.way, parcel);
  }
  return [...chosen.values()];
}

/** A clock that was ahead and is right again keeps nothing waiting. */
function isDue({ due, notice }: Parcel, now: number): boolean {
  return due <= now || due > now + longestMs[notice.severity];
}

function compare(one: Parcel, other: Parcel): number {
  return severities.indexOf(other.notice.severity) - severities.indexOf(one.notice.severity) || one.since - other.since;
}

/** A test that somebody asked for is waited for. */
function mayWake({ notice }: Parcel): boolean {
  return notice.severity === 'critical' || notice.class === 'test';
}

function hasRoom({ told }: Outbox, { way, notice }: Parcel, now: number): boolean {
  const isCritical = notice.severity === 'critical';
  const lately = (told[way] ?? []).filter(
    ({ at, severity }) => isLately(at, now) && (severity === 'critical') === isCritical,
  );
  return lately.length < (isCritical ? rate.critical : rate.mild);
}

function isLately(at: number, now: number): boolean {
  return Math.abs(now - at) < rate.withinMs;
}

/**
 * How a try of a parcel of this outbox ended. What failed for good or for a day, or was dropped meanwhile, is given up; what took its
 * place while it was tried goes on waiting.
 */
export function settle(outbox: Outbox, parcel: Parcel, result: Told, now: number): Outbox {
  const waiting = outbox.waiting.filter((one) => one !== parcel);
  if (result.outcome === 'delivered') {
    const lately = (outbox.told[parcel.way] ?? []).filter(({ at }) => isLately(at, now));
    const told = { ...outbox.told, [parcel.way]: [...lately, { at: now, severity: parcel.notice.severity }] };
    return { waiting, told };
  }
  const delay = Math.min(longestMs[parcel.notice.severity], retry.firstMs * 2 ** parcel.tries);
  const isDropped = waiting.length === outbox.waiting.length;
  const isGivenUp =
    isDropped || result.final || now + delay - parcel.since > retry.mostMs || parcel.notice.class === 'test';
  return isGivenUp
    ? { ...outbox, waiting }
    : { ...outbox, waiting: [...waiting, { ...parcel, tries: parcel.tries + 1, due: now + delay }] };
}

/** It ended by itself before it was told: a siren that fell silent was still a siren. What is mild is not told late. */
export function ended(outbox: Outbox, notice: Notice): Outbox {
  const past = { ...notice, title: `${notice.title} (it is over now)` };
  const waiting = outbox.waiting
    .filter((one) => one.notice.id !== notice.id || one.notice.severity === 'critical')
    .map((one) => (one.notice.id === notice.id ? { ...one, notice: past } : one));
  return { ...outbox, waiting };
}

/** What nobody wants to know any more, because a person has seen it, is not told late. */
export function without(outbox: Outbox, id: string): Outbox {
  const waiting = outbox.waiting.filter(({ notice }) => notice.id !== id);
  return waiting.length === outbox.waiting.length ? outbox : { ...outbox, waiting };
}
