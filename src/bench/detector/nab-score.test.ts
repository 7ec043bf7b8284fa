import { existsSync } from 'node:fs';

import { describe, expect, test } from 'vitest';

import { floors } from './floors';
import { knobCosts } from './knob-rows';
import { labelled, readNabFiles, type LabelledFile } from './nab-data';
import { bestThreshold, crossValidated, lowFalseAlarms, nabScore, standard, type Scored } from './nab-score';
import { runDetector } from './run-detector';

const rows = 1_000;
const file: LabelledFile = {
  name: 'rooms/attic.csv',
  category: 'rooms',
  header: 'timestamp,value',
  rows: [],
  times: [],
  values: Array.from({ length: rows }, () => 0),
  windows: [{ left: 500, right: 599 }],
};
const detecting = (...at: readonly number[]): readonly Scored[] => [
  { file, scores: Array.from({ length: rows }, (_, row) => (at.includes(row) ? 1 : 0)) },
];
const scoreOf = (...at: readonly number[]) => nabScore(detecting(...at), () => 0.5, standard);

describe('the score of a detector, by NAB’s rules', () => {
  test('is 100 for one that speaks at the beginning of the window and 0 for one that says nothing', () => {
    expect(scoreOf(500)).toBeCloseTo(100, 6);
    expect(scoreOf()).toBe(0);
  });

  test('is less the later it speaks, and only the first word in a window counts', () => {
    expect(scoreOf(550)).toBeLessThan(scoreOf(510));
    expect(scoreOf(510, 550, 590)).toBe(scoreOf(510));
  });

  test('takes a false alarm off, a little less right behind the window', () => {
    expect(scoreOf(500, 400)).toBeCloseTo(100 - (100 * 0.11) / 2, 6);
    expect(scoreOf(500, 605)).toBeGreaterThan(scoreOf(500, 400));
  });

  test('counts nothing of the time of learning', () => {
    expect(scoreOf(500, 100)).toBe(scoreOf(500));
  });

  test('is best at a threshold that leaves the false alarms out', () => {
    const scores = Array.from({ length: rows }, (_, row) => ({ 500: 0.9, 700: 0.4 })[row] ?? 0);
    expect(bestThreshold([{ file, scores }], standard)).toEqual({ threshold: 0.9, score: expect.closeTo(100, 6) });
  });
});

const shared = new URL('../../../../shared/nab/', import.meta.url).pathname;
const here = existsSync(shared);

describe.skipIf(!here)(
  `on the benchmark’s own series${here ? '' : ' (skipped: ../shared with the NAB series is not beside this clone)'}`,
  { timeout: 60_000 },
  () => {
    const files = here ? labelled(readNabFiles(`${shared}data`), `${shared}combined_windows.json`) : [];
    const corpus = files.map((one) => ({ file: one, scores: runDetector(one) }));

    test('the detector is as good as we say, with thresholds from other categories', () => {
      expect(crossValidated(corpus, standard)).toBeGreaterThan(58);
      expect(crossValidated(corpus, lowFalseAlarms)).toBeGreaterThan(48);
    });

    test('and with one threshold fitted on all of them', () => {
      expect(bestThreshold(corpus, standard).score).toBeGreaterThan(65);
      expect(bestThreshold(corpus, lowFalseAlarms).score).toBeGreaterThan(57);
    });

    test('and better than one that only looks for records', () => {
      const records = files.map((one) => ({ file: one, scores: floors[0].run(one) }));
      expect(bestThreshold(corpus, standard).score).toBeGreaterThan(bestThreshold(records, standard).score + 5);
    });

    // seventeen passes over all series: `npm run test:long`
    test.skipIf(!process.env['GATEHOUSE_LONG'])(
      'and no knob, halved or doubled, costs more than 3 points',
      { timeout: 600_000 },
      () => {
        for (const { knob, halved, doubled } of knobCosts(files, [standard, lowFalseAlarms]))
          expect(Math.max(...halved, ...doubled), knob).toBeLessThanOrEqual(3);
      },
    );
  },
);
