import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { readGiven } from '@/cli/given-files';
import { UsageError } from '@/cli/options';

/** One metric of the benchmark. `windows` are row numbers, both ends included. */
export type NabFile = {
  /** `<category>/<file>.csv` */
  readonly name: string;
  readonly category: string;
  /** as they stand in the file */
  readonly header: string;
  readonly rows: readonly string[];
  /** ms since the epoch */
  readonly times: readonly number[];
  readonly values: readonly number[];
};

export type LabelledFile = NabFile & { readonly windows: readonly Window[] };
export type Window = { readonly left: number; readonly right: number };

/** Every `<category>/<file>.csv` below a directory, by name; none where there is no such directory. Times of the files have no zone: they are read as UTC. */
export function readNabFiles(directory: string): readonly NabFile[] {
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: category }) =>
      readdirSync(join(directory, category))
        .filter((file) => file.endsWith('.csv'))
        .map((file) => readSeries(directory, category, file)),
    )
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function readSeries(directory: string, category: string, file: string): NabFile {
  const text = readFileSync(join(directory, category, file), 'utf8').trim();
  const [header = '', ...rows] = text.split(/\r?\n/);
  const cells = rows.map((row) => row.split(','));
  return {
    name: `${category}/${file}`,
    category,
    header,
    rows,
    times: cells.map(([time = '']) => timeOf(time)),
    // an empty cell is no zero
    values: cells.map(([, value = '']) => (value.trim() === '' ? Number.NaN : Number(value))),
  };
}

/** The windows stand in one document: first and last time of each. A file without an entry has none. */
export function labelled(files: readonly NabFile[], windowsFile: string): readonly LabelledFile[] {
  const document = windowsIn(readGiven('labels', windowsFile).toString(), windowsFile);
  return files.map((file) => ({
    ...file,
    windows: (document[file.name] ?? []).map(([first, last]) => ({
      left: file.times.findIndex((time) => time >= timeOf(first)),
      right: file.times.findLastIndex((time) => time <= timeOf(last)),
    })),
  }));
}

function windowsIn(text: string, file: string): Readonly<Record<string, readonly (readonly [string, string])[]>> {
  try {
    return JSON.parse(text) as ReturnType<typeof windowsIn>; // the benchmark's own format
  } catch {
    throw new UsageError(`--labels: ${file} is no JSON, as NAB’s combined_windows.json is.`);
  }
}

function timeOf(text: string): number {
  return Date.parse(`${text.trim().replace(' ', 'T')}Z`);
}
