import { describe, expect, test } from 'vitest';

import type { Band, SeriesPoint } from '@/core/history';

import { batteryBand } from './battery-band';

const day = 86_400_000;
const point = (at: number, percent: number): SeriesPoint => ({
  at,
  min: percent,
  max: percent,
  mean: percent,
  last: percent,
  count: 1,
});
const usual = { status: 'empties', percentADay: 1, stepPercent: 0, days: 21 } as const;
const bandOf = (points: readonly SeriesPoint[], to: number, more: { readonly stepPercent?: number } = {}) =>
  batteryBand({ stepMs: 0, points, listened: [] }, { ...usual, ...more }, to);
const at = (band: readonly Band[] | null, time: number) => band?.findLast((one) => one.at <= time) ?? null;
const isWithin = (band: readonly Band[] | null, { at: time, last }: SeriesPoint) => {
  const here = at(band, time);
  return here !== null && here.low <= last && last <= here.high;
};

describe('what is usual of a battery', () => {
  test('falls from what it had at first, by half to twice of what it usually loses', () => {
    const band = bandOf([point(0, 90)], 4 * day);
    expect(at(band, 0)).toEqual({ at: 0, low: 88, high: 92 });
    expect(at(band, 2 * day)).toEqual({ at: 2 * day, low: 84, high: 91 });
    expect(at(band, 4 * day)?.low).toBeCloseTo(80, 0);
  });

  test('holds one that empties as ever, and not one that something keeps awake', () => {
    const days = Array.from({ length: 11 }, (_, index) => index);
    const asEver = days.map((n) => point(n * day, 90 - n));
    const awake = days.map((n) => point(n * day, 90 - (n < 5 ? n : 5 + 6 * (n - 5))));
    for (const one of asEver) expect(isWithin(bandOf(asEver, 10 * day), one)).toBe(true);
    const band = bandOf(awake, 10 * day);
    expect(awake.map((one) => isWithin(band, one))).toEqual(days.map((n) => n < 7));
  });

  test('begins anew with a fresh battery, and not with a little warmth', () => {
    const fresh = bandOf([point(0, 20), point(day, 19), point(2 * day, 100)], 3 * day);
    expect(at(fresh, day)?.high).toBeLessThan(22);
    expect(at(fresh, 2 * day)).toEqual({ at: 2 * day, low: 98, high: 100 });
    expect(at(bandOf([point(0, 20), point(day, 19), point(2 * day, 24)], 3 * day), 2 * day)?.high).toBeLessThan(22);
  });

  test('is as wide as the steps in which it is told', () => {
    expect(at(bandOf([point(0, 60)], day, { stepPercent: 10 }), 0)).toEqual({ at: 0, low: 50, high: 70 });
  });

  test('leads no further than the fortnight in which it was learned, and is nothing of a battery that was not told', () => {
    const band = bandOf([point(0, 90), point(20 * day, 70)], 30 * day);
    expect(band?.[0]).toEqual({ at: 16 * day, low: 88, high: 92 });
    expect(bandOf([], day)).toBeNull();
  });
});
