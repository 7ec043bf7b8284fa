import type { AlertClass, Severity } from '@/core/alerts/alert';

import type { Trial } from './trial-home';

/** An alert that opened, when it did, by a clock that is right. */
export type Raised = {
  readonly at: number;
  readonly class: AlertClass;
  readonly severity: Severity;
  /** by its name; null: it is of the whole home */
  readonly device: string | null;
};

/** A home that was listened to. */
export type Listened = { readonly trials: readonly Trial[]; readonly raised: readonly Raised[]; readonly days: number };

/** How one class did. Shares are 0…1, null where there was nothing to share; delays in seconds. */
export type ClassScore = {
  readonly class: AlertClass;
  readonly attacks: number;
  readonly found: number;
  readonly falseAlarms: number;
  readonly recall: number | null;
  readonly precision: number | null;
  readonly falseAlarmsADay: number;
  readonly delayP50: number | null;
  readonly delayP95: number | null;
};

/** what is only worth knowing disturbs nobody: it finds an attack, but is no false alarm */
const disturbs = ({ severity }: Raised) => severity !== 'info';

/**
 * An attack is found when an alert of its class, or of one that would be right too, opens while it lasts, of one of its
 * devices or of the whole home. An alert is false when it disturbs a person and no attack is going on: of a decoy, of a home's
 * own life, or long after; or when it is of a device with which the attack has nothing to do. What else is said while an attack
 * goes on is not, for an attack may be told in several ways: so that time is left out of the days by which false alarms are
 * counted.
 */
export function scoreOf(listened: readonly Listened[], classes: readonly AlertClass[]): readonly ClassScore[] {
  const days = listened.reduce((sum, one) => sum + openDays(one), 0);
  return classes
    .map((kind) => {
      const delays: number[] = [];
      let attacks = 0;
      let falseAlarms = 0;
      for (const home of listened) {
        for (const trial of home.trials) {
          if (trial.happening.class !== kind || trial.happening.form === 'decoy') continue;
          attacks += 1;
          const first = home.raised.find((one) => isAbout(one, trial));
          if (first !== undefined) delays.push((first.at - trial.from) / 1_000);
        }
        falseAlarms += falseAlarmsOf(home).filter((one) => one.class === kind).length;
      }
      return scoreOfClass(kind, { attacks, falseAlarms, delays: delays.toSorted((one, other) => one - other), days });
    })
    .toSorted(compareScores);
}

function isAbout(one: Raised, trial: Trial): boolean {
  const { happening, from, until } = trial;
  const isRight = one.class === happening.class || happening.alsoRight?.includes(one.class) === true;
  return one.at >= from && one.at <= until && isRight && isThere(one, trial);
}

/** It is of the whole home, or of a device that the happening touches. */
function isThere({ device }: Raised, { devices }: Trial): boolean {
  return device === null || devices === null || devices.has(device);
}

/** The attacks of which nothing was told. */
export function missedBy({ trials, raised }: Listened): readonly Trial[] {
  return trials.filter((trial) => trial.happening.form !== 'decoy' && !raised.some((one) => isAbout(one, trial)));
}

/** Several classes taken together, each attack and each false alarm counting the same. */
export function totalOf(
  scores: readonly ClassScore[],
): Pick<ClassScore, 'recall' | 'precision' | 'falseAlarmsADay' | 'attacks' | 'found' | 'falseAlarms'> {
  const sum = (key: 'attacks' | 'found' | 'falseAlarms' | 'falseAlarmsADay') =>
    scores.reduce((total, score) => total + score[key], 0);
  const [attacks, found, falseAlarms] = [sum('attacks'), sum('found'), sum('falseAlarms')];
  return {
    attacks,
    found,
    falseAlarms,
    recall: shareOf(found, attacks),
    precision: shareOf(found, found + falseAlarms),
    falseAlarmsADay: sum('falseAlarmsADay'),
  };
}

/** null: of nothing there is no share */
function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Those that disturb somebody although nothing is going on. */
export function falseAlarmsOf({ trials, raised }: Listened): readonly Raised[] {
  return raised.filter((one) => disturbs(one) && !trials.some((trial) => isExplained(one, trial)));
}

/** What an attack is about may be told a little later too: it leaves something behind. */
const aftermathMs = 2 * 3_600_000;

function isExplained(one: Raised, trial: Trial): boolean {
  const { class: kind, form, alsoRight = [] } = trial.happening;
  if (one.at < trial.from || !isThere(one, trial)) return false;
  if (form === 'decoy') return one.at <= trial.until && alsoRight.includes(one.class);
  if (one.at <= trial.until) return true;
  return one.at <= trial.until + aftermathMs && (one.class === kind || alsoRight.includes(one.class));
}

/** For how many days an alarm would have been false: those on which no attack went on. */
export function openDays({ trials, days }: Listened): number {
  let covered = 0;
  let coveredTill = Number.NEGATIVE_INFINITY;
  for (const { happening, from, until } of trials.toSorted((one, other) => one.from - other.from)) {
    // what goes on for days touches one device, and the others may be told in vain meanwhile
    if (happening.form === 'decoy' || happening.beside === true) continue;
    covered += Math.max(0, until - Math.max(from, coveredTill));
    coveredTill = Math.max(coveredTill, until);
  }
  return days - covered / 86_400_000;
}

type Counts = {
  readonly attacks: number;
  readonly falseAlarms: number;
  readonly delays: readonly number[];
  readonly days: number;
};

function scoreOfClass(kind: AlertClass, { attacks, falseAlarms, delays, days }: Counts): ClassScore {
  const found = delays.length;
  return {
    class: kind,
    attacks,
    found,
    falseAlarms,
    recall: shareOf(found, attacks),
    precision: shareOf(found, found + falseAlarms),
    falseAlarmsADay: days === 0 ? 0 : falseAlarms / days,
    delayP50: quantile(delays, 0.5),
    delayP95: quantile(delays, 0.95),
  };
}

/** The worst first: what is missed, then what is said in vain. */
function compareScores(one: ClassScore, other: ClassScore): number {
  return (
    (one.recall ?? 1) - (other.recall ?? 1) ||
    (one.precision ?? 1) - (other.precision ?? 1) ||
    (one.class < other.class ? -1 : 1)
  );
}

function quantile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}
