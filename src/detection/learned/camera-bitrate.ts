import { spokenName, startSentence } from '@/core/spoken-name';

import type { Step } from '../rule';
import { isHabitNow, judgedIn, onTwoDays } from './beyond';
import { habitNow, openLasting, type HabitContext, type SpokenHabitRule } from './habit-rule';
import type { DeviceHabits, StreamHabit } from './device-habits';
import { hourOf, type LocalTime } from './local-time';
import { daysBefore, isRipe } from './ripe';

const windowMs = 5 * 60_000;
/** beyond what these hours ever had, by this share and this many kbit/s, for so many windows in a row */
const out = { share: 0.3, kbps: 150, windows: 2 } as const;
const none = -1;
/** what is no alarm moves the bounds of an hour once a day, by no more than this */
const aDay = { share: 0.1, kbps: 50 } as const;
const bars = { above: 'stream above', below: 'stream below' } as const;

/**
 * A camera that streams far more or far less than it ever did at this time of day: its picture is copied, replaced, or
 * covered. The highest of five minutes counts, so that a scene that moves is none; night mode comes at its own hour,
 * and the hours beside count too, because the sun does not keep to the clock.
 */
export function cameraBitrate(context: HabitContext): SpokenHabitRule {
  const unusual = openLasting(context, 'camera_bitrate', { numberOf: (part) => (part === '' ? 'bitrateKbps' : null) });

  /** Five minutes are over. What alarms teaches nothing, unless it comes back day after day. */
  function close(step: Step, habits: DeviceHabits, stream: StreamHabit, now: LocalTime): void {
    const { most } = stream;
    const hour = hourOf(now);
    const { low, high } = usualAround(stream, hour);
    const isAbove = high !== none && most > high * (1 + out.share) + out.kbps;
    const isBelow = low !== none && most < low * (1 - out.share) - out.kbps;
    stream.above = isAbove ? stream.above + 1 : 0;
    stream.below = isBelow ? stream.below + 1 : 0;
    if (!isAbove && !isBelow) {
      unusual.end(step, 'It streams as it usually does');
      return learn(stream, hour, isRipe(habits) ? nearer(stream, hour, most, now.day) : most);
    }
    const bar = isAbove ? bars.above : bars.below;
    const level = isAbove ? most : -most;
    if (!isRipe(habits)) {
      if (onTwoDays(habits, bar, now.day, level) > Number.NEGATIVE_INFINITY) learn(stream, hour, most);
      return;
    }
    if (Math.max(stream.above, stream.below) < out.windows) return;
    if (isHabitNow(habits, bar, step.at, level, now.day)) {
      learn(stream, hour, most);
      return unusual.end(step, habitNow);
    }
    const text = `${Math.round(most)} kbit/s; around this time of day it was ${Math.round(low)} to ${Math.round(high)} in ${daysBefore(habits)} days`;
    const title = `${startSentence(spokenName(step.after.name))} streams unusually ${isAbove ? 'much' : 'little'}`;
    unusual.begin(step, { title, text, confidence: 0.75 });
  }

  return {
    hear(step, habits, now) {
      const { at, after } = step;
      const kbps = after.state.bitrateKbps === undefined ? undefined : toldOf(step);
      if (kbps === undefined) return;
      const window = Math.floor(at / windowMs);
      const stream = (habits.stream ??= openStream(window));
      if (window !== stream.window) {
        close(step, habits, stream, now);
        stream.most = 0;
        stream.window = window;
      }
      stream.most = Math.max(stream.most, kbps);
    },
    stands: (device) => unusual.stands(device),
    forget: unusual.forget,
    adopt: unusual.adopt,
    teach(alert) {
      if (alert.class !== 'camera_bitrate' || alert.device === null) return;
      const habits = context.memory.devices.get(alert.device);
      if (habits?.stream === undefined) return;
      for (const bar of [bars.above, bars.below])
        for (const { at, level } of judgedIn(habits, bar, alert))
          learn(habits.stream, hourOf(context.localTime(at)), Math.abs(level));
      unusual.settle(alert);
    },
  };
}

function toldOf({ observations }: Step): number | undefined {
  for (const { fact } of observations)
    if (fact.type === 'state' && fact.state.bitrateKbps !== undefined) return fact.state.bitrateKbps;
  return undefined;
}

function openStream(window: number): StreamHabit {
  const hours = () => Array.from({ length: 24 }, () => none);
  return { window, most: 0, above: 0, below: 0, low: hours(), high: hours() };
}

function learn({ low, high }: StreamHabit, hour: number, most: number): void {
  const lowest = low[hour] ?? none;
  low[hour] = lowest === none ? most : Math.min(lowest, most);
  high[hour] = Math.max(high[hour] ?? none, most);
}

/** Who makes each step a little longer than the last must take weeks for it. */
function nearer(stream: StreamHabit, hour: number, most: number, day: number): number {
  const [low, high] = [stream.low[hour] ?? none, stream.high[hour] ?? none];
  if (low === none || (most >= low && most <= high)) return most;
  const movedOn = (stream.movedOn ??= stream.low.map(() => none));
  if (movedOn[hour] === day) return high;
  movedOn[hour] = day;
  const step = Math.max(aDay.kbps, aDay.share * (most > high ? high : low));
  return most > high ? Math.min(most, high + step) : Math.max(most, low - step);
}

/** So much as at these hours, and as little as at any: night mode comes whenever a day is dark. */
function usualAround({ low, high }: StreamHabit, hour: number): { readonly low: number; readonly high: number } {
  const hours = [(hour + 23) % 24, hour, (hour + 1) % 24];
  const lows = low.filter((one) => one !== none);
  const highs = hours.map((one) => high[one] ?? none);
  return { low: lows.length === 0 ? none : Math.min(...lows), high: Math.max(...highs) };
}
