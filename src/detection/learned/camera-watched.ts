import { spokenName } from '@/core/spoken-name';

import { oddHour, openDayHabit } from './day-habit';
import { openHappening, type HabitContext, type HabitRule } from './habit-rule';
import { clockWords } from './local-time';
import { daysBefore, isRipe } from './memory';
import { teachHours } from './teach-hours';

/** so often somebody must have watched before a number of viewers is a surprise */
const enoughLooks = 8;

/**
 * Somebody watches a camera live when nobody of this home does, or more at once than ever. MQTT does not tell who it is:
 * what is usual is all there is to go by. (That somebody watches at all is told by another rule.)
 */
export function cameraWatched(context: HabitContext): HabitRule {
  const odd = openHappening(context, 'camera_viewer', { suffix: ' habit' });
  return {
    hear(step, habits) {
      const { before, after, at } = step;
      const viewers = after.state.viewers;
      if (viewers === undefined || viewers === before?.state.viewers || viewers.retained) return;
      const were = before?.state.viewers?.value ?? 0;
      if (viewers.value <= were) return;
      const looks = (habits.watched ??= openDayHabit());
      const most = habits.mostViewers ?? 0;
      const total = looks.total;
      const now = context.localTime(at);
      // one who joins others is no new look
      const why = were === 0 ? oddHour(looks, context.memory.coverage, now) : null;
      habits.mostViewers = Math.max(most, viewers.value);
      if (!isRipe(habits)) return;
      const name = spokenName(after.name);
      if (total === 0 && were === 0) {
        const text = `Somebody watches; in ${daysBefore(habits)} days nobody ever did`;
        odd.seen(step, at, { title: `Somebody watches ${name} live for the first time`, text, confidence: 0.7 });
      } else if (why !== null) {
        const text = `Somebody began to watch at ${clockWords(now.minute)}; ${why}`;
        odd.seen(step, at, { title: `Somebody watches ${name} live at an unusual hour`, text, confidence: 0.7 });
      } else if (viewers.value > most && total >= enoughLooks) {
        const text = `${viewers.value} watch at once; in ${daysBefore(habits)} days never more than ${most}`;
        odd.seen(step, at, { title: `More people than ever watch ${name} live`, text, confidence: 0.7 });
      }
    },
    forget: odd.forget,
    teach(alert) {
      if (alert.class !== 'camera_viewer' || alert.device === null) return;
      odd.forget(alert.device);
      teachHours(context.memory.devices.get(alert.device)?.watched, alert, context.localTime);
    },
  };
}
