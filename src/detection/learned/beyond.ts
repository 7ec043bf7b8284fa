import type { JudgedAlert, Verdict } from '@/core/alerts/alert';

import type { Beyond, DeviceHabits, ToldBeyond } from './device-habits';
import { hasReturned } from './returning';
import { isRipe } from './ripe';

/** An alert and the note of it are of clocks that may be so far apart. */
const clocksApartMs = 3 * 60_000;
const hourMs = 60 * 60_000;
/** a day of hours */
const mostTold = 24;
/** so much more than what a person was told of is still the same; where it was told in vain, so much */
const same = { mine: 1.1, 'false-alarm': 1.25 } as const;
/** what was odd is as odd again when it comes back nearly as large */
const likeShare = 0.8;
const likeMs = 7 * 24 * hourMs;

function beyondOf(habits: DeviceHabits, bar: string): Beyond {
  return ((habits.beyond ??= {})[bar] ??= {});
}

/** What the bar was of is gone. */
export function forgetBar({ beyond }: DeviceHabits, bar: string): void {
  delete beyond?.[bar];
}

/** Writes down what is odd, whoever speaks of it; of one hour the furthest. */
export function noteOdd(habits: DeviceHabits, bar: string, at: number, level: number): void {
  const told = (beyondOf(habits, bar).told ??= []);
  const last = told.at(-1);
  if (last !== undefined && Math.floor(last.at / hourMs) === Math.floor(at / hourMs)) {
    last.until = at;
    last.level = Math.max(last.level, level);
    return;
  }
  told.push({ at, until: at, level });
  if (told.length > mostTold) told.shift();
}

/** The same, and true: it came on so many days of late that it is a habit now. */
export function isHabitNow(habits: DeviceHabits, bar: string, at: number, level: number, day: number): boolean {
  noteOdd(habits, bar, at, level);
  return hasReturned((beyondOf(habits, bar).days ??= []), day);
}

/** It was odd of late, and it is no less so because somebody did it again. */
export function isOddStill({ beyond }: DeviceHabits, bar: string, at: number, level: number): boolean {
  const told = beyond?.[bar]?.told ?? [];
  return told.some((one) => Math.abs(at - one.until) < likeMs && level >= likeShare * one.level);
}

/** What a person vouched for, as far as it went and hardly further. */
export function isVouched({ beyond }: DeviceHabits, bar: string, level: number): boolean {
  return level <= (beyond?.[bar]?.vouched ?? Number.NEGATIVE_INFINITY);
}

/**
 * A person said what an alert was: how far it had gone by then may be gone again. What nobody saw here is not believed, for an alert
 * may come from anybody who may write alerts. The same word again teaches nothing more.
 */
export function vouch(habits: DeviceHabits | undefined, bar: string, alert: JudgedAlert): void {
  if (habits === undefined) return;
  for (const { level } of judgedIn(habits, bar, alert)) vouchTo(habits, bar, alert.verdict, level);
}

/** As `vouch`, of what goes on and goes further with each moment (in ms), also while nobody writes it down. */
export function vouchFor(habits: DeviceHabits | undefined, bar: string, alert: JudgedAlert): void {
  if (habits === undefined) return;
  for (const { at, level } of judgedIn(habits, bar, alert)) {
    const wentOn = Math.max(0, Math.min(alert.verdict.at, alert.endedAt ?? alert.verdict.at) - at);
    vouchTo(habits, bar, alert.verdict, level + wentOn);
  }
}

/** It has gone on to here since a person said what it was. */
export function vouchTo(habits: DeviceHabits, bar: string, { kind }: Verdict, level: number): void {
  if (kind !== 'none') allowTo(habits, bar, same[kind] * level);
}

/** It has become a habit to go so far. */
export function allowHabit(habits: DeviceHabits, bar: string, level: number): void {
  allowTo(habits, bar, same.mine * level);
}

function allowTo(habits: DeviceHabits, bar: string, level: number): void {
  const known = beyondOf(habits, bar);
  known.vouched = Math.max(known.vouched ?? Number.NEGATIVE_INFINITY, level);
}

/** What was written down of one bar while an alert went on, until it was judged. */
export function judgedIn({ beyond }: DeviceHabits, bar: string, alert: JudgedAlert): readonly ToldBeyond[] {
  const known = beyond?.[bar];
  return known === undefined || alert.verdict.kind === 'none' ? [] : judgedOf(known, alert);
}

function judgedOf({ told = [] }: Beyond, { t, endedAt, evidence, verdict }: JudgedAlert): readonly ToldBeyond[] {
  const last = evidence.reduce((latest, one) => Math.max(latest, one.t), t);
  const end = Math.min(verdict.at, endedAt === null ? verdict.at : Math.max(endedAt, last));
  return told.filter(({ at, until }) => until >= t - clocksApartMs && at <= end + clocksApartMs);
}

/**
 * Where a bar lies now that was gone beyond without an alarm. Once a device is known, on one day no further than to so many times where it
 * was, and `least` more: who makes each step a little longer than the last must take days for it. While all is new, as far as it came on two days.
 */
export function moved(habits: DeviceHabits, bar: string, day: number, move: Move): number {
  return Math.max(move.from, isRipe(habits) ? paced(habits, bar, day, move) : onTwoDays(habits, bar, day, move.level));
}

type Move = { readonly from: number; readonly level: number; readonly times: number; readonly least: number };

function paced(habits: DeviceHabits, bar: string, day: number, { from, level, times, least }: Move): number {
  const known = beyondOf(habits, bar);
  if (known.movedOn !== day) {
    known.movedOn = day;
    known.movedFrom = from;
  }
  const before = known.movedFrom ?? from;
  return Math.min(level, Math.max(times * before, before + least));
}

/**
 * One day makes no habit: what came once, as when somebody tried a device, or in the night that is looked for, waits for a second day. How far
 * it went on two of them; −∞: on one.
 */
export function onTwoDays(habits: DeviceHabits, bar: string, day: number, level: number): number {
  const known = beyondOf(habits, bar);
  const { once = level, onceOn = day } = known;
  if (level >= once || onceOn === day) {
    known.once = Math.max(level, once);
    known.onceOn = day;
  }
  return onceOn === day ? Number.NEGATIVE_INFINITY : Math.min(level, once);
}

/** Beyond this it went on one day only. */
export function wasOnceBeyond({ beyond }: DeviceHabits, bar: string, level: number): boolean {
  return (beyond?.[bar]?.once ?? Number.NEGATIVE_INFINITY) > level;
}
