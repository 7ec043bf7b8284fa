import type { DeviceHabits } from './device-habits';
import type { HomeMemory } from './home-memory';

/** of so many devices habits are kept: more than a home may list, so that one which renames all of them loses nothing at once */
export const mostDevices = 24_000;
/** so many at once are forgotten, or each new one would search for one to go */
const together = mostDevices / 20;
/** of whoever was heard on so many days it is known that it belongs here: invented names push nobody out */
const knownDays = 14;

/** Makes room where more devices were heard in the life of a home than it may remember: who was not heard for long goes first. */
export function forgetGone(memory: HomeMemory): void {
  if (memory.devices.size <= mostDevices) return;
  const worth = ({ lastDay, days }: DeviceHabits) => lastDay + Math.min(days, knownDays);
  const leastFirst = [...memory.devices].toSorted(([, one], [, other]) => worth(one) - worth(other));
  memory.generation = (memory.generation ?? 0) + 1;
  for (const [id, habits] of leastFirst.slice(0, together)) {
    memory.devices.delete(id);
    if (habits.rateMetric !== undefined) memory.dear--;
    if (memory.coursesByHour !== undefined) memory.coursesByHour -= byHourIn(habits);
  }
}

/** How many of its courses are learned by the hour of the week. */
export function byHourIn({ weeks }: DeviceHabits): number {
  return Object.keys(weeks ?? {}).length;
}
