import type { AlertClass } from '@/core/alerts/alert';
import type { Metric } from '@/core/history';

import { course, courseAt, courseWidth, usualAtHour, type UsualCourse, type UsualHour } from './course';
import { courseOf, metricAt } from './courses';
import type { DeviceHabits } from './device-habits';
import { digitsOf, improbable, knowWeekdays, odds, oddsWidth, openOdds, type Odds } from './odds';
import { isRipe } from './ripe';

/**
 * A number that lies somewhere. A battery falls, viewers come and go, a machine runs and a lamp burns when somebody wants it, and a signal finds
 * other ways within hours: of those no hour is unusual, and others look at them.
 */
export type Matter = {
  readonly class: AlertClass;
  /** what is less than this away, in its unit or as a share of where it usually lies, is nobody's business */
  readonly least: number;
  readonly share?: number;
  readonly isAboveOnly?: true;
};

const drift = { class: 'value_drift' } as const;
export const matters: { readonly [M in Metric]?: Matter } = {
  temperatureC: { ...drift, least: 3 },
  humidityPercent: { ...drift, least: 12 },
  pressureHpa: { ...drift, least: 25 },
  voltageV: { ...drift, least: 15 },
  deviceTemperatureC: { ...drift, least: 15 },
  // as little as at night it may be whenever a day is dark
  bitrateKbps: { class: 'camera_bitrate', least: 150, share: 0.3, isAboveOnly: true },
  messages: { class: 'message_flood', least: 5, share: 1, isAboveOnly: true },
};

/** hours of which the last few say what an hour strays at all */
const firstHours = 3 * 24;
/** days after which each weekday came three times */
const weekdaysKnown = 3 * 7;
/** two hours one after the other must lie there; whoever tells less often than hourly may leave some out */
const togetherHours = 3;
/** where an hour hardly ever strays it may stray so far: of what it does at any time, and of what matters */
const floors = { ofAny: 0.2, ofMatter: 0.2 } as const;
const calm = { digits: 2, ofLeast: 0.9 } as const;

/** An hour of a number that is over or runs, beside what is usual. */
export type HourOfNumber = {
  /** of the number in `metrics` */
  readonly place: number;
  readonly metric: Metric;
  readonly matter: Matter;
  readonly known: Odds;
  /** where it begins in `known` */
  readonly start: number;
  /** on how many days it was told */
  readonly days: number;
  /** counted through the days, and its lowest and highest */
  readonly hour: number;
  readonly low: number;
  readonly high: number;
  readonly usual: UsualHour;
  /** how far from the usual all of it lay, on which side, and in what hours usually stray; 0: some of it lay there */
  readonly away: number;
  readonly sign: number;
  readonly strays: number;
  /** how improbable that is, in decimal digits */
  readonly digits: number;
  readonly isOdd: boolean;
  /** it lies where it usually does, or too near for anybody to care */
  readonly isCalm: boolean;
};

/** `seen`: of an hour that runs, the one reading that is asked for. null: it is no number that lies somewhere, or nothing is known of it yet */
export function hourOfNumber(habits: DeviceHabits, place: number, seen?: 'low' | 'high'): HourOfNumber | null {
  const metric = metricAt(place);
  const matter = matters[metric];
  const { courses } = habits;
  const at = matter === undefined || courses === undefined ? -1 : courseAt(courses, place);
  const one = at < 0 ? undefined : courseOf(habits, metric);
  if (matter === undefined || courses === undefined || one === undefined) return null;
  if (courses[at + course.hours]! < firstHours) return null;
  const rows = courses.length / courseWidth;
  const known = habits.odds?.length === rows * oddsWidth ? habits.odds : (habits.odds = openOdds(rows, habits.odds));
  const start = (at / courseWidth) * oddsWidth;
  if (one.week !== undefined && one.days > weekdaysKnown) knowWeekdays(known, start);
  const hour = courses[at + course.hour]!;
  const low = courses[at + (seen === undefined ? course.low : course[seen])]!;
  const high = courses[at + (seen === undefined ? course.high : course[seen])]!;
  const usual = usualAtHour(one, hour);
  const off = offUsual(one, usual, { hour, low, high });
  const [away, sign] = [Math.abs(off), Math.sign(off)];
  const least = Math.max(matter.least, (matter.share ?? 0) * Math.abs(usual.level));
  const stray = Math.max(usual.stray, floors.ofAny * one.stray, floors.ofMatter * least);
  const strays = away / stray;
  const digits = digitsOf(known, start, strays);
  // who listens at some hours only knows nothing of the others
  const isKnown = (usual.basis !== 'range' || one.week === undefined) && isRipe(one) && isRipe(habits);
  const isOdd = digits >= improbable && away >= least && isKnown;
  const isCalm = digits < calm.digits || away < calm.ofLeast * least;
  const { days } = one;
  return {
    place,
    metric,
    matter,
    known,
    start,
    days,
    hour,
    low,
    high,
    usual,
    away,
    sign,
    strays,
    digits,
    isOdd,
    isCalm,
  };
}

/** The hour before lay as oddly on the same side. */
export function wasOddBefore({ known, start, hour, sign }: HourOfNumber): boolean {
  const passed = hour - known[start + odds.hour]!;
  return passed > 0 && passed <= togetherHours && sign * known[start + odds.digits]! >= improbable;
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
