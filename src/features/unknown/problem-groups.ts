import type { WireProblem } from '@/core/feed';
import type { ConventionName } from '@/core/observation';

export type ProblemsOfOne = {
  /** whose reader could not understand; null: nobody read it */
  readonly by: ConventionName | null;
  readonly count: number;
  readonly problems: readonly WireProblem[];
};

/** By convention, the one with the most messages first. */
export function problemsByConvention(problems: readonly WireProblem[]): readonly ProblemsOfOne[] {
  const groups = new Map<ConventionName | null, WireProblem[]>();
  for (const problem of problems) groups.set(problem.by, [...(groups.get(problem.by) ?? []), problem]);
  return [...groups]
    .map(([by, those]) => ({ by, count: those.reduce((sum, { count }) => sum + count, 0), problems: those }))
    .toSorted((one, other) => other.count - one.count);
}
