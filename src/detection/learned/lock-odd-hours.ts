import type { LockState } from '@/core/state';
import { spokenPlace, startSentence } from '@/core/spoken-name';

import { happenedAtOf } from '../rule';
import { oddHour, openDayHabit } from './day-habit';
import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import { clockWords } from './local-time';
import { isRipe } from './memory';

const unlocked: readonly (LockState | undefined)[] = ['unlocked', 'open'];
/** on its way there: its end is what counts */
const between: readonly (LockState | undefined)[] = ['unlocking', 'opening', 'locking'];

/**
 * A lock that is opened at an hour at which nobody of this home does, on such a day of the week. The household's own
 * comings and goings teach it; an hour at which nobody listened teaches nothing.
 */
export function lockOddHours(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'lock_odd_hours');
  return {
    hear(step, habits) {
      const { before, after } = step;
      const told = after.state.lock;
      const was = before?.state.lock;
      if (told === undefined || told === was || was === undefined || told.retained) return;
      if (!unlocked.includes(told.value) || unlocked.includes(was.value)) return;
      if (between.includes(was.value) && was.retained) return;
      const t = happenedAtOf(step);
      const now = context.localTime(t);
      const why = oddHour((habits.unlocks ??= openDayHabit()), context.memory.coverage, now);
      if (why === null || !isRipe(habits)) return;
      const text = `Unlocked at ${clockWords(now.minute)}; ${why}`;
      const title = `${startSentence(spokenPlace(after.name))} was unlocked at an unusual hour`;
      odd.seen(step, t, { title, text, confidence: 0.8 });
    },
    forget: odd.forget,
  };
}
