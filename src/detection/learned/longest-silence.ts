import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { longWords } from '../long-words';
import { isRecent } from '../recent';
import { isHabitNow, isVouched, moved, vouchFor, wasOnceBeyond } from './beyond';
import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import { never, type Pulse } from './pulse';
import { daysBefore, isRipe } from './ripe';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** So many times longer than ever, and no less; a restart, a mesh that heals and a router that comes back are over by then. */
const long = { times: 3, leastMs: 2 * hourMs } as const;
/** who is ever silent for longer has no rhythm */
const rhythmMs = 12 * hourMs;
/** where the whole home says nothing for so long, it is our ears */
const deafMs = 10 * minuteMs;
/** all are looked at so often, so that of those that go on speaking nothing is looked up at their messages */
const lookEveryMs = 10 * minuteMs;
/** what is no alarm makes no habit of it by more than this a day */
const aDay = { times: 1.5, least: minuteMs } as const;
const bar = 'silence';
/** of those that go the same way, so many may be silent with it */
const othersShare = 0.3;
/** who is silent for so long when all are asleep tells of people, and has nothing to tell of an empty house */
const asleepMs = 4 * hourMs;
/** of those that tell of people about as often; what moves in the garden tells of cats */
const peopleTimes = 2;
const peopleShare = 0.5;

/**
 * A device that says nothing for far longer than it ever did, though nobody says that it is offline: its battery fell out, it
 * was taken away, or something keeps its words. Where many are silent with it, what they share is another rule's; and of a motion sensor nothing
 * is odd while nobody is at home.
 */
