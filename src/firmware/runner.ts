import type { Runner, UpdatePlan } from '@/core/firmware/update-plan';

const watcherPrefix = 'watcher-';

/** What a page, or a watcher, calls itself among those who may carry the plan out. `random`: 0 ≤ x < 1. */
export function pageName(random: () => number): string {
  return `session-${letters(random)}`;
}

export function watcherName(random: () => number): string {
  return `${watcherPrefix}${letters(random)}`;
}

/** By its own word: anybody who may write the plan may say so. */
export function isWatcher({ id }: Pick<Runner, 'id'>): boolean {
  return id.startsWith(watcherPrefix);
}

const letters = (random: () => number) => Math.floor(random() * 2 ** 48).toString(36);

/** clocks of a home are wrong by a minute or two: a runner that renews every minute is not taken for gone */
const leaseMs = 5 * 60_000;
const renewMs = 60_000;
/** a word of another that is further ahead than any clock may be does not hold the plan for ever */
const mostAheadMs = 2 * leaseMs;

/** Is it `me` who carries the plan out? */
export function isRunner({ runner }: UpdatePlan, me: string): boolean {
  return runner?.id === me;
}

/** The plan after `me` has gone on purpose: whoever is there takes it over at once. */
export function givenUp(plan: UpdatePlan, me: string): UpdatePlan {
  return plan.runner?.id === me ? { ...plan, runner: { id: me, turn: plan.runner.turn + 1, until: 0 } } : plan;
}

/** Whose word still holds, by `now`. */
export function isHeld({ runner }: UpdatePlan, now: number): boolean {
  return runner !== null && runner.until > now && runner.until <= now + mostAheadMs;
}

/**
 * Who carries the plan out from now on: whoever does keeps it as long as it says so again and again; else `me`. The same
 * object where nothing changes. `hasEnded`: sessions of this browser that are known to be over.
 */
export function runnerAfter(
  { runner }: UpdatePlan,
  me: string,
  now: number,
  hasEnded: (id: string) => boolean = () => false,
): Runner {
  if (runner === null) return { id: me, turn: 1, until: now + leaseMs };
  if (runner.id === me) return runner.until - now > leaseMs - renewMs ? runner : { ...runner, until: now + leaseMs };
  const isGone = runner.until <= now || runner.until > now + mostAheadMs || hasEnded(runner.id);
  return isGone ? { id: me, turn: runner.turn + 1, until: now + leaseMs } : runner;
}
