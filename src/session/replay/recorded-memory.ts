import { covers } from '@/broker/topic';
import type { Reader } from '@/conventions/convention';
import type { Message } from '@/core/message';

/** more than a home's broker remembers */
const mostTopics = 20_000;
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
  /** by topic, where what was said last is to be kept */
  const held = new Map<string, Message>();
  let asked = new Set<string>();
  let lookedAt = 0;

  function newFilters(): readonly string[] {
    const before = asked;
    asked = new Set(readers.flatMap((reader) => reader.filters()));
    return [...asked].filter((filter) => !before.has(filter));
  }

  function matching(filter: string): readonly Message[] {
    if (/[+#]/.test(filter)) return [...held.values()].filter(({ topic }) => covers(filter, topic));
    const message = held.get(filter);
    return message === undefined ? [] : [message];
  }

  newFilters();
  lookedAt = revisionOf(readers);
  return {
    take(message, kept) {
      const { topic, payload } = message;
      held.delete(topic);
      if (kept && payload.byteLength > 0 && payload.byteLength <= mostBytes) held.set(topic, message);
      if (held.size > mostTopics) held.delete(held.keys().next().value ?? '');
    },
    askedFor() {
      const revision = revisionOf(readers);
      if (revision === lookedAt) return [];
      lookedAt = revision;
      return [...new Set(newFilters().flatMap(matching))];
    },
  };
}

function revisionOf(readers: readonly Reader[]): number {
  return readers.reduce((sum, reader) => sum + reader.filtersRevision, 0);
}
