import { describeFlags, readFlags, UsageError } from '@/cli/options';
import { endWithOutput } from '@/cli/output';
import { conventionName } from '@/core/convention-words';

import { benchDecodeAndFold } from './decode-and-fold';
import { benchDetect } from './detect';
import { benchHabitsMemory } from './habits-memory';
import { benchChart } from './page/chart-frames';
import { benchFrames, wantedP95Ms } from './page/frames';
import { benchRotation } from './rotation';
import { benchShares } from './share';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const sizes = [500, 20_000];

const flags = { help: { type: 'boolean', default: false, help: 'show this' } } as const;
endWithOutput();
try {
  if (readFlags(flags, process.argv.slice(2)).help) {
    process.stdout.write(`Measures this machine, for some minutes.\n\n${describeFlags(flags)}\n`);
    process.exit();
  }
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** `npm run bench`: prints its figures beside each other; judges nothing, for timings are no tests. */
table('Decode and fold in Node, on the simulated home (processor time, medians of 7 rounds of 50,000 messages)', [
  'devices',
  'messages/s',
  'µs a message',
  'first look, ms',
]);
for (const size of sizes) {
  const { devices, messagesPerSecond, microsecondsPerMessage, firstLookMs } = await benchDecodeAndFold(size);
  row([
    whole.format(devices),
    whole.format(messagesPerSecond),
    fine(microsecondsPerMessage),
    whole.format(firstLookMs),
  ]);
}

table('What detection costs a message, µs (medians of 9 rounds of an hour or more, and where half of them lie)', [
  'devices',
  'rules',
  '',
  'with habits',
  '',
  'a round is longer by',
  '',
  'signals',
]);
for (const size of sizes) {
  const rules = await benchDetect(size, { learns: false });
  const { devices, own, longer, signals } = await benchDetect(size, { learns: true });
  const spreads = [rules.own, own, longer].flatMap((spread) => [
    fine(spread.median),
    spread.between.map(fine).join(' – '),
  ]);
  row([whole.format(devices), ...spreads, whole.format(signals)]);
}

table('What everything learned of a home takes, once all of it is full', ['devices', 'MiB', 'after a restart']);
for (const size of sizes) {
  const { devices, learned, reopened } = benchHabitsMemory(size);
  row([whole.format(devices), fine(learned), fine(reopened)]);
}

table('Each convention on what its examples say, µs a message (medians of 7 rounds of 4,000 messages)', [
  'its own',
  'another’s',
  '… not loaded',
]);
for (const { convention, own, foreign, foreignUnloaded } of await benchShares())
  row([fine(own), fine(foreign), fine(foreignUnloaded)], conventionName(convention));

function table(title: string, columns: readonly string[]): void {
  process.stdout.write(`\n${title}\n\n`);
  row(columns);
}

function row(cells: readonly string[], end = ''): void {
  process.stdout.write(`${cells.map((cell) => cell.padStart(15)).join('')}   ${end}\n`);
}

function fine(microseconds: number): string {
  return microseconds.toFixed(2);
}

const times = await benchRotation();
process.stdout.write(
  times === null
    ? '\nA full rotation is skipped: there is no Mosquitto on this machine.\n'
    : `\nA full rotation of a live camera on an idle Mosquitto ${times.version} (${times.rounds} rounds)\n\n  median ${whole.format(times.medianMs)} ms   slowest ${whole.format(times.slowestMs)} ms\n`,
);

const frames = await benchFrames(process.cwd());
if (frames === null) process.stdout.write('\nThe page is skipped: there is no browser on this machine.\n');
else {
  table('The built page on a home of 300 devices (10 s each)', [
    'messages/s',
    'frame p50, ms',
    'p95, ms',
    'long tasks, %',
  ]);
  for (const { what, messagesPerSecond, p50Ms, p95Ms, longTasksPercent } of frames)
    row(
      [whole.format(messagesPerSecond), fine(p50Ms), fine(p95Ms), fine(longTasksPercent)],
      `${what} (p95 wanted < ${wantedP95Ms} ms: ${p95Ms < wantedP95Ms ? 'holds' : 'does not hold'})`,
    );
}

const charts = await benchChart(process.cwd());
if (charts !== null) {
  table('A chart of a year on a phone, its processor four times slower', [
    'frame p50, ms',
    'p95, ms',
    'longest task, ms',
    'points',
  ]);
  for (const { act, p50Ms, p95Ms, longestTaskMs, points } of charts)
    row([fine(p50Ms), fine(p95Ms), whole.format(longestTaskMs), whole.format(points)], act);
}
