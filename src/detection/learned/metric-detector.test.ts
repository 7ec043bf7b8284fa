import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { addPoint, digitsAfter, mostPoints, openLastPoints, type LastPoints } from './last-points';
import { judge, openMetric, scoreOf, type MetricState } from './metric-detector';
import { knobs } from './knobs';
import { openTail, surprise } from './tail';

const hourOf = (index: number) => Math.floor(index / 12) % 24;

/** A room's temperature every five minutes: warm by day, and a little noise. */
function room(index: number, noise: number): number {
  return 20 + 2 * Math.sin((index / 288) * 2 * Math.PI) + 0.2 * noise;
}

/** Noise that is the same on every run: a sine that never comes round. */
const noise = (index: number) => Math.sin(index * index * 12.9898) * 0.999;

function judged(values: readonly number[], metric = openMetric()): readonly number[] {
  return values.map((value, index) => judge(metric, value, hourOf(index)).digits);
}

const fortnight = Array.from({ length: 14 * 288 }, (_, index) => room(index, noise(index)));
const worst = (digits: readonly number[]) => Math.max(...digits);

describe('the statistical detector', () => {
  test('finds a value that never came before, in the moment it comes', () => {
    const broken = fortnight.with(3_000, 31);
    const digits = judged(broken);
    expect(digits[3_000]).toBe(worst(digits));
    expect(digits[3_000]).toBeGreaterThan(6);
  });

  test('finds an ordinary value at the wrong time of day', () => {
    const noon = fortnight.findIndex((_, index) => index > 3_000 && index % 288 === 72);
    const broken = fortnight.with(noon, 18.2);
    expect(judged(broken)[noon]).toBeGreaterThan(4);
  });

  test('rests after an alarm: what goes on is one alarm', () => {
    const broken = fortnight.map((value, index) => (index >= 3_000 && index < 3_050 ? value + 15 : value));
    const digits = judged(broken).slice(2_990, 3_150);
    expect(digits.filter((one) => one > 6).length).toBeLessThan(5);
  });

  test('says nothing of a metric that never changes', () => {
    expect(worst(judged(Array.from({ length: 2_000 }, () => 3)))).toBe(0);
  });

  test('says the same of the beginning of a story as of the whole', () => {
    const all = judged(fortnight);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_500 }), (length) => {
        expect(judged(fortnight.slice(0, length))).toEqual(all.slice(0, length));
      }),
      { numRuns: 10 },
    );
  });

  test('goes on where it stopped when its memory was written down and read again', () => {
    const half = fortnight.length / 2;
    const metric = openMetric();
    judged(fortnight.slice(0, half), metric);
    const restored = JSON.parse(JSON.stringify(metric)) as MetricState; // it was one a line above
    expect(judged(fortnight.slice(half), restored)).toEqual(judged(fortnight.slice(half), metric));
  });

  test('says the same of a value after points that were only kept, as of one after points that were judged', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 200, maxLength: 300 }), (values) => {
        const [metric, last] = [openMetric(), openLastPoints()];
        for (const [index, value] of values.entries()) {
          const { digits } = judge(metric, value, index % 24);
          if (index % 50 === 0) expect(digitsAfter(last, value, index % 24)).toBe(digits);
          addPoint(last, value, index % 24);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('is asked after the last two weeks, whatever was before them', () => {
    const [long, short] = [openLastPoints(), openLastPoints()];
    const count = (index: number) => Math.round(20 + 5 * noise(index));
    for (let index = 0; index < mostPoints + 500; index++) {
      addPoint(long, index < 500 ? 40 : count(index), hourOf(index));
      if (index >= 500) addPoint(short, count(index), hourOf(index));
    }
    expect(long.points.length).toBe(mostPoints);
    expect(digitsAfter(long, 40, 0)).toBe(digitsAfter(short, 40, 0));
    expect(digitsAfter(long, 40, 0)).toBeGreaterThan(5);
    const kept = openLastPoints(JSON.parse(JSON.stringify(long)) as LastPoints); // it was some a line above
    expect(digitsAfter(kept, 40, 0)).toBe(digitsAfter(long, 40, 0));
  });

  test('holds no more after sixty thousand points than after ten thousand', { timeout: 20_000 }, () => {
    const metric = openMetric();
    const size = () => JSON.stringify(metric, (_, value: unknown) => (typeof value === 'number' ? 0 : value)).length;
    for (let index = 0; index < 10_000; index++) judge(metric, noise(index) * index, hourOf(index));
    const then = size();
    for (let index = 10_000; index < 60_000; index++) judge(metric, noise(index) * index, hourOf(index));
    expect(size()).toBeLessThanOrEqual(then * 1.01);
  });

  test('scores lie between 0 and 1 and grow with the digits', () => {
    expect([0, 4, 8, 400].map(scoreOf)).toEqual([0, 0.5, 0.75, 1]);
  });
});

describe('surprise', () => {
  test('of two digits comes about once in a hundred values, whatever they are distributed like', () => {
    const shapes: readonly ((x: number) => number)[] = [(x) => x, (x) => x ** 8, (x) => Math.exp(9 * x)];
    for (const shape of shapes) {
      const tail = openTail();
      const values = Array.from({ length: 4_000 }, (_, index) => shape(Math.abs(noise(index + 1))));
      const surprised = values.filter((value) => surprise(tail, value, knobs) >= 2).length;
      expect(surprised).toBeGreaterThan(20);
      expect(surprised).toBeLessThan(120);
    }
  });

  test('has no words before it has seen enough', () => {
    const tail = openTail();
    for (let index = 0; index < knobs.tailLength; index++) expect(surprise(tail, index * 1e6, knobs)).toBe(0);
  });
});
