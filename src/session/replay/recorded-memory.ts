import { isTopic } from '@/broker/topic';
import type { Reader } from '@/conventions/convention';
import type { Message } from '@/core/message';

import { openFreshFilters } from './fresh-filters';
import { openRememberedTopics } from './remembered-topics';

/** more than a home's broker remembers */
const room = { mostTopics: 20_000, mostBytes: 64 * 1024 * 1024 } as const;
const mostBytes = 1024 * 1024;

/**
 * What a broker would remember of a recording. Readers ask for a device's topics once somebody announced it, and a broker then
 * hands out what was said there before. A recording gives that in any order, and a lock's state would be lost.
 */
export type RecordedMemory = {
  /** `kept`: its publisher asked the broker to keep it */
  take(message: Message, kept: boolean): void;
  /** What is remembered of what the readers ask for since the last look: at once, so that it hangs on no line that comes later. */
  askedFor(): readonly Message[];
};

export function openRecordedMemory(readers: readonly Reader[]): RecordedMemory {
  const held = openRememberedTopics(room);
  const freshFilters = openFreshFilters(readers);
  freshFilters();
  return {
    take(message, kept) {
      const { topic, payload } = message;
      const isMemory = payload.byteLength > 0 && payload.byteLength <= mostBytes && isTopic(topic);
      if (kept && isMemory) held.put(message);
      else held.remove(topic);
    },
    askedFor() {
      const filters = freshFilters();
      return filters.length === 0 ? [] : [...new Set(filters.flatMap(held.matching))];
    },
  };
}
