import type { AlertClass, JudgedAlert } from '@/core/alert';
import type { DeviceId } from '@/core/device';
import { metrics, type Metric } from '@/core/history';
import { limits } from '@/core/limits';
import { metricWords } from '@/core/metric-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import type { Standing, Step } from '../rule';
import { setLast } from '../set-last';
import { allowHabit, isHabitNow, isVouched, noteOdd, vouch, vouchTo } from './beyond';
import { course, courseAt, courseWidth, usualAt, type UsualCourse, type UsualHour } from './course';
import { courseOf, metricAt } from './courses';
import { habitNow, openLasting, type HabitContext, type Unusual } from './habit-rule';
import type { DeviceHabits } from './habits';
import { clockWords, isWeekend, weekdayOfDay, weekdayWords } from './local-time';
import {
  digitsOf,
  improbable,
  knowWeekdays,
  learnNothing,
  learnOdds,
  odds,
  oddsWidth,
  openOdds,
  type Odds,
} from './odds';
import { daysBefore, isRipe } from './ripe';

/** A number that lies somewhere. A battery falls, viewers come and go, and a signal finds other ways within hours: others look at those. */
type Matter = {
  readonly class: AlertClass;
  /** what is less than this away, in its unit or as a share of where it usually lies, is nobody's business */
  readonly least: number;
  readonly share?: number;
  /** others of its sort in the same home move with it: the weather, the mains, a router that restarts */
  readonly isShared: boolean;
  readonly isAboveOnly?: true;
};

const drift = { class: 'value_drift', isShared: true } as const;
const matters: { readonly [M in Metric]?: Matter } = {
  temperatureC: { ...drift, least: 3 },
  humidityPercent: { ...drift, least: 12 },
  pressureHpa: { ...drift, least: 25 },
  illuminanceLux: { ...drift, least: 200 },
  voltageV: { ...drift, least: 15 },
  deviceTemperatureC: { ...drift, least: 15 },
  // a machine may stand still on any day
  powerW: { ...drift, least: 100, isShared: false, isAboveOnly: true },
  // as little as at night it may be whenever a day is dark
  bitrateKbps: { class: 'camera_bitrate', least: 150, share: 0.3, isShared: false, isAboveOnly: true },
  messages: { class: 'message_flood', least: 5, share: 1, isShared: true, isAboveOnly: true },
};

/** ends the subject of its alerts, beside those of whoever knows this sort of number better */
export const byHour = ' hours';
/** hours of which the last few say what an hour strays at all */
const firstHours = 3 * 24;
/** days after which each weekday came three times */
const weekdaysKnown = 3 * 7;
/** two hours one after the other must lie there; whoever tells less often than hourly may leave some out */
const togetherHours = 3;
/** of the sort that moves together: so odd, and so many of them */
const alike = { digits: 2, share: 0.3 } as const;
const calmDigits = 2;
/** the hour in which it was said, and the one that began with it */
const wordMs = 2 * 60 * 60_000;
/** where an hour hardly ever strays it may stray so far: of what it does at any time, and of what matters */
const floors = { ofAny: 0.2, ofMatter: 0.2 } as const;

export type NumberUnusual = {
  /** an hour of a number (`place`: in `metrics`) is over, and not learned yet; false: it is odd, and should not be */
  judge(step: Step, habits: DeviceHabits, place: number): boolean;
  stands(device: DeviceId, metric: string): boolean;
  forget(device: DeviceId, at: number): void;
  adopt(alert: Standing): void;
  teach(alert: JudgedAlert): void;
};

/** Rules that know some sort of number better. */
export type BetterKnown = {
  /** an alert of theirs stands which is of the same class, and of this number */
  isTold(device: DeviceId, metric: Metric): boolean;
  /** or of another class: what is wrong with a number teaches nothing of it */
  isAlarming(device: DeviceId, metric: Metric): boolean;
  /** they would tell it, were it not told here */
  goesOn(habits: DeviceHabits, metric: Metric): boolean;
};

/**
 * A number that lies, for two whole hours, where it hardly ever does at this hour of this weekday. The cheap detector on every number of every
 * device: each is held against its own past, so that one threshold (`improbable`) serves all of them.
 */
