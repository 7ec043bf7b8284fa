import type { UpdatePlan } from '@/core/update-plan';

/**
 * Do both say the same, in whatever order their parts stand? Another session writes them as it came to know them; to take that
 * for news would be answered with the same, for ever.
 */
export function isSamePlan(one: UpdatePlan, other: UpdatePlan): boolean {
  return (
    JSON.stringify(one) === JSON.stringify(other) || JSON.stringify(one, inOrder) === JSON.stringify(other, inOrder)
  );
}

function inOrder(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
