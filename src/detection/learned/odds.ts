import { openNumbers } from './numbers';

/**
 * How far the hours of each number of a device lay from what is usual, side by side in the order of its courses; `odds` names the places of
 * one. What it knows of itself makes one threshold mean the same for each number: how improbable an hour is in its own past.
 */
export type Odds = number[];

export const odds = {
  /** hours that were judged, and how often it went far: hours in a row are one time */
  hours: 0,
  far: 1,
  /** how far that was, each time the furthest hour, as the power of ten of what is far: all of them together */
  powers: 2,
  /** the last hour that was judged, counted through the days, and its digits of improbability: below zero where it lay below */
  hour: 3,
  digits: 4,
  /** 1: each weekday is known by now */
  isByWeekday: 5,
  /** the time that it is far now: its furthest hour, or `teachesNothing`; 0: it is not */
  now: 6,
  /** so many hours in a row it was nobody's business, up to `enoughCalm` */
  calm: 7,
} as const;

export const oddsWidth = 8;
/** what goes on and off by the hour goes on */
export const enoughCalm = 2;

/** Of any number of any device: what comes about once in so many powers of ten. */
export const improbable = 5;

/** farther than an hour usually strays */
const farStrays = 1;
/** how far it goes before anything is known of that, and how many times that counts for */
const prior = { power: 0.2, times: 5 } as const;
/** it was odd meanwhile */
const teachesNothing = -1;
/** an outlier teaches no more than so many times what is usual of those */
const mostPull = 3;
/** three months: what was before is forgotten */
const memoryHours = 90 * 24;
/** before that nothing is improbable */
const enoughHours = 240;

/** With a place for each of so many numbers. */
export function openOdds(rows: number, kept: Odds = []): Odds {
  const all = openNumbers(kept.slice(0, rows * oddsWidth));
  while (all.length < rows * oddsWidth) all.push(0);
  return all.slice();
}

/**
 * How improbable it is that an hour strays so many times as far as hours usually do, in decimal digits: how seldom it went far at all, carried on as
 * a power law (Hill's estimate). Of one time what went before in it says nothing.
 */
export function digitsOf(known: Odds, start: number, strays: number): number {
  const hours = known[start + odds.hours]!;
  if (strays <= farStrays || hours < enoughHours) return 0;
  const share = Math.log10((hours + 1) / (known[start + odds.far]! + 1));
  return share + Math.log10(strays / farStrays) / powerOf(known, start);
}

/** What was far because it was the first of its weekday says nothing of those that are known. */
export function knowWeekdays(known: Odds, start: number): void {
  if (known[start + odds.isByWeekday] === 1) return;
  known[start + odds.isByWeekday] = 1;
  known[start + odds.far] = known[start + odds.powers] = 0;
  known[start + odds.hours] = Math.min(known[start + odds.hours]!, enoughHours);
}

/** One more hour that strayed so far. */
export function learnOdds(known: Odds, start: number, strays: number): void {
  known[start + odds.hours]!++;
  const furthest = known[start + odds.now]!;
  if (strays > farStrays) {
    const power = Math.min(Math.log10(strays / farStrays), mostPull * powerOf(known, start));
    if (furthest !== teachesNothing) known[start + odds.now] = Math.max(furthest, power);
    return;
  }
  known[start + odds.now] = 0;
  if (furthest > 0) {
    known[start + odds.far]!++;
    known[start + odds.powers]! += furthest;
  }
  const kept = memoryHours / known[start + odds.hours]!;
  if (kept < 1) for (const place of [odds.hours, odds.far, odds.powers]) known[start + place]! *= kept;
}

/** What is odd teaches nothing, nor do the hours that lead there and from there. */
export function learnNothing(known: Odds, start: number): void {
  known[start + odds.now] = teachesNothing;
}

/** How far it goes on average when it does. */
function powerOf(known: Odds, start: number): number {
  return (known[start + odds.powers]! + prior.times * prior.power) / (known[start + odds.far]! + prior.times);
}
