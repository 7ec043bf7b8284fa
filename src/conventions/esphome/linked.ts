import type { Message } from '@/core/message';
import type { Identifier } from '@/core/observation';

import { linkIn } from './sign';

/**
 * Whose topics those of a prefix are. With a `topic_prefix` of its own a device announces itself by its name and speaks
 * elsewhere; only its Home Assistant discovery names its address and its topics in one breath.
 */
export type Linked = {
  /** the prefix that `message` says whose it is, where that is news; null: it is no such discovery */
  hear(message: Message): string | null;
  macOf(prefix: string): Identifier | null;
};

const mostPrefixes = 1_000;

export function openLinked(): Linked {
  const byPrefix = new Map<string, Identifier>();
  return {
    hear(message) {
      const link = linkIn(message);
      if (link === null || byPrefix.has(link.prefix) || byPrefix.size >= mostPrefixes) return null;
      byPrefix.set(link.prefix, link.mac);
      return link.prefix;
    },
    macOf: (prefix) => byPrefix.get(prefix) ?? null,
  };
}