export function numberUnusual(context: HabitContext, better: BetterKnown): NumberUnusual {
  const classes = [...new Set(Object.values(matters).map((matter) => matter.class))];
  const unusual = new Map(classes.map((kind) => [kind, openLasting(context, kind, byHour)]));
  /** what a person judged lately, for the hours of it that are not over */
  const judged = new Map<string, JudgedAlert>();

  /** It may be told by a rule that is quicker: a person who said what that was is not asked again by the hour. */
  function takeWord({ at, after }: Step, habits: DeviceHabits, metric: Metric, bar: string, off: number): void {
    const word = judged.get(keyOf(after.id, metric));
    if (word === undefined || at < word.t || at > word.verdict.at + wordMs) return;
    vouchTo(habits, bar, word.verdict, off);
  }

  function areOthersOdd({ after: { id } }: Step, { place, hour, sign }: Found): boolean {
    let others = 0;
    let oddToo = 0;
    for (const [other, { courses, odds: known }] of context.memory.devices) {
      const at = courses === undefined || known === undefined || other === id ? -1 : courseAt(courses, place);
      const start = (at / courseWidth) * oddsWidth;
      if (known === undefined || at < 0 || (known[start + odds.hour] ?? 0) < hour - 1) continue;
      others++;
      if (sign * (known[start + odds.digits] ?? 0) >= alike.digits) oddToo++;
    }
    return oddToo > 0 && oddToo >= alike.share * others;
  }

  function end(step: Step, habits: DeviceHabits, { matter, metric }: Found, text: string): void {
    if (!better.goesOn(habits, metric)) unusual.get(matter.class)?.end(step, text, metric);
  }

  /** It lay oddly. True: it is usual all the same, as for all of its like, or because it came back day after day. */
  function isUsualYet(step: Step, habits: DeviceHabits, found: Found, wasOdd: boolean): boolean {
    const { metric, matter, sign, away, hour } = found;
    const bar = barOf(metric, sign);
    noteOdd(habits, bar, step.at, away);
    learnNothing(found.known, found.start);
    if (!wasOdd || (matter.isAboveOnly === true && sign < 0)) return true;
    if (matter.isShared && areOthersOdd(step, found)) return true;
    if (isHabitNow(habits, bar, step.at, away, dayOf(hour))) {
      allowHabit(habits, bar, away);
      end(step, habits, found, habitNow);
      return true;
    }
    takeWord(step, habits, metric, bar, away);
    if (isVouched(habits, bar, away)) return true;
    if (!better.isTold(step.after.id, metric)) unusual.get(matter.class)?.begin(step, wordsOf(step, found), metric);
    return false;
  }

  return {
    judge(step, habits, place) {
      const found = lookAtHour(habits, place);
      if (found === null) return true;
      const { metric, known, start, hour, sign, away, strays, least } = found;
      const digits = digitsOf(known, start, strays);
      const wasOdd = wasOddBefore(found);
      known[start + odds.hour] = hour;
      known[start + odds.digits] = sign * digits;
      if (digits < calmDigits) end(step, habits, found, 'It lies where it usually does at this hour');
      const isOdd = digits >= improbable && away >= least && isRipe(found.course) && isRipe(habits);
      if (isOdd) return isUsualYet(step, habits, found, wasOdd);
      if (better.isAlarming(step.after.id, metric)) learnNothing(known, start);
      else learnOdds(known, start, strays);
      return true;
    },
    forget(device, at) {
      for (const one of unusual.values()) one.forget(device, at);
    },
    adopt(alert) {
      unusual.get(alert.class)?.adopt(alert);
    },
    stands: (device, metric) => [...unusual.values()].some((one) => one.stands(device, metric)),
    /** A person said what it was, whoever of its class told it: it may lie so far from there again. */
    teach(alert) {
      if (alert.device === null || !unusual.has(alert.class) || alert.verdict.kind === 'none') return;
      for (const metric of metrics) {
        if (matters[metric]?.class !== alert.class || !isOf(alert, alert.device, metric)) continue;
        setLast(judged, keyOf(alert.device, metric), alert, limits.devices);
        for (const sign of [1, -1]) vouch(context.memory.devices.get(alert.device), barOf(metric, sign), alert);
      }
      unusual.get(alert.class)?.settle(alert);
    },
  };
}

const dayOf = (hour: number) => Math.floor(hour / 24);
const keyOf = (device: DeviceId, metric: Metric) => `${device} ${metric}`;
const barOf = (metric: Metric, sign: number) => `${metric} hours ${sign > 0 ? 'above' : 'below'}`;

/** Of a drift it is said of which number it is; the other classes are of one number only. */
function isOf({ class: kind, subject }: JudgedAlert, device: DeviceId, metric: Metric): boolean {
  if (kind !== 'value_drift') return true;
  return subject === keyOf(device, metric) || subject === `${keyOf(device, metric)}${byHour}`;
}

