import type { Message } from '@/core/message';
import type { Identifier } from '@/core/observation';

import { discoveryLinkOf } from '../discovery-link';
import { headsLinkedIn } from './sign';

/**
 * Where a device that does not announce itself speaks, by its Home Assistant discovery (Tasmota before 9.2 with
 * `SetOption19 1`, or whoever wrote it by hand): that names in one breath who it is and the topics of its outputs.
 */
export type Linked = {
  /** the topics, without their last level, that `message` names as its device's own; null: it is no such discovery */
  hear(message: Message): readonly string[] | null;
  of(head: string): readonly Identifier[];
};

const mostHeads = 4_000;

export function openLinked(): Linked {
  const byHead = new Map<string, readonly Identifier[]>();
  return {
    hear(message) {
      const link = discoveryLinkOf(message);
      if (link === null || link.identifiers.length === 0) return null;
      const named = new Set(headsLinkedIn(link.topics));
      const heads = [...named].filter((head) => !byHead.has(head)).slice(0, mostHeads - byHead.size);
      for (const head of heads) byHead.set(head, link.identifiers);
      return heads;
    },
    of: (head) => byHead.get(head) ?? [],
  };
}
