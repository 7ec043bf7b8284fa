import type { LabelledFile, Window } from './nab-data';

/** What a hit, a false alarm and a miss weigh (the benchmark's cost profiles). */
export type Profile = {
  readonly name: string;
  readonly hit: number;
  readonly falseAlarm: number;
  readonly miss: number;
};

export const standard: Profile = { name: 'standard', hit: 1, falseAlarm: 0.11, miss: 1 };
export const lowFalseAlarms: Profile = { name: 'low-FP', hit: 1, falseAlarm: 0.22, miss: 1 };
export const lowMisses: Profile = { name: 'low-FN', hit: 1, falseAlarm: 0.11, miss: 2 };

/** A file, and how unusual each of its rows was found to be. */
export type Scored = { readonly file: LabelledFile; readonly scores: ArrayLike<number> };

/** One row that somebody may call a detection. What it is worth depends on the window it is in, or on the one before it. */
type Candidate = { readonly score: number; readonly window: Window | null; readonly worth: number };

/** 1 far before the end of a window, 0 at its end, −1 far behind it. */
const sigma = (y: number) => 2 / (1 + Math.exp(5 * y)) - 1;

/** The NAB score where each file has its threshold: 0 is a detector that says nothing, 100 a perfect one. */
export function nabScore(
  corpus: readonly Scored[],
  thresholdOf: (file: LabelledFile) => number,
  profile: Profile,
): number {
  const detected = corpus.flatMap(({ file, scores }) => {
    const threshold = thresholdOf(file);
    return candidatesOf([{ file, scores }], profile).filter(({ score }) => score >= threshold);
  });
  const best = bestOfWindows(detected);
  const alarms = detected.reduce((sum, { window, worth }) => sum + (window === null ? worth : 0), 0);
  return outOf(windowsOf(corpus), best.hits, best.worth + alarms, profile);
}

/** The threshold at which the score is best. One for all files. */
export function bestThreshold(
  corpus: readonly Scored[],
  profile: Profile,
): { readonly threshold: number; readonly score: number } {
  const candidates = candidatesOf(corpus, profile).toSorted((one, other) => other.score - one.score);
  const windows = windowsOf(corpus);
  const worthOf = new Map<Window, number>();
  let sum = 0;
  let best = { threshold: Number.POSITIVE_INFINITY, score: 0 };
  for (const [index, { score, window, worth }] of candidates.entries()) {
    if (window === null) sum += worth;
    else {
      // the earliest detection counts, and that is the one worth most
      const before = worthOf.get(window);
      if (before === undefined || worth > before) {
        sum += worth - (before ?? 0);
        worthOf.set(window, worth);
      }
    }
    if (candidates[index + 1]?.score === score) continue;
    const total = outOf(windows, worthOf.size, sum, profile);
    if (total > best.score) best = { threshold: score, score: total };
  }
  return best;
}

/** Leave one category out: the threshold for the files of each comes from all the others. */
export function crossValidated(corpus: readonly Scored[], profile: Profile): number {
  const thresholds = thresholdsFromOthers(corpus, profile);
  return nabScore(corpus, ({ category }) => thresholds.get(category) ?? Number.POSITIVE_INFINITY, profile);
}

/** By category, in the order in which they come. */
export function thresholdsFromOthers(corpus: readonly Scored[], profile: Profile): ReadonlyMap<string, number> {
  const categories = new Set(corpus.map(({ file }) => file.category));
  return new Map(
    [...categories].map((category) => {
      const others = corpus.filter(({ file }) => file.category !== category);
      return [category, bestThreshold(others, profile).threshold];
    }),
  );
}

/** The same in plain numbers: windows in which it spoke, and how often it spoke outside of any. */
export function countDetections(
  corpus: readonly Scored[],
  threshold: number,
): { readonly windows: number; readonly found: number; readonly falseAlarms: number } {
  const detected = candidatesOf(corpus, standard).filter(({ score }) => score >= threshold);
  const falseAlarms = detected.filter(({ window }) => window === null).length;
  return { windows: windowsOf(corpus), found: bestOfWindows(detected).hits, falseAlarms };
}

function bestOfWindows(detected: readonly Candidate[]): { readonly hits: number; readonly worth: number } {
  const worthOf = new Map<Window, number>();
  for (const { window, worth } of detected) {
    if (window !== null) worthOf.set(window, Math.max(worth, worthOf.get(window) ?? 0));
  }
  return { hits: worthOf.size, worth: [...worthOf.values()].reduce((sum, worth) => sum + worth, 0) };
}

function outOf(windows: number, hits: number, worth: number, { hit, miss }: Profile): number {
  const raw = worth - miss * (windows - hits);
  return (100 * (raw + miss * windows)) / ((hit + miss) * windows);
}

function windowsOf(corpus: readonly Scored[]): number {
  return corpus.reduce((sum, { file }) => sum + file.windows.length, 0);
}

/** The first 15 % of a file, at most 750 rows, are for learning and never count. */
function probation(rows: number): number {
  return Math.min(Math.floor(0.15 * rows), 750);
}

function candidatesOf(corpus: readonly Scored[], { hit, falseAlarm }: Profile): readonly Candidate[] {
  const candidates: Candidate[] = [];
  for (const { file, scores } of corpus) {
    for (let row = probation(file.values.length); row < file.values.length; row++) {
      const score = scores[row] ?? 0;
      if (score <= 0) continue;
      const window = file.windows.find(({ left, right }) => left <= row && row <= right) ?? null;
      const worth =
        window === null ? falseAlarm * sigma(pastTheWindow(file, row)) : (hit * sigma(within(window, row))) / sigma(-1);
      candidates.push({ score, window, worth });
    }
  }
  return candidates;
}

function within({ left, right }: Window, row: number): number {
  return -(right - row + 1) / (right - left + 1);
}

/** A false alarm soon after a window is forgiven a little. */
function pastTheWindow({ windows }: LabelledFile, row: number): number {
  const before = windows.findLast(({ right }) => right < row);
  if (before === undefined) return Number.POSITIVE_INFINITY;
  const y = (row - before.right) / (before.right - before.left);
  return y > 3 ? Number.POSITIVE_INFINITY : y;
}