/** An hour of a number that is over, beside what is usual. */
type Found = {
  /** of the number in `metrics` */
  readonly place: number;
  readonly metric: Metric;
  readonly matter: Matter;
  readonly course: UsualCourse;
  readonly known: Odds;
  /** where it begins in `known` */
  readonly start: number;
  /** counted through the days, and its lowest and highest */
  readonly hour: number;
  readonly low: number;
  readonly high: number;
  readonly usual: UsualHour;
  /** how far from the usual all of it lay, on which side, and in what hours usually stray; 0: some of it lay there */
  readonly away: number;
  readonly sign: number;
  readonly strays: number;
  /** what is less is nobody's business */
  readonly least: number;
};

/** null: it is no number that lies somewhere, or nothing is known of it yet */
function lookAtHour(habits: DeviceHabits, place: number): Found | null {
  const metric = metricAt(place);
  const matter = matters[metric];
  const one = courseOf(habits, metric);
  const { courses } = habits;
  if (matter === undefined || one === undefined || courses === undefined) return null;
  const at = courseAt(courses, place);
  if (courses[at + course.hours]! < firstHours) return null;
  const rows = courses.length / courseWidth;
  const known = habits.odds?.length === rows * oddsWidth ? habits.odds : (habits.odds = openOdds(rows, habits.odds));
  const start = (at / courseWidth) * oddsWidth;
  if (one.week !== undefined && one.days > weekdaysKnown) knowWeekdays(known, start);
  const [hour, low, high] = [courses[at + course.hour]!, courses[at + course.low]!, courses[at + course.high]!];
  const usual = usualAtHour(one, hour);
  const off = offUsual(one, usual, { hour, low, high });
  const least = Math.max(matter.least, (matter.share ?? 0) * Math.abs(usual.level));
  const stray = Math.max(usual.stray, floors.ofAny * one.stray, floors.ofMatter * least);
  const [away, sign] = [Math.abs(off), Math.sign(off)];
  return {
    place,
    metric,
    matter,
    course: one,
    known,
    start,
    hour,
    low,
    high,
    usual,
    away,
    sign,
    strays: away / stray,
    least,
  };
}

function usualAtHour(known: UsualCourse, hour: number): UsualHour {
  return usualAt(known, weekdayOfDay(dayOf(hour)), hour % 24);
}

type Hour = { readonly hour: number; readonly low: number; readonly high: number };

/**
 * How far all of an hour lay above what is usual, or (less than zero) below it. The hours beside count too, for the sun does not keep to the
 * clock, and clocks are set.
 */
function offUsual(known: UsualCourse, usual: UsualHour, { hour, low, high }: Hour): number {
  const beside = usual.basis === 'range' ? [] : [usualAtHour(known, hour - 1), usualAtHour(known, hour + 1)];
  let off = Number.POSITIVE_INFINITY;
  let sign = 0;
  for (const { level, coarser } of [usual, ...beside])
    for (const one of [level, coarser ?? level]) {
      const from = Math.max(0, low - one) + Math.min(0, high - one);
      if (from === 0 || from * sign < 0) return 0;
      sign = Math.sign(from);
      off = Math.min(off, Math.abs(from));
    }
  return sign * off;
}

/** The hour before lay as oddly on the same side. */
function wasOddBefore({ known, start, hour, sign }: Found): boolean {
  const passed = hour - known[start + odds.hour]!;
  return passed > 0 && passed <= togetherHours && sign * known[start + odds.digits]! >= improbable;
}

function wordsOf({ after }: Step, { metric, course: { days }, hour, low, high, usual, sign }: Found): Unusual {
  const { label, unit } = metricWords(metric);
  const name = spokenName(after.name);
  const [from, to] = [rounded(low), rounded(high)];
  const howFar = sign > 0 ? 'high' : 'low';
  const title =
    metric === 'messages'
      ? `${startSentence(name)} sends unusually many messages for this time`
      : `The ${label.toLowerCase()} of ${name} is unusually ${howFar} for this time`;
  const text =
    `${from === to ? from : `${from} to ${to}`} ${unit} in the hour until ${clockWords((hour + 1) * 60)}, and as ${howFar} before; ` +
    `in ${daysBefore({ days })} days it was about ${rounded(usual.level)} ${unit} ${atWhat(usual, hour)}`;
  return { title, text, confidence: 0.7 };
}

function atWhat({ basis }: UsualHour, hour: number): string {
  const weekday = weekdayOfDay(dayOf(hour));
  switch (basis) {
    case 'weekday':
      return `at this hour of a ${weekdayWords(weekday)}`;
    case 'kind':
      return `at this hour of ${isWeekend(weekday) ? 'weekends' : 'working days'}`;
    case 'hour':
      return 'at this hour';
    case 'range':
      return 'at any time';
  }
}

function rounded(value: number): string {
  return String(Math.abs(value) < 100 ? Math.round(value * 10) / 10 : Math.round(value));
}
