import { spokenName } from '@/core/spoken-name';

import { isHabitNow, judgedIn, onTwoDays } from './beyond';
import { oddHour, openDayHabit } from './day-habit';
import { isRecent } from '../recent';
import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import type { DeviceHabits } from './device-habits';
import { clockWords } from './local-time';
import { daysBefore, isRipe } from './ripe';
import { teachHours } from './teach-hours';

/** so often somebody must have watched before a number of viewers is a surprise */
const enoughLooks = 8;
/** a second look so much later is another alert, where a person dealt with the first */
const restMs = 15 * 60_000;
/** whoever rang is being looked at, and answered */
const answeringMs = 3 * 60_000;
const bars = { first: 'first look', more: 'viewers' } as const;

/**
 * Somebody watches a camera live when nobody of this home does, or more at once than ever. MQTT does not tell who it is:
 * what is usual is all there is to go by; whoever has just rung is a reason to look. (That somebody watches at all is told by another rule.)
 */
export function cameraWatched(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'camera_viewer', { suffix: ' habit', restMs });
  return {
    hear(step, habits) {
      const { before, after, at } = step;
      const viewers = after.state.viewers;
      if (viewers === undefined || viewers === before?.state.viewers || viewers.retained) return;
      const were = before?.state.viewers?.value ?? 0;
      const rang = before?.lastEvent;
      if (viewers.value <= were || (rang?.value.meaning === 'rang' && isRecent(rang.at, at, answeringMs))) return;
      const looks = (habits.watched ??= openDayHabit());
      const now = context.localTime(at);
      const name = spokenName(after.name);
      const isNew = were === 0 && looks.total === 0 && isRipe(habits);
      const times = habits.beyond?.[bars.first]?.told?.length ?? 0;
      if (isNew && !isHabitNow(habits, bars.first, at, 1, now.day)) {
        const often = times === 0 ? 'nobody ever did' : `only ${times === 1 ? 'once' : `${times} times`}`;
        const text = `Somebody watches; in ${daysBefore(habits)} days ${often}`;
        const seldom = times === 0 ? ' for the first time' : ', which hardly anybody ever did';
        return odd.seen(step, at, { title: `Somebody watches ${name} live${seldom}`, text, confidence: 0.7 });
      }
      const most = habits.mostViewers ?? 0;
      const total = looks.total;
      // one who joins others is no new look
      const why = were === 0 ? oddHour(looks, context.memory.coverage, now) : null;
      const areMore = viewers.value > most && count(habits, viewers.value, total, at, now.day);
      if (!isRipe(habits)) return;
      if (why !== null) {
        const text = `Somebody began to watch at ${clockWords(now.minute)}; ${why}`;
        odd.seen(step, at, { title: `Somebody watches ${name} live at an unusual hour`, text, confidence: 0.7 });
      } else if (areMore) {
        const text = `${viewers.value} watch at once; in ${daysBefore(habits)} days never more than ${most}`;
        odd.seen(step, at, { title: `More people than ever watch ${name} live`, text, confidence: 0.7 });
      }
    },
    forget: odd.forget,
    teach(alert) {
      if (alert.class !== 'camera_viewer' || alert.device === null) return;
      odd.forget(alert.device);
      const habits = context.memory.devices.get(alert.device);
      if (habits === undefined) return;
      teachHours(habits.watched, alert, context.localTime);
      for (const { level } of judgedIn(habits, bars.more, alert))
        habits.mostViewers = Math.max(habits.mostViewers ?? 0, level);
    },
  };
}

/** More than ever. true: that is odd, and it is not learned unless it comes back day after day; one day alone makes no habit either. */
function count(habits: DeviceHabits, viewers: number, looks: number, at: number, day: number): boolean {
  const isOdd = isRipe(habits) && looks >= enoughLooks;
  if (isOdd && !isHabitNow(habits, bars.more, at, viewers, day)) return true;
  const learned = isOdd ? viewers : onTwoDays(habits, bars.more, day, viewers);
  habits.mostViewers = Math.max(habits.mostViewers ?? 0, learned);
  return false;
}
