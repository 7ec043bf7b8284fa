import { severities, type Severity } from '@/core/alerts/alert';
import { isWorse } from '@/core/alerts/alert-merge';

import { noticeOfMany, noticeOfNight, overTitle, type Notice } from './notice';
import { hasRoom, isOneOfMany, isSafety, isTest, stillCounting, type Telling } from './room';
import type { Told } from './way';

/** the first retry comes after `firstMs`, each next one after twice the time; after `mostMs` of waiting nobody wants to know any more */
const retry = { firstMs: 5_000, mostMs: 24 * 3_600_000 } as const;
/** what is critical goes out soon after its way is there again */
const longestMs: Readonly<Record<Severity, number>> = { info: 10 * 60_000, warning: 10 * 60_000, critical: 60_000 };
const mostWaiting = 100;

/** A notice on its way to be told. */
type Parcel = {
  readonly notice: Notice;
  /** which of the ways it takes */
  readonly way: string;
  readonly since: number;
  readonly tries: number;
  /** not before; ms since the epoch */
  readonly due: number;
  /** it ended by itself meanwhile */
  readonly isOver?: true;
};

/** What one message tells: one parcel, or several that go together. */
export type Sending = {
  readonly way: string;
  readonly parcels: readonly Parcel[];
  readonly notice: Notice;
};

/** What waits to be told, and when it was told lately. Plain data, so that a restart goes on with it. */
export type Outbox = {
  readonly waiting: readonly Parcel[];
  /** by way: what was told lately */
  readonly told: Readonly<Record<string, readonly Telling[]>>;
};

export const emptyOutbox: Outbox = { waiting: [], told: {} };

/** so long a start takes until what people did meanwhile is read at the broker; where that is away, what waits is told all the same */
const startMs = 10_000;

/** What waited when the watcher ended: a person may have seen it since, and nobody is woken for that again. */
export function atStart(outbox: Outbox, now: number): Outbox {
  const waiting = outbox.waiting.map((one) => ({ ...one, due: Math.max(one.due, now + startMs) }));
  return { ...outbox, waiting };
}

/** It takes the place of what waits under its id, but for what is `underWay`; what waits as graver stays so. */
export function add(
  outbox: Outbox,
  notice: Notice,
  way: string,
  now: number,
  underWay: readonly Parcel[] = [],
): Outbox {
  const isSame = (one: Parcel) => one.way === way && one.notice.id === notice.id && !underWay.includes(one);
  const before = outbox.waiting.find(isSame)?.notice ?? notice;
  const severity = isWorse(before, notice) ? before.severity : notice.severity;
  const others = outbox.waiting.filter((one) => !isSame(one));
  const parcel = { notice: { ...notice, severity }, way, since: now, tries: 0, due: now };
  return { ...outbox, waiting: within([...others, parcel]) };
}

/** Where there is too much, the mild goes first, then what there is most of, then the old; what endangers life at last. */
function within(waiting: readonly Parcel[]): readonly Parcel[] {
  if (waiting.length <= mostWaiting) return waiting;
  const like = (one: Parcel) => waiting.filter(({ notice }) => notice.class === one.notice.class).length;
  const [least] = waiting.toSorted(
    (one, other) => compareGravity(one, other) || like(other) - like(one) || one.since - other.since,
  );
  return waiting.filter((one) => one !== least);
}

/** What is to be told now, the gravest first: one message of each way, for one that is out of order answers slowly. */
export function next(outbox: Outbox, now: number, isQuietNow: boolean): readonly Sending[] {
  const ready = outbox.waiting.filter((parcel) => isDue(parcel, now) && (!isQuietNow || mayWake(parcel)));
  return [...new Set(ready.map(({ way }) => way))].flatMap((way) => {
    const told = outbox.told[way] ?? [];
    const mine = ready.filter((parcel) => parcel.way === way);
    const [first] = mine
      .filter(({ notice }) => hasRoom(told, notice, now, isQuietNow))
      .toSorted((one, other) => compareGravity(other, one) || one.since - other.since);
    return first === undefined ? [] : [together(first, mine, told, now)];
  });
}

/** What is mild and over is told in one message, and what there was too much of lately in another. */
function together(first: Parcel, ready: readonly Parcel[], told: readonly Telling[], now: number): Sending {
  const others = ready.filter((one) => one !== first);
  if (isOverAndMild(first)) return inOne(noticeOfNight, first, others.filter(isOverAndMild));
  if (!isOneOfMany(told, first.notice, now)) return inOne(noticeOfMany, first, []);
  return inOne(
    noticeOfMany,
    first,
    others.filter(({ notice }) => notice.class === first.notice.class && notice.isEnd === first.notice.isEnd),
  );
}

function inOne(noticeOf: typeof noticeOfMany, first: Parcel, others: readonly Parcel[]): Sending {
  const notices = others.map(({ notice }) => notice);
  return { way: first.way, parcels: [first, ...others], notice: noticeOf(first.notice, notices) };
}

function isOverAndMild({ notice, isOver }: Parcel): boolean {
  return isOver === true && notice.severity !== 'critical';
}

/** A clock that was ahead and is right again keeps nothing waiting. */
function isDue({ due, notice }: Parcel, now: number): boolean {
  return due <= now || due > now + longestMs[notice.severity];
}

function compareGravity({ notice: one }: Parcel, { notice: other }: Parcel): number {
  return (
    Number(isSafety(one)) - Number(isSafety(other)) ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    Number(other.hearsay === true) - Number(one.hearsay === true)
  );
}

/** A test that somebody asked for is waited for, and so is the end of a danger by whoever was woken for it. */
function mayWake({ notice }: Parcel): boolean {
  return notice.severity === 'critical' || notice.isEnd === true || isTest(notice);
}

