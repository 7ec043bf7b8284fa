import { spokenName, startSentence } from '@/core/spoken-name';

import type { Step } from '../rule';
import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import type { StreamHabit } from './habits';
import { hourOf } from './local-time';
import { daysBefore, isRipe } from './memory';

const windowMs = 5 * 60_000;
/** beyond what these hours ever had, by this share and this many kbit/s, for so many windows in a row */
const out = { share: 0.3, kbps: 150, windows: 2 } as const;
const none = -1;

/**
 * A camera that streams far more or far less than it ever did at this time of day: its picture is copied, replaced, or
 * covered. The highest of five minutes counts, so that a scene that moves is none; night mode comes at its own hour,
 * and the hours beside count too, because the sun does not keep to the clock.
 */
export function cameraBitrate(context: HabitContext): HabitRule {
  const unusual = openLasting(context, 'camera_bitrate');
  return {
    hear(step, habits, now) {
      const { after, at } = step;
      const kbps = after.state.bitrateKbps === undefined ? undefined : toldOf(step);
      if (kbps === undefined) return;
      const window = Math.floor(at / windowMs);
      const stream = (habits.stream ??= openStream(window));
      if (window !== stream.window) {
        const { most } = stream;
        const hour = hourOf(now);
        const { low, high } = usualAround(stream, hour);
        const isAbove = high !== none && most > high * (1 + out.share) + out.kbps;
        const isBelow = low !== none && most < low * (1 - out.share) - out.kbps;
        stream.above = isAbove ? stream.above + 1 : 0;
        stream.below = isBelow ? stream.below + 1 : 0;
        const isOut = Math.max(stream.above, stream.below) >= out.windows && isRipe(habits);
        if (isOut) {
          const text = `${Math.round(most)} kbit/s; around this time of day it was ${Math.round(low)} to ${Math.round(high)} in ${daysBefore(habits)} days`;
          const title = `${startSentence(spokenName(after.name))} streams unusually ${isAbove ? 'much' : 'little'}`;
          unusual.begin(step, { title, text, confidence: 0.75 });
        } else if (!isAbove && !isBelow) unusual.end(step, 'It streams as it usually does');
        if ((!isAbove && !isBelow) || !isRipe(habits)) learn(stream, hour, most);
        stream.most = 0;
        stream.window = window;
      }
      stream.most = Math.max(stream.most, kbps);
    },
    forget: unusual.forget,
    adopt: unusual.adopt,
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

/** So much as at these hours, and as little as at any: night mode comes whenever a day is dark. */
function usualAround({ low, high }: StreamHabit, hour: number): { readonly low: number; readonly high: number } {
  const hours = [(hour + 23) % 24, hour, (hour + 1) % 24];
  const lows = low.filter((one) => one !== none);
  const highs = hours.map((one) => high[one] ?? none);
  return { low: lows.length === 0 ? none : Math.min(...lows), high: Math.max(...highs) };
}
