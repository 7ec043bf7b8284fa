import type { Message } from '@/core/message';
import type { Identifier } from '@/core/observation';

import { discoveryLinkOf } from '../discovery-link';

/**
 * Which identifiers of Home Assistant's discovery belong to a camera: those of a device that shows this camera's snapshots
 * and has no topic of anybody else. Frigate does not announce itself there; its owner does, or a program for him.
 */
export type Links = {
  /** false: nothing new */
  hear(message: Message): boolean;
  /** of the camera below `path`, such as `frigate/porch/` */
  identifiersOf(path: string): readonly Identifier[];
};

type Link = { readonly identifiers: readonly Identifier[]; readonly topics: readonly string[] };

const mostLinks = 512;
const mostTopics = 64;
/** `frigate/porch/motion`, `frigate/porch/person/snapshot`, `home/frigate/porch/detect/set` */
const mayBeOfCamera = /^[^/]+(?:\/[^/]+){2,4}$/;

export function openLinks(): Links {
  /** by the topic of the announcement */
  const links = new Map<string, Link>();

  function hear(message: Message): boolean {
    if (!message.topic.endsWith('/config')) return false;
    const link = discoveryLinkOf(message);
    const isOurs = link !== null && link.topics.length > 0 && link.topics.every((topic) => mayBeOfCamera.test(topic));
    if (!isOurs) return links.delete(message.topic);
    if (links.size >= mostLinks && !links.has(message.topic)) return false;
    links.set(message.topic, { identifiers: link.identifiers, topics: link.topics.slice(0, mostTopics) });
    return true;
  }

  /** A device of many cameras, or of a camera and something else, is none of them. */
  function identifiersOf(path: string): readonly Identifier[] {
    const shown = new Set<Identifier>();
    const others = new Set<Identifier>();
    for (const { identifiers, topics } of links.values()) {
      const isOwn = topics.every((topic) => topic.startsWith(path));
      const isPicture = topics.some((topic) => topic.endsWith('/snapshot'));
      for (const identifier of identifiers) {
        if (!isOwn) others.add(identifier);
        else if (isPicture) shown.add(identifier);
      }
    }
    return [...shown].filter((identifier) => !others.has(identifier));
  }

  return { hear, identifiersOf };
}
