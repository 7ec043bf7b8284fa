import type { WireProblem } from '@/core/feed';
import { limits } from '@/core/limits';
import type { ConventionName, Problem } from '@/core/observation';

/** What could not be understood, counted by topic and reason; bounded, the rest is counted in one line. */
export type Problems = {
  add(problem: Problem, by?: ConventionName | null): void;
  list(): readonly WireProblem[];
  forget(): void;
};

export function createProblems(): Problems {
  const counts = new Map<string, { topic: string; reason: string; by: ConventionName | null; count: number }>();
  return {
    add({ topic, reason }, by = null) {
      const key = counts.size < limits.problems ? `${topic}\n${reason}` : overflow;
      const entry = counts.get(`${topic}\n${reason}`) ?? counts.get(key);
      if (entry !== undefined) entry.count += 1;
      else if (key === overflow)
        counts.set(key, { topic: '…', reason: 'More problems than can be listed', by: null, count: 1 });
      else counts.set(key, { topic: topic.slice(0, limits.textLength), reason, by, count: 1 });
    },
    list: () => [...counts.values()].map((entry) => ({ ...entry })),
    forget: () => counts.clear(),
  };
}

const overflow = '';

/** The words of every reader for what crossed one of `limits`: "is larger than 64 KiB", "is too large", "More than 20000 devices". */
const limitWords = /\b(?:is|are) (?:too large|too long|larger than|nested deeper than)\b|\b[Mm]ore than \d+ devices\b/;

export function isLimit({ reason }: Problem): boolean {
  return limitWords.test(reason);
}
