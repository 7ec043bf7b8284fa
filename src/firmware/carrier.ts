import type { Carrier, Runner, UpdatePlan } from '@/core/firmware/update-plan';

import { hasWork, roundOf } from './plan';
import { isOpen } from './queue';
import { isHeld, isRunner, isWatcher } from './runner';

/** What a session may do about the plan. `isRefused`: its broker takes no word of its account on it. */
export type Standing = { readonly me: string; readonly mayCarryOut: boolean; readonly isRefused: boolean };

/** Who carries the plan out, as the session `me` sees it; null: there is nothing to carry out. */
export function carrierOf(plan: UpdatePlan, { me, mayCarryOut, isRefused }: Standing, now: number): Carrier | null {
  if (!hasWork(plan)) return null;
  const { runner } = plan;
  if (isRefused && mayCarryOut && roundOf(plan).every((task) => task.alone === true || !isOpen(task)))
    return { is: 'here' };
  const may = mayCarryOut && !isRefused;
  if (may && isRunner(plan, me)) return { is: 'here' };
  if (runner !== null && runner.id !== me && isHeld(plan, now)) return byOther(runner);
  // it takes the plan over at its next look
  return may ? { is: 'here' } : { is: 'nobody', isRefused };
}

function byOther(runner: Runner): Carrier {
  return { is: isWatcher(runner) ? 'watcher' : 'elsewhere', until: runner.until };
}

export function isSameCarrier(one: Carrier | null, other: Carrier | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
