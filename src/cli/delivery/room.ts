import type { Severity } from '@/core/alerts/alert';

import type { Notice } from './notice';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/**
 * One way tells no more than this: a flood of alerts must not be a flood of messages. Each sort has room of its own, so that
 * what is forged keeps neither smoke nor a test waiting.
 */
const rooms = {
  safety: { withinMs: 10 * minuteMs, most: 12 },
  critical: { withinMs: 10 * minuteMs, most: 12 },
  /** what is critical, as somebody on the broker says: whoever may write alerts may make them up by the hundred */
  hearsay: { withinMs: 10 * minuteMs, most: 12 },
  mild: { withinMs: 10 * minuteMs, most: 6 },
  /** anybody on the broker may ask for one */
  test: { withinMs: hourMs, most: 3 },
  /** and nobody is kept awake by it */
  testAtNight: { withinMs: 12 * hourMs, most: 1 },
} as const;
type Room = keyof typeof rooms;

/** of one class so many are told each by itself within `withinMs`; all that come then are one message, now and then */
const sameClass = { withinMs: 10 * minuteMs, most: 3 } as const;
const restMs: Readonly<Record<Severity, number>> = {
  info: 10 * minuteMs,
  warning: 10 * minuteMs,
  critical: 3 * minuteMs,
};

/** Something that was told. `class`: absent in what an older watcher kept. */
export type Telling = {
  readonly at: number;
  readonly severity: Severity;
  readonly class?: string;
  readonly hearsay?: true;
};

type Told = readonly Telling[];
type Kind = Pick<Notice, 'class' | 'severity' | 'hearsay'>;

export function isTest(notice: Pick<Notice, 'class'>): boolean {
  return notice.class === 'test';
}

/** Smoke, water, gas: whoever is told a minute later may not wake up. That somebody on the broker says so is not enough. */
export function isSafety({ class: kind, severity, hearsay }: Pick<Telling, 'class' | 'severity' | 'hearsay'>): boolean {
  return kind === 'safety' && severity === 'critical' && hearsay !== true;
}

function roomOf(kind: Pick<Telling, 'class' | 'severity' | 'hearsay'>): Room {
  if (kind.class === 'test') return 'test';
  if (kind.severity !== 'critical') return 'mild';
  if (kind.hearsay === true) return 'hearsay';
  return kind.class === 'safety' ? 'safety' : 'critical';
}

/** May it be told now, after all that was told by the same way? */
export function hasRoom(told: Told, kind: Kind, now: number, isQuietNow: boolean): boolean {
  const room = roomOf(kind);
  const { withinMs, most } = rooms[room === 'test' && isQuietNow ? 'testAtNight' : room];
  const lately = told.filter((one) => roomOf(one) === room && isWithin(one, withinMs, now));
  return lately.length < most && !(isOneOfMany(told, kind, now) && isResting(told, kind, now));
}

/** Was so much of its class told lately that the rest goes in one message? Of what endangers life each is told. */
export function isOneOfMany(told: Told, kind: Kind, now: number): boolean {
  if (isTest(kind) || isSafety(kind)) return false;
  return told.filter((one) => isLike(one, kind) && isWithin(one, sameClass.withinMs, now)).length >= sameClass.most;
}

function isResting(told: Told, kind: Kind, now: number): boolean {
  return told.some((one) => isLike(one, kind) && isWithin(one, restMs[kind.severity], now));
}

/** What was mild keeps nothing critical waiting, not even of its class. */
function isLike(one: Telling, kind: Kind): boolean {
  return one.class === kind.class && roomOf(one) === roomOf(kind);
}

/** What still counts of what was told. */
export function stillCounting(told: Told, now: number): Told {
  return told.filter((one) => isWithin(one, rooms[roomOf(one) === 'test' ? 'testAtNight' : 'mild'].withinMs, now));
}

/** A clock that was ahead and is right again keeps nothing waiting for long. */
function isWithin({ at }: Telling, withinMs: number, now: number): boolean {
  return Math.abs(now - at) < withinMs;
}
