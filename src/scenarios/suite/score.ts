import type { AlertClass, Severity } from '@/core/alert';

import type { Trial } from './trial-home';

/** An alert that opened, when it did, by the listener's clock. */
export type Raised = { readonly at: number; readonly class: AlertClass; readonly severity: Severity };

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
 * An attack is found when an alert of its class, or of one that would be right too, opens while it lasts. An alert is false
 * when it disturbs a person and no attack is going on: of a decoy, of a home's own life, or long after. While an attack goes
 * on nothing that is said counts as false, for an attack may be told in several ways.
 */
export function scoreOf(listened: readonly Listened[], classes: readonly AlertClass[]): readonly ClassScore[] {
  const days = listened.reduce((sum, one) => sum + one.days, 0);
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

function isAbout({ class: kind, at }: Raised, { happening, from, until }: Trial): boolean {
  return at >= from && at <= until && (kind === happening.class || happening.alsoRight?.includes(kind) === true);
}

/** Those that disturb somebody although nothing is going on. */
export function falseAlarmsOf({ trials, raised }: Listened): readonly Raised[] {
  return raised.filter((one) => disturbs(one) && !trials.some((trial) => isExplained(one, trial)));
}

/** What an attack leaves behind, such as a device that is away, may be told a little later. */
const aftermathMs = 2 * 3_600_000;

function isExplained(one: Raised, trial: Trial): boolean {
  if (trial.happening.form !== 'decoy') return one.at >= trial.from && one.at <= trial.until + aftermathMs;
  return one.at >= trial.from && one.at <= trial.until && trial.happening.alsoRight?.includes(one.class) === true;
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
    recall: attacks === 0 ? null : found / attacks,
    precision: found + falseAlarms === 0 ? null : found / (found + falseAlarms),
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
