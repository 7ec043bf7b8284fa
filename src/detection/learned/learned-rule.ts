import { aspect } from '../aspects';
import type { Rule, RuleContext } from '../rule';
import { batteryDrain } from './battery-drain';
import { cameraBitrate } from './camera-bitrate';
import { cameraWatched } from './camera-watched';
import { openClockDoubt } from './clock-doubt';
import { heardLast, isBeforeHeard } from './coverage';
import { commandUnusual } from './command-unusual';
import type { HabitContext, HabitRule } from './habit-rule';
import { openLocalTime, type LocalTime } from './local-time';
import { lockOddHours } from './lock-odd-hours';
import { habitsOf } from './memory';
import type { HomeMemory } from './home-memory';
import { longestSilence } from './longest-silence';
import { messageRate } from './message-rate';
import { payloadSize } from './payload-size';
import { readings } from './readings';
import { sequenceUnusual } from './sequence-unusual';
import { userUnheard } from './user-unheard';
import { weakSignal } from './weak-signal';

export type LearnedOptions = {
  readonly memory: HomeMemory;
  /** baselines differ between observers, so one of them speaks; the others only learn */
  readonly mayRaise: () => boolean;
  readonly localTime?: (at: number) => LocalTime;
};

/** who comes and goes, and what the house does: most messages tell neither */
const comings = aspect.lock | aspect.opening | aspect.motion;
const acts = aspect.lock | aspect.opening | aspect.alarm | aspect.switch | aspect.reachability | aspect.event;

/**
 * Everything that is learned, as one rule: each device's habits are looked up once a message, and what is known of it goes to
 * whoever learns from it. What the broker only remembers teaches nothing.
 */
export function learnedRule(
  context: RuleContext,
  options: LearnedOptions,
): Rule & Required<Pick<Rule, 'hear' | 'happen'>> {
  const { memory, mayRaise, localTime = openLocalTime() } = options;
  const habitContext: HabitContext = { ...context, memory, mayRaise, localTime };
  const commands = commandUnusual(habitContext);
  const users = userUnheard(habitContext);
  const clock = openClockDoubt((at) => isBeforeHeard(memory.coverage, localTime(at)));
  /** while the clock is doubted the hour and the day stand still: what goes by them is not led to others that may be none */
  let sureNow: LocalTime | null = null;
  const atOddHours = lockOddHours(habitContext);
  const sequences = sequenceUnusual(habitContext);
  const watched = cameraWatched(habitContext);
  const bitrate = cameraBitrate(habitContext);
  const rate = messageRate(habitContext);
  const numbers = readings(
    habitContext,
    (device, metric) =>
      (metric === 'bitrateKbps' && bitrate.stands(device)) || (metric === 'messages' && rate.stands(device)),
  );
  const sizes = payloadSize(habitContext);
  const drain = batteryDrain(habitContext);
  const signal = weakSignal(habitContext);
  const silence = longestSilence(habitContext);
  const byTheClock: readonly HabitRule[] = [atOddHours, sequences, watched, bitrate];
  const rules: readonly HabitRule[] = [...byTheClock, numbers, rate, sizes, drain, signal, silence];
  return {
    hear(step, changed) {
      if (step.retained || step.observations.length === 0 || step.after.disabled) return;
      const isSure = clock.isSure(step.at, step.steadyAt);
      if (isSure) sureNow = localTime(step.at);
      const now = sureNow ?? heardLast(memory.coverage);
      // of a home that is new nothing is learned by a clock that is wrong
      if (now === null) return;
      const habits = habitsOf(memory, step.after.id, now, isSure, step.notes);
      // one by one: an engine makes one piece of calls that it knows, which a list hides from it
      if (isSure) {
        if ((changed & comings) !== 0) atOddHours.hear(step, habits, now);
        if ((changed & acts) !== 0) sequences.hear(step, habits, now);
        if ((changed & aspect.stream) !== 0) watched.hear(step, habits, now);
        bitrate.hear(step, habits, now);
      }
      numbers.hear(step, habits, now);
      rate.hear(step, habits, now);
      sizes.hear(step, habits, now);
      if ((changed & aspect.battery) !== 0) drain.hear(step, habits, now);
      signal.hear(step, habits, now);
      silence.hear(step, habits, now);
    },
    happen(what) {
      if (sureNow !== null) users.happen(what, sureNow.day);
      if (what.type !== 'command' || what.retained || what.device === null || !clock.isSure(what.at)) return;
      const device = context.devices.get(what.device);
      if (device !== undefined) commands.commanded(device, what.topic, what.at, what.isOwn);
    },
    forget(device, at) {
      // its habits stay: a bridge that restarts may say that all are gone, and name them anew
      for (const rule of rules) rule.forget?.(device, at);
      commands.forget(device);
    },
    adopt(alert, at) {
      for (const rule of rules) rule.adopt?.(alert, at);
    },
    teach(alert) {
      for (const rule of rules) rule.teach?.(alert);
      commands.teach(alert);
    },
  };
}
