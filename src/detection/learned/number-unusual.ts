import type { JudgedAlert } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import { metrics, type Metric } from '@/core/history';
import { metricWords } from '@/core/metric-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import type { Standing, Step } from '../rule';
import { allowHabit, isHabitNow, isVouched, noteOdd, vouch, vouchTo } from './beyond';
import { courseAt, courseWidth, type UsualHour } from './course';
import { metricNamed } from './courses';
import { habitNow, openLasting, type HabitContext, type Unusual } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import { hourOfNumber, matters, wasOddBefore, type HourOfNumber } from './hour-of-number';
import { clockWords, hourThrough, isWeekend, weekdayOfHour, weekdayWords } from './local-time';
import { enoughCalm, learnNothing, learnOdds, odds, oddsWidth } from './odds';
import { daysBefore } from './ripe';
import { numberWords } from './value-habit';

/** ends the subject of its alerts, beside those of whoever knows this sort of number better */
const byHour = ' hours';
/** of the others that tell this number: so odd, and so many of them, and it is the weather, the mains or the router. Counted anew so often */
const alike = { digits: 2, share: 0.3, countedMs: 60_000 } as const;

export type NumberUnusual = {
  /** an hour of a number (`place`: in `metrics`) is over, and not learned yet; false: it is odd, and should not be */
  judge(step: Step, habits: DeviceHabits, place: number): boolean;
  stands(device: DeviceId, metric: string): boolean;
  forget(device: DeviceId, at: number): void;
  adopt(alert: Standing, at: number): void;
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
 * device that lies somewhere: each is held against its own past, so that one threshold (`improbable`) serves all of them.
 */
export function numberUnusual(context: HabitContext, better: BetterKnown): NumberUnusual {
  const classes = [...new Set(Object.values(matters).map((matter) => matter.class))];
  const unusual = new Map(
    classes.map((kind) => [kind, openLasting(context, kind, { suffix: byHour, numberOf: metricNamed })]),
  );
  /** of a number, an hour and a side of it: how many told it, and how many of them oddly; counted when (ms since the epoch) */
  let counted = { of: '', at: Number.NaN, all: 0, odd: 0 };

  /** Nearly all that tell it turn their hour at once: they are counted once a minute, not by each of them. */
  function areOthersOdd({ at }: Step, { place, hour, sign }: HourOfNumber): boolean {
    const of = `${place} ${hour} ${sign}`;
    if (counted.of !== of || !(Math.abs(at - counted.at) < alike.countedMs)) {
      counted = { of, at, all: 0, odd: 0 };
      for (const { courses, odds: known } of context.memory.devices.values()) {
        const row = courses === undefined || known === undefined ? -1 : courseAt(courses, place) / courseWidth;
        if (known === undefined || row < 0 || (known[row * oddsWidth + odds.hour] ?? 0) < hour - 1) continue;
        counted.all++;
        if (sign * (known[row * oddsWidth + odds.digits] ?? 0) >= alike.digits) counted.odd++;
      }
    }
    // itself is one of them
    return counted.odd > 1 && counted.odd - 1 >= alike.share * (counted.all - 1);
  }

  function end(step: Step, habits: DeviceHabits, { matter, metric }: HourOfNumber, text: string): void {
    if (!better.goesOn(habits, metric)) unusual.get(matter.class)?.end(step, text, metric);
  }

  /** It lay oddly. True: it is usual all the same, as for most that tell it, or because it came back day after day. */
  function isUsualYet(step: Step, habits: DeviceHabits, found: HourOfNumber, wasOdd: boolean): boolean {
    const { metric, matter, sign, away } = found;
    learnNothing(found.known, found.start);
    if (matter.isAboveOnly === true && sign < 0) return true;
    const bar = barOf(metric, sign);
    if (!wasOdd || areOthersOdd(step, found)) {
      noteOdd(habits, bar, step.at, away);
      return true;
    }
    if (isHabitNow(habits, bar, step.at, away, context.localTime(step.at).day)) {
      allowHabit(habits, bar, away);
      end(step, habits, found, habitNow);
      return true;
    }
    if (isVouched(habits, bar, away)) return true;
    if (!better.isTold(step.after.id, metric)) unusual.get(matter.class)?.begin(step, wordsOf(step, found), metric);
    return false;
  }

  /** The hour that runs while a person says what it is: as far as it has come by then. */
  function vouchNow(habits: DeviceHabits, metric: Metric, { verdict }: JudgedAlert): void {
    for (const seen of ['low', 'high'] as const) {
      const found = hourOfNumber(habits, metrics.indexOf(metric), seen);
      if (found === null || !found.isOdd || found.hour !== hourThrough(context.localTime(verdict.at))) continue;
      vouchTo(habits, barOf(metric, found.sign), verdict, found.away);
    }
  }

  return {
    judge(step, habits, place) {
      const found = hourOfNumber(habits, place);
      if (found === null) return true;
      const { metric, known, start, hour, sign, strays, digits } = found;
      const wasOdd = wasOddBefore(found);
      known[start + odds.hour] = hour;
      known[start + odds.digits] = sign * digits;
      known[start + odds.calm] = found.isCalm ? Math.min(enoughCalm, known[start + odds.calm]! + 1) : 0;
      if (known[start + odds.calm] === enoughCalm)
        end(step, habits, found, 'It lies where it usually does at this hour');
      if (found.isOdd) return isUsualYet(step, habits, found, wasOdd);
      if (better.isAlarming(step.after.id, metric)) learnNothing(known, start);
      else learnOdds(known, start, strays);
      return true;
    },
    forget(device, at) {
      for (const one of unusual.values()) one.forget(device, at);
    },
    adopt(alert, at) {
      unusual.get(alert.class)?.adopt(alert, at);
    },
    stands: (device, metric) => [...unusual.values()].some((one) => one.stands(device, metric)),
    /** A person said what it was, whoever of its class told it: it may lie so far from there again. */
    teach(alert) {
      const { device, class: kind, verdict } = alert;
      if (device === null || !unusual.has(kind) || verdict.kind === 'none') return;
      const habits = context.memory.devices.get(device);
      for (const metric of metrics) {
        if (habits === undefined || matters[metric]?.class !== kind || !isOf(alert, device, metric)) continue;
        for (const sign of [1, -1]) vouch(habits, barOf(metric, sign), alert);
        vouchNow(habits, metric, alert);
      }
      unusual.get(kind)?.settle(alert);
    },
  };
}

const barOf = (metric: Metric, sign: number) => `${metric} hours ${sign > 0 ? 'above' : 'below'}`;

/** Of a drift it is said of which number it is; the other classes are of one number only. */
function isOf({ class: kind, subject }: JudgedAlert, device: DeviceId, metric: Metric): boolean {
  return kind !== 'value_drift' || isDriftOf(subject, device, metric);
}

/** By the hour or by the day. */
export function isDriftOf(subject: string, device: DeviceId, metric: Metric): boolean {
  const ofDay = `${device} ${metric}`;
  return subject === ofDay || subject === `${ofDay}${byHour}`;
}

function wordsOf({ after }: Step, { metric, days, hour, low, high, usual, sign }: HourOfNumber): Unusual {
  const { label, unit } = metricWords(metric);
  const name = spokenName(after.name);
  const [from, to] = [numberWords(low), numberWords(high)];
  const howFar = sign > 0 ? 'high' : 'low';
  const title =
    metric === 'messages'
      ? `${startSentence(name)} sends unusually many messages for this time`
      : `The ${label.toLowerCase()} of ${name} is unusually ${howFar} for this time`;
  const text =
    `${from === to ? from : `${from} to ${to}`} ${unit} in the hour until ${clockWords((hour + 1) * 60)}, and as ${howFar} before; ` +
    `in ${daysBefore({ days })} days it was about ${numberWords(usual.level)} ${unit} ${atWhat(usual, hour)}`;
  return { title, text, confidence: 0.7 };
}

function atWhat({ basis }: UsualHour, hour: number): string {
  const weekday = weekdayOfHour(hour);
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
