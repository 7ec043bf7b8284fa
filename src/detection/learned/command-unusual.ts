import type { Device } from '@/core/device';
import type { DeviceKind } from '@/core/observation';
import { spokenName } from '@/core/spoken-name';

import { oddHour, openDayHabit } from './day-habit';
import { openHappening, type HabitContext } from './habit-rule';
import { clockWords } from './local-time';
import { daysBefore, habitsOf, isRipe } from './memory';

/** what opens, silences or blinds a house, so that one command out of the blue is worth a word */
const weighty: readonly DeviceKind[] = ['lock', 'alarm', 'siren', 'cover', 'camera'];

/** Somebody told a device to do something, at an hour at which nobody does, or who never was told anything. */
export function commandUnusual(context: HabitContext) {
  const odd = openHappening(context, 'command_unusual');
  return {
    commanded(device: Device, topic: string, at: number): void {
      const now = context.localTime(at);
      const habits = habitsOf(context.memory, device.id, now);
      const commands = (habits.commands ??= openDayHabit());
      const isFirst = commands.total === 0 && commands.odd.length === 0;
      const why = oddHour(commands, context.memory.coverage, now);
      if (!isRipe(habits)) return;
      const first = isFirst && weighty.includes(device.kind) ? `in ${daysBefore(habits)} days nobody ever did` : null;
      const reason = why ?? first;
      if (reason === null) return;
      const step = { at, retained: false, topic, before: device, after: device, observations: [] };
      odd.seen(step, at, {
        title: `Somebody told ${spokenName(device.name)} what to do, which is unusual`,
        text: `A command at ${clockWords(now.minute)}; ${reason}`,
        confidence: 0.6,
      });
    },
    forget: odd.forget,
  };
}
