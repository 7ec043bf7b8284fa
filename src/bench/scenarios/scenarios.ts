import { parseArgs } from 'node:util';

import { alertClasses } from '@/core/alert';
import { elsewhere, happenings } from '@/scenarios/suite/happenings';
import { falseAlarmsOf, scoreOf, type ClassScore, type Listened } from '@/scenarios/suite/score';

import { listen } from './listen';
import { seedsOfCommit } from './seeds';

/** a home learns for two weeks, then it is measured for four */
const quietDays = 14;
const weeksAHome = 4;

/**
 * `npm run bench:scenarios`: what detection makes of attacks of every class, in easy and evasive form, and of what only looks
 * like one, in at least 60 home-weeks. `--tuning` measures on homes that rules may be tuned on instead; `--homes N` on fewer.
 */
const { values } = parseArgs({
  options: {
    homes: { type: 'string', default: '15' },
    tuning: { type: 'boolean', default: false },
    /** prints each false alarm and each attack that was missed */
    explain: { type: 'boolean', default: false },
  },
});
const count = Math.max(1, Math.min(500, Number(values.homes) || 1));
const drawn = values.tuning ? null : seedsOfCommit(count);
const seeds = drawn?.seeds ?? Array.from({ length: count }, (_, index) => 1 + index);

const say = (line: string) => void process.stdout.write(`${line}\n`);
say(
  `${count * weeksAHome} home-weeks in ${count} homes, each after ${quietDays} days of learning; ` +
    (drawn === null
      ? `seeds 1 to ${count}, on which rules may be tuned`
      : `seeds drawn from commit ${drawn.commit.slice(0, 12)}`),
);

const homes: Listened[] = [];
for (const seed of seeds) {
  const home = await listen({ seed, happenings, quietDays, days: weeksAHome * 7 });
  homes.push(home);
  if (values.explain) explain(home, seed);
}

const measured = new Set(happenings.map((one) => one.class));
const scores = scoreOf(homes, alertClasses).filter(
  ({ class: kind, falseAlarms }) => measured.has(kind) || falseAlarms > 0,
);
say('');
say(row(['class', 'attacks', 'found', 'recall', 'precision', 'false a day', 'p50, s', 'p95, s']));
for (const score of scores) say(row(cellsOf(score)));
say('');
for (const [kind, why] of Object.entries(elsewhere))
  if (!measured.has(kind as never)) say(`${kind} is not measured here: ${why}`); // a key of `elsewhere` is a class

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

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function row([first = '', ...rest]: readonly string[]): string {
  return first.padEnd(22) + rest.map((cell) => cell.padStart(12)).join('');
}

function explain(home: Listened, seed: number): void {
  for (const alarm of falseAlarmsOf(home)) {
    const before = home.trials.findLast(({ from }) => from <= alarm.at);
    const since =
      before === undefined
        ? ''
        : `, ${Math.round((alarm.at - before.from) / 1_000)} s after the begin of “${before.happening.name}”`;
    say(`home ${seed}: false ${alarm.class} at ${new Date(alarm.at).toISOString()}${since}`);
  }
  for (const { happening, from, until } of home.trials) {
    if (happening.form === 'decoy') continue;
    const right = [happening.class, ...(happening.alsoRight ?? [])];
    if (!home.raised.some(({ at, class: kind }) => at >= from && at <= until && right.includes(kind)))
      say(`home ${seed}: missed “${happening.name}” at ${new Date(from).toISOString()}`);
  }
}
