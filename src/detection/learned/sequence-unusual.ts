import type { DeviceId } from '@/core/device';
import { shortHash } from '@/core/short-hash';
import { startSentence } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import type { SequenceContext } from './device-habits';
import { exposures, houseActs, type HouseAct } from './house-act';
import { hourOf, type LocalTime } from './local-time';
import { never } from './pulse';
import { hasReturned } from './returning';
import { daysBefore, learningDays } from './ripe';

/** what follows within this time is "right after" */
const rightAfterMs = 3 * 60_000;
/** an act before is part of the same story for so long */
const storyMs = 10 * 60_000;
/** a context must have been met so often */
const enoughTimes = 12;
/** what followed on one day of so many times is no habit, nor on two of twice as many: an odd day must not make it usual for ever. Three days do */
const odder = { times: 40, days: 2 } as const;
/**
 * By chance alone it would have followed so often by now, so that it never did is a habit; or chance brings the two together
 * so seldom a day that it is odd where they meet.
 */
const chance = { expected: 1, meetingsADay: 0.03 } as const;
const mostContexts = 256;
/** of these as many may be of an act alone: each lock has one, also the one that is new */
const mostPlain = 128;
const mostOdd = 8;
const mostVain = 8;
const dayMs = 24 * 60 * 60_000;
const restMs = 15 * 60_000;

/** Somebody secured the house a moment ago: under which contexts that counts, the closest first. */
type Secured = {
  readonly act: HouseAct;
  readonly contexts: readonly SequenceContext[];
  readonly followed: Set<number>;
};

/**
 * Something exposes the house right after somebody secured it, which never or hardly ever followed upon that: a window opened, a
 * camera gone, just when the door was locked. A Markov model of order two with slots of the day: what came before the locking tells
 * who leaves from who comes home, and where a context is too rare the next wider one answers.
 */
