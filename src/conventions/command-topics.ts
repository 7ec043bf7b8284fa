import type { WayIn } from '@/core/log-ins/way-in';

/** A way in for each of the topics, or filters of many, on which a device itself takes orders. */
export function commandTopics(filters: readonly string[]): readonly WayIn[] {
  return filters.map((filter) => ({ kind: 'command', filter, through: 'its own command topics' }));
}
