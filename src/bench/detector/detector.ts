import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

import { labelled, readNabFiles, type NabFile } from './nab-data';
import { detectorReport } from './report';
import { runDetector } from './run-detector';

/**
 * `npm run bench:detector -- --data DIR --out DIR`: one pass over each `<category>/<file>.csv`, and the same file below OUT with
 * a column `anomaly_score`. Where NAB's `combined_windows.json` lies in DIR, beside it, or is named by `--labels`, the score too.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, labels: { type: 'string' } },
});
if (values.data === undefined || values.out === undefined) {
  process.stderr.write(
    'Usage: npm run --silent bench:detector -- --data DIR --out DIR [--labels combined_windows.json]\n',
  );
  process.exit(1);
}
const { data, out } = values;
const files = existsSync(data) ? readNabFiles(data) : [];
if (files.length === 0) {
  process.stderr.write(
    `There is no <category>/<file>.csv below ${data}. Of NAB itself, --data is its directory "data".\n`,
  );
  process.exit(1);
}
for (const file of files) write(file, out);
const labels =
  values.labels ?? [data, join(data, '..')].map((place) => join(place, 'combined_windows.json')).find(existsSync);
process.stdout.write(
  labels === undefined
    ? `${files.length} series written. There are no labels here, so nothing can be said of how good it is.\n`
    : detectorReport(labelled(files, labels)),
);

function write(file: NabFile, directory: string): void {
  const path = join(directory, file.name);
  mkdirSync(dirname(path), { recursive: true });
  const scores = runDetector(file);
  const lines = file.rows.map((row, index) => `${row},${(scores[index] ?? 0).toFixed(6)}`);
  writeFileSync(path, `${file.header},anomaly_score\n${lines.join('\n')}\n`);
}