export function longestSilence(context: HabitContext): HabitRule {
  const silent = openLasting(context, 'silent_device', { suffix: ' habit' });
  /** when it was seen that who is silent has a reason; it is looked at again an hour later; ms since the epoch */
  const waits = new Map<DeviceId, number>();
  /** when the house was seen to be empty, for who is silent because of that; ms since the epoch */
  const emptyAt = new Map<DeviceId, number>();
  /** since when somebody of the home was heard without a break; ms since the epoch */
  let earsSince = Number.NaN;
  let earsAt = Number.NEGATIVE_INFINITY;
  let isLooking = false;
  /** before then nobody's silence can be long: who speaks only moves it on; ms since the epoch. Found in that memory */
  let nobodyBefore = Number.NEGATIVE_INFINITY;
  let generation = context.memory.generation;

  function silenceOf({ lastAt }: Pulse, at: number): number {
    return at - Math.max(lastAt, earsSince);
  }

  /** Also at those that were heard at an earlier visit only. While we hear nobody, nobody is looked at. */
  function lookAtAll(at: number): void {
    isLooking = at - earsAt <= deafMs;
    if (!isLooking) return;
    context.later(at + lookEveryMs, lookAtAll);
    if (!isAnybodySilent(at)) return;
    const areMany = openAnswers((via: DeviceId | null) => areManySilent(via, at));
    const isEmpty = openAnswers((longestHours: number) => isHouseEmpty(longestHours, at));
    for (const device of context.devices.values()) look(device, at, areMany, isEmpty);
  }

  /** Nearly always nobody is, and then no device need be looked up. */
  function isAnybodySilent(at: number): boolean {
    if (at < nobodyBefore && context.memory.generation === generation) return false;
    generation = context.memory.generation;
    bringBack(at);
    nobodyBefore = Number.POSITIVE_INFINITY;
    for (const one of context.memory.devices.values())
      if (hasRhythm(one)) nobodyBefore = Math.min(nobodyBefore, longFrom(one));
    return at >= nobodyBefore;
  }

  /** Who spoke while the clock was ahead has spoken by now, and no later: or it could fall silent unheard until the clock gets there. */
  function bringBack(at: number): void {
    for (const one of context.memory.devices.values()) if (one.lastAt > at) one.lastAt = at;
  }

  /** From when on its silence is long, if it goes on; ms since the epoch. Whatever it says moves that on. */
  function longFrom({ lastAt, longestSilenceMs }: Pulse): number {
    return Math.max(lastAt, earsSince) + longFor(longestSilenceMs);
  }

  function look(
    device: Device,
    at: number,
    areMany: (via: DeviceId | null) => boolean,
    isEmpty: (longestHours: number) => boolean,
  ): void {
    const { id, disabled, via } = device;
    const habits = context.memory.devices.get(id);
    if (habits === undefined || disabled || !hasRhythm(habits) || at < longFrom(habits)) return;
    if (silent.stands(id) || isRecent(waits.get(id), at, hourMs)) return;
    const ms = silenceOf(habits, at);
    const { longestSilenceMs: longestMs } = habits;
    if (isVouched(habits, bar, ms)) return;
    waits.delete(id);
    const isOneOfMany = areMany(via);
    if (longestMs >= asleepMs && isEmpty(Math.ceil(longestMs / hourMs))) emptyAt.set(id, at);
    // who comes home does not go into each room at once
    const isUnmet = isRecent(emptyAt.get(id), at, longestMs);
    if (!isRipe(habits) || isExplained(device) || isOneOfMany || isUnmet) return void waits.set(id, at);
    if (isHabitNow(habits, bar, at, ms, context.localTime(at).day)) return void waits.set(id, at);
    const often = wasOnceBeyond(habits, bar, longestMs) ? 'only once' : 'never';
    silent.begin(
      { at, retained: false, topic: '', before: device, after: device, observations: [] },
      {
        title: `${startSentence(spokenName(device.name))} is silent for longer than ever`,
        text: `Nothing for ${longWords(ms)}; in ${daysBefore(habits)} days ${often} for more than ${longWords(longestMs)}`,
        confidence: 0.7,
      },
    );
  }

  /** Somebody says already that it, or its bridge, is away. */
  function isExplained({ reachability, said, via }: Device): boolean {
    const isBridgeGone = via !== null && context.devices.get(via)?.reachability === 'offline';
    return isBridgeGone || reachability === 'offline' || (said !== null && reachability === 'unknown');
  }

  /** Beside the one that is asked for, which is silent itself. */
  function areManySilent(via: DeviceId | null, at: number): boolean {
    let others = -1;
    let silentToo = -1;
    for (const device of context.devices.values()) {
      if (device.via !== via) continue;
      const other = context.memory.devices.get(device.id);
      if (other === undefined || !hasRhythm(other)) continue;
      others++;
      if (silenceOf(other, at) > Math.max(deafMs, other.longestSilenceMs)) silentToo++;
    }
    return silentToo > 0 && silentToo >= othersShare * others;
  }

  /** Nobody is at home: most of those that tell of people about as often as one that is silent for so many hours at most are silent for longer than ever. */
  function isHouseEmpty(longestHours: number, at: number): boolean {
    let [known, silentNow] = [0, 0];
    for (const { id, disabled } of context.devices.values()) {
      const pulse = disabled ? undefined : context.memory.devices.get(id);
      if (pulse === undefined || pulse.lastAt === never || !tellsOfPeople(pulse, longestHours * hourMs)) continue;
      known++;
      if (silenceOf(pulse, at) > pulse.longestSilenceMs) silentNow++;
    }
    // the one that is asked for is one of them
    return silentNow > 1 && silentNow - 1 >= peopleShare * (known - 1);
  }

  return {
    hear(step, habits, now) {
      const { at } = step;
      // also where the clock was set: nobody was silent for as long as that
      if (!(Math.abs(at - earsAt) <= deafMs)) {
        earsSince = at;
        nobodyBefore = Math.min(nobodyBefore, at + long.leastMs);
        if (at < earsAt) bringBack(at);
      }
      earsAt = at;
      if (!isLooking) {
        isLooking = true;
        context.later(at + lookEveryMs, lookAtAll);
      }
      const { lastAt, longestSilenceMs: longestMs } = habits;
      if (lastAt === never) habits.lastAt = at;
      // the first time, and where a clock was set back
      if (at < lastAt || lastAt === never) nobodyBefore = Math.min(nobodyBefore, at + long.leastMs);
      const ms = silenceOf(habits, at);
      if (ms > longestMs) habits.longestSilenceMs = longestNow(habits, longestMs, ms, at, now.day);
      habits.lastAt = at;
      // of those that go on speaking nothing more need be looked up
      if (lastAt <= earsSince || ms >= minuteMs) silent.end(step, 'It speaks again');
    },
    forget(device, at) {
      waits.delete(device);
      emptyAt.delete(device);
      silent.forget(device, at);
    },
    adopt: silent.adopt,
    /** A person said what it was: it may be silent for so long again. This time it is not told again. */
    teach(alert) {
      if (alert.class !== 'silent_device' || alert.device === null) return;
      vouchFor(context.memory.devices.get(alert.device), bar, alert);
    },
  };
}

/** The longest by now. What alarms teaches nothing, unless it comes back day after day; while all is new, one day makes no habit. */
function longestNow(habits: DeviceHabits, longestMs: number, ms: number, at: number, day: number): number {
  if (!isRipe(habits) || ms < longFor(longestMs))
    return moved(habits, bar, day, { from: longestMs, level: ms, ...aDay });
  return isHabitNow(habits, bar, at, ms, day) ? ms : longestMs;
}

function longFor(longestMs: number): number {
  return Math.max(long.leastMs, long.times * longestMs);
}

/** Each answer looks at all devices, so it is given once. */
function openAnswers<T>(answer: (question: T) => boolean): (question: T) => boolean {
  const given = new Map<T, boolean>();
  return (question) => {
    const known = given.get(question) ?? answer(question);
    given.set(question, known);
    return known;
  };
}

/** It is as long as a night and no longer than a day or so that it has nothing to tell, as with one that is silent for `longestMs` at most. */
function tellsOfPeople({ longestSilenceMs }: Pulse, longestMs: number): boolean {
  return longestSilenceMs >= asleepMs && longestSilenceMs <= peopleTimes * longestMs;
}

/** Whose silence was heard at all, and never for too long. */
function hasRhythm({ lastAt, longestSilenceMs }: Pulse): boolean {
  return lastAt !== never && longestSilenceMs <= rhythmMs;
}
