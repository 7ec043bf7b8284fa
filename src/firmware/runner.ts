import type { Runner, UpdatePlan } from '@/core/update-plan';

/** clocks of a home are wrong by a minute or two: a runner that renews every minute is not taken for gone */
const leaseMs = 5 * 60_000;
const renewMs = 60_000;
/** a word of another that is further ahead than any clock may be does not hold the plan for ever */
const mostAheadMs = 2 * leaseMs;

/** Is it `me` who carries the plan out? */
export function isRunner({ runner }: UpdatePlan, me: string): boolean {
  return runner?.id === me;
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
