import { maskText } from '@/core/mask';
import type { UpdatePlan } from '@/core/firmware/update-plan';

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
  // a plan that was told has its secrets masked
  if (typeof value === 'string') return maskText(value);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
