import { describeFlags, readFlags, UsageError, wholeNumber } from '@/cli/options';
import { endWithOutput } from '@/cli/output';
import type { Listened } from '@/scenarios/suite/score';

import { explain, reportOf } from './report';
import { runHomes } from './run-homes';
import { seedsOfCommit } from './seeds';

/** a home learns for two weeks, then it is measured for four */
const quietDays = 14;
const weeksAHome = 4;
const mostHomes = 500;

const flags = {
  homes: { type: 'string', value: 'N', default: '15', help: 'how many homes, of four weeks each; default 15' },
  jobs: { type: 'string', value: 'N', default: '2', help: 'how many at once, each in a process of its own; default 2' },
  tuning: { type: 'boolean', default: false, help: 'homes of seeds 1 and up, on which rules may be tuned' },
  explain: { type: 'boolean', default: false, help: 'print each false alarm, and each attack that was missed' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;

/**
 * `npm run bench:scenarios`: what detection makes of attacks of every class, in easy and evasive form, and of what only looks
 * like one, in at least 60 home-weeks. Told to stop (Ctrl-C) it prints what it has heard by then.
 */
const say = (line: string) => void process.stdout.write(`${line}\n`);

endWithOutput();
try {
  const values = readFlags(flags, process.argv.slice(2));
  if (values.help)
    say(`How well attacks are told, and harmless things are not, in simulated homes.\n\n${describeFlags(flags)}`);
  else {
    const homes = wholeNumber('homes', values.homes, { from: 1, to: mostHomes });
    await measure({ ...values, homes, jobs: wholeNumber('jobs', values.jobs, { from: 1, to: 64 }) });
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

type Wanted = {
  readonly homes: number;
  readonly jobs: number;
  readonly tuning: boolean;
  readonly explain: boolean;
};

async function measure({ homes: count, jobs, tuning, explain: isExplained }: Wanted): Promise<void> {
  const drawn = tuning ? null : seedsOfCommit(count);
  if (drawn === null && !tuning)
    throw new UsageError('This is no checkout of git, and the seeds are drawn from its commit. --tuning needs none.');
  const seeds = drawn?.seeds ?? Array.from({ length: count }, (_, index) => 1 + index);
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  const heard: Listened[] = [];
  const homes = seeds.map((seed) => ({ seed, quietDays, days: weeksAHome * 7 }));
  await runHomes(homes, Math.min(jobs, count), {
    signal: stop.signal,
    onHeard(home, seed) {
      heard.push(home);
      if (isExplained) explain(home, seed).forEach(say);
      else process.stderr.write(`${heard.length} of ${count} homes\n`);
    },
  });
  const from = drawn === null ? 'of seeds on which rules may be tuned' : `drawn from commit ${drawn.commit}`;
  say(`${heard.length * weeksAHome} home-weeks in ${heard.length} homes ${from}, each after ${quietDays} quiet days\n`);
  say(reportOf(heard));
}
