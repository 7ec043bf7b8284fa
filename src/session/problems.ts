import type { WireProblem } from '@/core/feed';
import { limits } from '@/core/limits';
import type { Problem } from '@/core/observation';

/** What could not be understood, counted by topic and reason; bounded, the rest is counted in one line. */
export type Problems = {
  add(problem: Problem): void;
  list(): readonly WireProblem[];
  forget(): void;
};

export function createProblems(): Problems {
  const counts = new Map<string, { topic: string; reason: string; count: number }>();
  return {
    add({ topic, reason }) {
      const key = counts.size < limits.problems ? `${topic}\n${reason}` : overflow;
      const entry = counts.get(`${topic}\n${reason}`) ?? counts.get(key);
      if (entry !== undefined) entry.count += 1;
      else if (key === overflow) counts.set(key, { topic: '…', reason: 'More problems than can be listed', count: 1 });
      else counts.set(key, { topic: topic.slice(0, limits.textLength), reason, count: 1 });
    },
    list: () => [...counts.values()].map((entry) => ({ ...entry })),
    forget: () => counts.clear(),
  };
}

const overflow = '';