/** One test that waits is enough. */
export function isTestWaiting({ waiting }: Outbox): boolean {
  return waiting.some(({ notice }) => isTest(notice));
}

/** May a test be told this way now? What finds no room is refused at once: hours later nobody knows what it was for. */
export function takesTest({ told }: Outbox, test: Notice, way: string, now: number, isQuietNow: boolean): boolean {
  return hasRoom(told[way] ?? [], test, now, isQuietNow);
}

/**
 * How a try of what `next` chose ended. What failed for good or for a day, or was dropped meanwhile, is given up; what took its
 * place while it was tried goes on waiting.
 */
export function settle(outbox: Outbox, { way, parcels, notice }: Sending, result: Told, now: number): Outbox {
  const waiting = outbox.waiting.filter((one) => !parcels.includes(one));
  if (result.outcome === 'delivered') {
    const { severity, class: kind, hearsay } = notice;
    const telling = { at: now, severity, class: kind, ...(hearsay && { hearsay }) };
    const told = { ...outbox.told, [way]: [...stillCounting(outbox.told[way] ?? [], now), telling] };
    return { waiting, told };
  }
  if (result.final) return { ...outbox, waiting };
  const again = parcels.filter((one) => outbox.waiting.includes(one)).flatMap((one) => tryAgain(one, now));
  const { restMs } = result;
  const all = [...waiting, ...again];
  return { ...outbox, waiting: restMs === undefined ? all : all.map((one) => rested(one, way, now, restMs)) };
}

/** Whoever has too much to do gets nothing else meanwhile either; what is critical is offered once a minute all the same. */
function rested(parcel: Parcel, way: string, now: number, restMs: number): Parcel {
  if (parcel.way !== way) return parcel;
  return { ...parcel, due: Math.max(parcel.due, now + Math.min(restMs, longestMs[parcel.notice.severity])) };
}

function tryAgain(parcel: Parcel, now: number): readonly Parcel[] {
  const tries = parcel.tries + 1;
  const isGivenUp = isTest(parcel.notice) || waitedMs(parcel, tries) > retry.mostMs;
  return isGivenUp ? [] : [{ ...parcel, tries, due: now + delayMs(parcel, parcel.tries) }];
}

function delayMs({ notice }: Parcel, tries: number): number {
  return Math.min(longestMs[notice.severity], retry.firstMs * 2 ** tries);
}

/** All waits up to this try. A clock that leaps a year ahead when it is set makes none of them longer. */
function waitedMs(parcel: Parcel, tries: number): number {
  let sum = 0;
  for (let before = 0; before < tries; before++) sum += delayMs(parcel, before);
  return sum;
}

/**
 * It ended by itself before it was told: a siren that fell silent was still a siren. What is mild is told late only where
 * it was quiet hours that kept it from being told (`isHeldBack`): whoever came at night and went is no less of a guest.
 */
export function ended(outbox: Outbox, notice: Notice, isHeldBack: (parcel: Parcel) => boolean): Outbox {
  if (!outbox.waiting.some((one) => one.notice.id === notice.id)) return outbox;
  const title = overTitle(notice);
  const waiting = outbox.waiting.flatMap((one) => {
    if (one.notice.id !== notice.id) return [one];
    const { severity } = one.notice;
    return severity === 'critical' || isHeldBack(one)
      ? [
          {
            ...one,
            notice: { ...insteadOf(one, notice), title, severity, seenAt: seenAtOf(one) },
            isOver: true as const,
          },
        ]
      : [];
  });
  return { ...outbox, waiting };
}

/** What was hearsay stays so under another name. */
function insteadOf({ notice: { hearsay } }: Parcel, next: Notice): Notice {
  return hearsay ? { ...next, hearsay } : next;
}

/** When what waits was seen; that it ended was later. */
export function seenAtOf({ notice, since }: Parcel): number {
  return notice.seenAt ?? since;
}

/** Another alert took the place of the one that waits, for somebody saw the same a moment earlier. Each parcel stays in its place. */
export function readdress(outbox: Outbox, id: string, heir: Notice): Outbox {
  const isIts = ({ notice }: Parcel) => notice.id === id && notice.isEnd !== true;
  if (!outbox.waiting.some(isIts)) return outbox;
  return {
    ...outbox,
    waiting: outbox.waiting.map((one) => (isIts(one) ? { ...one, notice: insteadOf(one, heir) } : one)),
  };
}

/** What was hearsay, and is seen by the watcher itself now, is so no more; but for what is `underWay`. */
export function confirmed(outbox: Outbox, isSeen: (id: string) => boolean, underWay: readonly Parcel[]): Outbox {
  const isSeenNow = (one: Parcel) => one.notice.hearsay === true && !underWay.includes(one) && isSeen(one.notice.id);
  if (!outbox.waiting.some(isSeenNow)) return outbox;
  const waiting = outbox.waiting.map((one) => {
    const { hearsay: _, ...notice } = one.notice;
    return isSeenNow(one) ? { ...one, notice } : one;
  });
  return { ...outbox, waiting };
}

/** What nobody wants to know any more, because a person has seen it, is not told late. */
export function without(outbox: Outbox, id: string): Outbox {
  const waiting = outbox.waiting.filter(({ notice }) => notice.id !== id);
  return waiting.length === outbox.waiting.length ? outbox : { ...outbox, waiting };
}

/** An incident is told in its place; not in that of danger to people or the house, which goes before all else. */
export function withoutPart(outbox: Outbox, id: string): Outbox {
  const isDanger = outbox.waiting.some(({ notice }) => notice.id === id && notice.class === 'safety');
  return isDanger ? outbox : without(outbox, id);
}
