import type { Random } from '@/simulator/random';

import type { Happening } from './happening';

/** When it is, in a home. */
export type Moment = {
  /** of the day, by the clocks on the walls */
  readonly hour: number;
  /** 0 is Sunday */
  readonly weekday: number;
  /** for how many days the home has lived */
  readonly age: number;
};

/**
 * What happens next: all of them in an order that is drawn anew each time, each as soon as its hour has come. null: none may
 * happen now.
 */
export function openAgenda(happenings: readonly Happening[], random: Random): (now: Moment) => Happening | null {
  let queue: Happening[] = [];
  return (now) => {
    if (queue.length === 0) queue = shuffled(happenings, random);
    const index = queue.findIndex((one) => mayHappen(one, now));
    const [chosen = null] = index < 0 ? [] : queue.splice(index, 1);
    return chosen;
  };
}

function mayHappen(one: Happening, { age, hour, weekday }: Moment): boolean {
  const { hours: [from, to] = [0, 24], workingDays, weekends, afterDays = 0 } = one;
  const isWeekend = weekday === 0 || weekday === 6;
  if ((workingDays === true && isWeekend) || (weekends === true && !isWeekend)) return false;
  return age >= afterDays && hour >= from && hour < to;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const left = [...list];
  return list.flatMap(() => left.splice(random.whole(0, left.length - 1), 1));
}
