import type { JudgedAlert } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import type { DeviceKind } from '@/core/observation';
import { spokenName } from '@/core/spoken-name';

import { isHabitNow } from './beyond';
import { allowHour, oddHour, openDayHabit } from './day-habit';
import { openHappening, type HabitContext } from './habit-rule';
import { clockWords } from './local-time';
import { habitsOf } from './memory';
import { daysBefore, isRipe } from './ripe';
import { teachHours } from './teach-hours';

/** what opens, silences or blinds a house, so that one command out of the blue is worth a word */
const weighty: readonly DeviceKind[] = ['lock', 'alarm', 'siren', 'cover', 'camera'];

/** a second one so much later is another alert, where a person dealt with the first */
const restMs = 15 * 60_000;

/** Somebody told a device to do something, at an hour at which nobody does, or who never was told anything. */
export function commandUnusual(context: HabitContext) {
  const odd = openHappening(context, 'command_unusual', { restMs });
  return {
    /** `isOwn`: whoever gave it need not be told of it, and does it at such hours from now on */
    commanded(device: Device, topic: string, at: number, isOwn = false): void {
      const now = context.localTime(at);
      const habits = habitsOf(context.memory, device.id, now);
      const commands = (habits.commands ??= openDayHabit());
      const tell = (why: string) => {
        const step = { at, retained: false, topic, before: device, after: device, observations: [] };
        odd.seen(step, at, {
          title: `Somebody told ${spokenName(device.name)} what to do, which is unusual`,
          text: `A command at ${clockWords(now.minute)}; ${why}`,
          confidence: 0.6,
        });
      };
      const isNew = commands.total === 0 && weighty.includes(device.kind) && isRipe(habits) && !isOwn;
      if (isNew && !isHabitNow(habits, 'first command', at, 1, now.day))
        return tell(`in ${daysBefore(habits)} days nobody ever did`);
      const why = oddHour(commands, context.memory.coverage, now);
      if (why === null) return;
      if (isOwn) allowHour(commands, now);
      else if (isRipe(habits)) tell(why);
    },
    forget: odd.forget,
    teach(alert: JudgedAlert): void {
      if (alert.class !== 'command_unusual' || alert.device === null) return;
      odd.forget(alert.device);
      teachHours(context.memory.devices.get(alert.device)?.commands, alert, context.localTime);
    },
  };
}
