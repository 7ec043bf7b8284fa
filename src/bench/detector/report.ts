import { floors } from './floors';
import { knobRows } from './knob-rows';
import type { LabelledFile, NabFile } from './nab-data';
import {
  bestThreshold,
  countDetections,
  crossValidated,
  lowFalseAlarms,
  lowMisses,
  standard,
  thresholdsFromOthers,
  type Scored,
} from './nab-score';
import { runDetector } from './run-detector';

/** The figures of the detector on labelled series, the ones that mean something only beside each other together. */
export function detectorReport(files: readonly LabelledFile[]): string {
  const points = files.reduce((sum, { values }) => sum + values.length, 0);
  const started = process.cpuUsage().user;
  const own = score(files, runDetector);
  const costUs = (process.cpuUsage().user - started) / points;
  return [
    `${files.length} series, ${points} points. Standard / few false alarms / few misses, by NAB's rules:`,
    '',
    row('threshold fitted on all of them', fitted(own)),
    row(
      'threshold from the other categories',
      [standard, lowFalseAlarms].map((profile) => crossValidated(own, profile)),
    ),
    ...floors.map(({ name, run }) => row(name, fitted(score(files, run)))),
    '',
    `One pass, ${costUs.toFixed(1)} µs of processor time a point.`,
    '',
    'By category, with the threshold from the others (standard):',
    '',
    ...categoryRows(own),
    '',
    'What turning each knob costs, standard / few false alarms, fitted (negative: it would have been better here):',
    '',
    ...knobRows(files, [standard, lowFalseAlarms]),
    '',
  ].join('\n');
}

function categoryRows(corpus: readonly Scored[]): readonly string[] {
  return [...thresholdsFromOthers(corpus, standard)].map(([category, threshold]) => {
    const its = corpus.filter(({ file }) => file.category === category);
    const { windows, found, falseAlarms } = countDetections(its, threshold);
    const points = its.reduce((sum, { file }) => sum + file.values.length, 0);
    const alarms = `${falseAlarms} false alarms in ${points} points`;
    return `  ${category.padEnd(22)} ${`${found} of ${windows} windows found`.padEnd(24)} ${alarms}`;
  });
}

function score(files: readonly LabelledFile[], run: (file: NabFile) => Float64Array): readonly Scored[] {
  return files.map((file) => ({ file, scores: run(file) }));
}

function fitted(corpus: readonly Scored[]): readonly number[] {
  return [standard, lowFalseAlarms, lowMisses].map((profile) => bestThreshold(corpus, profile).score);
}

function row(name: string, figures: readonly number[]): string {
  return `  ${name.padEnd(76)} ${figures.map((figure) => figure.toFixed(1)).join(' / ')}`;
}