export function sequenceUnusual(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'sequence_unusual', { restMs });
  const { sequences, coverage } = context.memory;
  let secured: readonly Secured[] = [];
  let last: { readonly at: number; readonly key: string } | null = null;

  /** It is met once more. */
  function meet(words: string, isPlain: boolean): SequenceContext {
    const key = shortHash(words);
    let met = sequences.contexts.find((one) => one.key === key);
    if (met === undefined) {
      makeRoom(sequences.contexts, isPlain);
      met = { key, times: 0, followed: exposures.map(() => 0) };
      sequences.contexts.push(met);
    }
    if (isPlain) met.isPlain = true;
    met.times++;
    return met;
  }

  function secure(act: HouseAct, now: LocalTime): void {
    const before = last !== null && act.at - last.at < storyMs ? last.key : 'quiet';
    const slot = Math.floor(hourOf(now) / 6);
    const contexts = [
      meet(`${act.key} < ${before} @${slot}`, false),
      meet(`${act.key} < ${before}`, false),
      meet(act.key, true),
    ];
    secured = [...secured.slice(-3), { act, contexts, followed: new Set() }];
  }

  function expose(step: Step, act: HouseAct, index: number, { day }: LocalTime): void {
    sequences.totals[index] = (sequences.totals[index] ?? 0) + 1;
    for (const one of secured) {
      const after = act.at - one.act.at;
      // who locks and unlocks the same door forgot the umbrella
      if (after < 0 || after > rightAfterMs || one.followed.has(index) || deviceOf(act) === deviceOf(one.act)) continue;
      one.followed.add(index);
      const closest = one.contexts.find(({ times }) => times > timesWanted(index));
      if (closest === undefined || !isOdd(closest, index)) {
        for (const known of one.contexts) follow(known, index, day);
      } else if (isHabitNow(one.contexts, index, act.at, day)) {
        for (const known of one.contexts) accept(known, index);
      } else tell(step, act, one, closest, index, after);
    }
  }

  /** It is odd in each of these contexts, unless it came back day after day. */
  function isHabitNow(contexts: readonly SequenceContext[], index: number, at: number, day: number): boolean {
    let isHabit = false;
    for (const context of contexts) {
      const odd = (context.odd ??= []);
      const days = odd.filter((one) => one.index === index).map((one) => one.day);
      if (odd.length >= mostOdd) odd.shift();
      odd.push({ index, at, day });
      isHabit ||= hasReturned(days, day);
    }
    return isHabit;
  }

  /** Of what was told in vain, the habit must be so much better known the next time. */
  function doubt({ index, at }: { readonly index: number; readonly at: number }): void {
    const vain = (sequences.vain ??= []);
    if (vain.length < mostVain && !vain.some((one) => one.index === index && one.at === at)) vain.push({ index, at });
  }

  function timesWanted(index: number): number {
    return enoughTimes * (1 + (sequences.vain?.filter((one) => one.index === index).length ?? 0));
  }

  function isOdd({ times, followed }: SequenceContext, index: number): boolean {
    if (coverage.days <= learningDays || daysFollowed(followed, index) > daysAtMost(times)) return false;
    const aDay = ((sequences.totals[index] ?? 1) - 1) / coverage.days;
    const expected = (times * aDay * rightAfterMs) / dayMs;
    return expected > chance.expected || expected / coverage.days < chance.meetingsADay;
  }

  function tell(
    step: Step,
    act: HouseAct,
    { act: before }: Secured,
    { times, followed }: SequenceContext,
    index: number,
    afterMs: number,
  ): void {
    odd.seen(step, act.at, {
      title: `${startSentence(act.text)} right after ${before.text}`,
      text: `${Math.round(afterMs / 1_000)} s after ${before.text}; it was so ${times - 1} times in ${daysBefore(coverage)} days, and ${followedWords(daysFollowed(followed, index))}`,
      confidence: Math.round(100 * (1 - 1 / times)) / 100,
    });
  }

  return {
    hear(step, _habits, now) {
      for (const act of houseActs(step.before, step.after)) {
        if (act.exposure !== null) expose(step, act, exposures.indexOf(act.exposure), now);
        if (act.isSecuring) secure(act, now);
        last = act;
      }
    },
    forget: (device: DeviceId) => odd.forget(device),
    teach(alert) {
      if (alert.class !== 'sequence_unusual' || alert.verdict.kind === 'none') return;
      if (alert.device !== null) odd.forget(alert.device);
      const isMeant = ({ at }: { readonly at: number }) => alert.evidence.some(({ t }) => t === at);
      for (const known of sequences.contexts) {
        for (const one of known.odd ?? []) {
          if (!isMeant(one)) continue;
          accept(known, one.index);
          if (alert.verdict.kind === 'false-alarm') doubt(one);
        }
      }
    },
  };
}

/** It followed once more; on one day it counts once. */
function follow(known: SequenceContext, index: number, day: number): void {
  const followedOn = (known.followedOn ??= exposures.map(() => never));
  if (followedOn[index] === day) return;
  known.followed[index] = daysFollowed(known.followed, index) + 1;
  followedOn[index] = day;
}

/** It is a habit, by a person's word or because it comes back. */
function accept({ followed }: SequenceContext, index: number): void {
  followed[index] = Math.max(odder.days + 1, daysFollowed(followed, index));
}

/** On so many days it may have followed and be none. */
function daysAtMost(times: number): number {
  return Math.min(Math.floor(times / odder.times), odder.days);
}

function daysFollowed(followed: readonly number[], index: number): number {
  return followed[index] ?? 0;
}

function followedWords(days: number): string {
  if (days === 0) return 'nothing of the sort ever followed';
  return `anything of the sort followed on ${days === 1 ? 'one day' : `${days} days`} only`;
}

/** The rarest goes, of those the oldest: one of an act alone only for another, once there are many. */
function makeRoom(contexts: SequenceContext[], isPlain: boolean): void {
  if (contexts.length < mostContexts) return;
  const goesPlain = isPlain && contexts.filter((one) => one.isPlain).length >= mostPlain;
  let rarest = -1;
  for (const [index, { isPlain: plain = false, times }] of contexts.entries()) {
    if (plain === goesPlain && times < (contexts[rarest]?.times ?? Number.POSITIVE_INFINITY)) rarest = index;
  }
  if (rarest >= 0) contexts.splice(rarest, 1);
}

const deviceOf = ({ key }: HouseAct) => key.slice(0, key.lastIndexOf(' '));
