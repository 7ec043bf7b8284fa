import { knobs, type Knobs } from '@/detection/learned/knobs';

import { floors } from './floors';
import type { LabelledFile, NabFile } from './nab-data';
import { bestThreshold, crossValidated, lowFalseAlarms, lowMisses, standard, type Scored } from './nab-score';
import { runDetector } from './run-detector';

type Runner = (file: NabFile) => Float64Array;

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
    `One pass, ${costUs.toFixed(1)} µs a point (scoring included).`,
    '',
    'What turning each knob costs, standard / few false alarms, fitted (negative: it would have been better here):',
    '',
    ...knobRows(files, fitted(own)),
    '',
  ].join('\n');
}

function knobRows(files: readonly LabelledFile[], [base = 0, baseFew = 0]: readonly number[]): readonly string[] {
  // the keys of the constant are the keys of its type
  return (Object.keys(knobs) as readonly (keyof Knobs)[]).map((knob) => {
    const costs = [0.5, 2].map((factor) => {
      const value = knobs[knob] * factor;
      const turned = { ...knobs, [knob]: knobs[knob] > 1 ? Math.round(value) : value };
      const [here = 0, few = 0] = fitted(score(files, (file) => runDetector(file, turned)));
      return `${(base - here).toFixed(1)} / ${(baseFew - few).toFixed(1)}`;
    });
    return `  ${`${knob} ${knobs[knob]}`.padEnd(22)} halved ${(costs[0] ?? '').padEnd(14)} doubled ${costs[1] ?? ''}`;
  });
}

function score(files: readonly LabelledFile[], run: Runner): readonly Scored[] {
  return files.map((file) => ({ file, scores: run(file) }));
}

function fitted(corpus: readonly Scored[]): readonly number[] {
  return [standard, lowFalseAlarms, lowMisses].map((profile) => bestThreshold(corpus, profile).score);
}

function row(name: string, figures: readonly number[]): string {
  return `  ${name.padEnd(76)} ${figures.map((figure) => figure.toFixed(1)).join(' / ')}`;
}
