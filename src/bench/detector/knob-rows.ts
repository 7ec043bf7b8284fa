import { knobs, type Knobs } from '@/detection/learned/knobs';

import type { LabelledFile } from './nab-data';
import { bestThreshold, type Profile } from './nab-score';
import { runDetector } from './run-detector';

export type KnobCost = {
  readonly knob: keyof Knobs;
  /** points by profile, each with the threshold that is best then */
  readonly halved: readonly number[];
  readonly doubled: readonly number[];
};

/** What is lost when one knob alone is turned; negative where something is won. */
export function knobCosts(files: readonly LabelledFile[], profiles: readonly Profile[]): readonly KnobCost[] {
  const scoresWith = (turned: Knobs) => {
    const corpus = files.map((file) => ({ file, scores: runDetector(file, turned) }));
    return profiles.map((profile) => bestThreshold(corpus, profile).score);
  };
  const base = scoresWith(knobs);
  const cost = (knob: keyof Knobs, factor: number) => {
    const value = knobs[knob] * factor;
    // what is counted is counted in whole numbers
    const scores = scoresWith({ ...knobs, [knob]: knobs[knob] > 1 ? Math.round(value) : value });
    return base.map((score, index) => score - (scores[index] ?? 0));
  };
  // the keys of the constant are the keys of its type
  return (Object.keys(knobs) as readonly (keyof Knobs)[]).map((knob) => ({
    knob,
    halved: cost(knob, 0.5),
    doubled: cost(knob, 2),
  }));
}

/** One line a knob, and the dearest turn of all. */
export function knobRows(files: readonly LabelledFile[], profiles: readonly Profile[]): readonly string[] {
  const costs = knobCosts(files, profiles);
  const dearest = Math.max(...costs.flatMap(({ halved, doubled }) => [...halved, ...doubled]));
  const figures = (points: readonly number[]) => points.map((one) => one.toFixed(1)).join(' / ');
  return [
    ...costs.map(
      ({ knob, halved, doubled }) =>
        `  ${`${knob} ${knobs[knob]}`.padEnd(24)} halved ${figures(halved).padEnd(14)} doubled ${figures(doubled)}`,
    ),
    '',
    `  ${costs.length} knobs; the dearest turn costs ${dearest.toFixed(1)} points`,
  ];
}
