import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { writeGiven } from '@/cli/given-files';
import { describeFlags, readFlags, UsageError, type Flags } from '@/cli/options';
import { endWithOutput } from '@/cli/output';

import { labelled, readNabFiles, type NabFile } from './nab-data';
import { detectorReport } from './report';
import { runDetector } from './run-detector';

const flags = {
  data: { type: 'string', value: 'DIR', help: 'where each <category>/<file>.csv lies (timestamp,value)' },
  out: { type: 'string', value: 'DIR', help: 'where the same files are written, with a column anomaly_score' },
  labels: { type: 'string', value: 'FILE', help: 'NAB’s combined_windows.json, where it does not lie by the data' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const satisfies Flags;
type Values = ReturnType<typeof readFlags<typeof flags>>;

/**
 * `npm run bench:detector -- --data DIR --out DIR`: one pass over each `<category>/<file>.csv`, and the same file below OUT with
 * a column `anomaly_score`. Where NAB's `combined_windows.json` lies in DIR, beside it, or is named by `--labels`, the score too.
 */
endWithOutput();
try {
  const values = readFlags(flags, process.argv.slice(2));
  process.stdout.write(
    values.help ? `Runs the statistical detector over series.\n\n${describeFlags(flags)}\n` : run(values),
  );
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function run({ data, out, labels }: Values): string {
  if (data === undefined || out === undefined)
    throw new UsageError('Say --data DIR and --out DIR. --help lists what there is.');
  const files = readNabFiles(data);
  if (files.length === 0)
    throw new UsageError(
      `There is no <category>/<file>.csv below ${data}. Of NAB itself, --data is its directory "data".`,
    );
  const windows =
    labels ?? [data, join(data, '..')].map((place) => join(place, 'combined_windows.json')).find(existsSync);
  const measured = windows === undefined ? null : labelled(files, windows);
  writeGiven('out', out, () => {
    for (const file of files) write(file, out);
  });
  return measured === null
    ? `${files.length} series written. There are no labels here, so nothing can be said of how good it is.\n`
    : detectorReport(measured);
}

function write(file: NabFile, directory: string): void {
  const path = join(directory, file.name);
  mkdirSync(dirname(path), { recursive: true });
  const scores = runDetector(file);
  const lines = file.rows.map((row, index) => `${row},${(scores[index] ?? 0).toFixed(6)}\n`);
  writeFileSync(path, `${file.header},anomaly_score\n${lines.join('')}`);
}
