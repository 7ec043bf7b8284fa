import type { Message } from '@/core/message';

const mostMessages = 1_000;
const mostBytes = 16 * 1024;

/** The last message of each topic that nobody has announced yet, bounded: the oldest topics go first. */
export type Pending = {
  hold(message: Message): void;
  has(topic: string): boolean;
  /** hands out and forgets those whose topic is known now */
  take(isKnown: (topic: string) => boolean): readonly Message[];
  /** the same for a few topics, whatever the number of those that are held */
  takeOf(topics: readonly string[]): readonly Message[];
};

export function openPending(): Pending {
  const held = new Map<string, Message>();
  return {
    hold(message) {
      if (message.payload.byteLength > mostBytes) return;
      held.delete(message.topic);
      held.set(message.topic, { ...message, payload: message.payload.slice() });
      if (held.size > mostMessages) held.delete(held.keys().next().value ?? '');
    },
    has: (topic) => held.has(topic),
    take(isKnown) {
      const known = [...held.values()].filter(({ topic }) => isKnown(topic));
      for (const { topic } of known) held.delete(topic);
      return known;
    },
    takeOf(topics) {
      const known = topics.map((topic) => held.get(topic)).filter((message) => message !== undefined);
      for (const { topic } of known) held.delete(topic);
      return known;
    },
  };
}
