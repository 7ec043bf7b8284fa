import { alertClasses, type AlertClass } from '@/core/alerts/alert';
import { elsewhere, happenings, learnedClasses, unseen } from '@/scenarios/suite/happenings';
import {
  falseAlarmsOf,
  missedBy,
  openDays,
  scoreOf,
  totalOf,
  type ClassScore,
  type Listened,
} from '@/scenarios/suite/score';

/** what must be found, of all attacks of a sort together, and what it may cost */
const bars = {
  rules: { recall: 0.98, precision: 0.98 },
  learned: { recall: 0.85, falseAlarmsADay: 0.05 },
} as const;
/** whoever is below is named */
const named = 0.9;

/** How each class did, the worst first, for what needs nothing learned and for the rest; then whether the bars hold. */
export function reportOf(homes: readonly Listened[]): string {
  const measured = new Set(happenings.map((one) => one.class));
  const scores = scoreOf(homes, alertClasses).filter(
    ({ class: kind, falseAlarms }) => measured.has(kind) || falseAlarms > 0,
  );
  const [learned, rules] = [scores.filter(isLearned), scores.filter((score) => !isLearned(score))];
  const ofRules = totalOf(rules);
  const ofLearned = totalOf(learned);
  return [
    ...table('Rules', rules),
    bar('recall', ofRules.recall, (value) => value >= bars.rules.recall, `≥ ${bars.rules.recall}`),
    bar('precision', ofRules.precision, (value) => value >= bars.rules.precision, `≥ ${bars.rules.precision}`),
    '',
    ...table('Learned', learned),
    bar('recall', ofLearned.recall, (value) => value >= bars.learned.recall, `≥ ${bars.learned.recall}`),
    bar(
      'false alarms a home-day',
      ofLearned.falseAlarmsADay,
      (value) => value <= bars.learned.falseAlarmsADay,
      `≤ ${bars.learned.falseAlarmsADay}`,
    ),
    '',
    belowNamed(scores),
    exposure(homes),
    ...Object.entries(elsewhere).map(([kind, why]) => `${kind} is not measured here: ${why}`),
    ...Object.entries(unseen).map(([kind, why]) => `${kind}, unseen: ${why}`),
    '',
  ].join('\n');
}

/** Each false alarm, and each attack that was missed, of one home. */
export function explain(home: Listened, seed: number): readonly string[] {
  const told = falseAlarmsOf(home).map((alarm) => {
    const before = home.trials.findLast(({ from }) => from <= alarm.at);
    const seconds = before === undefined ? 0 : Math.round((alarm.at - before.from) / 1_000);
    const since = before === undefined ? '' : `, ${seconds} s after the begin of “${before.happening.name}”`;
    return `home ${seed}: false ${alarm.class}${alarm.device === null ? '' : ` of ${alarm.device}`} at ${momentWords(alarm.at)}${since}`;
  });
  const missed = missedBy(home).map(
    ({ happening, from }) => `home ${seed}: missed “${happening.name}” at ${momentWords(from)}`,
  );
  return [...told, ...missed];
}

function isLearned({ class: kind }: { readonly class: AlertClass }): boolean {
  return learnedClasses.has(kind);
}

function table(title: string, scores: readonly ClassScore[]): readonly string[] {
  const heads = ['attacks', 'found', 'recall', 'precision', 'false a day', 'p50, s', 'p95, s'];
  return [row([title, ...heads]), ...scores.map((score) => row(cellsOf(score)))];
}

function cellsOf(score: ClassScore): readonly string[] {
  const { recall, precision, falseAlarmsADay, delayP50, delayP95 } = score;
  return [
    score.class,
    String(score.attacks),
    String(score.found),
    share(recall),
    share(precision),
    falseAlarmsADay.toFixed(3),
    delayP50 === null ? '-' : delayP50.toFixed(0),
    delayP95 === null ? '-' : delayP95.toFixed(0),
  ];
}

function bar(what: string, value: number | null, holds: (value: number) => boolean, wanted: string): string {
  const verdict = value === null ? 'nothing to judge' : holds(value) ? 'holds' : 'DOES NOT HOLD';
  return `all together: ${what} ${share(value)}, wanted ${wanted}: ${verdict}`;
}

function exposure(homes: readonly Listened[]): string {
  const days = homes.reduce((sum, home) => sum + home.days, 0);
  const free = homes.reduce((sum, home) => sum + openDays(home), 0);
  const decoys = homes.flatMap(({ trials }) => trials).filter(({ happening }) => happening.form === 'decoy').length;
  return `An alarm would have been false on ${free.toFixed(0)} of the ${days} days: on the rest an attack went on. ${decoys} harmless things that look like one happened.`;
}

function belowNamed(scores: readonly ClassScore[]): string {
  const low = scores.filter(({ recall, precision }) => (recall ?? 1) < named || (precision ?? 1) < named);
  return low.length === 0
    ? `No class has a recall or a precision below ${named}.`
    : `Below ${named}: ${low.map((one) => one.class).join(', ')}.`;
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function row([first = '', ...rest]: readonly string[]): string {
  return first.padEnd(22) + rest.map((cell) => cell.padStart(12)).join('');
}

function momentWords(at: number): string {
  return new Date(at).toISOString();
}
