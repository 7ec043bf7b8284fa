import type { Message } from '@/core/message';

import { nothing, problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { discoveryLinkOf } from '../discovery-link';
import { payloadOf } from '../payload';
import { openBridge, type Bridge } from './bridge';

/**
 * The service's own availability (3.x), and the cameras' of the first version, whose base was fixed. Other bridges of the
 * same family have a service too, so a name or Home Assistant's discovery tells which one it is.
 */
const discovery = ['+/service/availability', 'amcrest2mqtt/+/status'] as const;
const announcement = /^([^/]*amcrest[^/]*)\/(?:service\/availability|[^/]+\/status)$/i;

/** amcrest2mqtt, of dchesterton (1.x) and of weirdtangent (2.x, 3.x). It can be told nothing that Gatehouse knows. */
export const amcrest2mqtt: Convention = { name: 'amcrest2mqtt', open: openReader };

function openReader(): Reader {
  const bridges = openBases<Bridge>();

  function read(message: Message): Decoded | null {
    const bridge = bridges.of(message.topic);
    if (bridge !== null) return bridge.read(message);
    if (message.topic.endsWith('/config')) return readDiscovery(message);
    if (!message.topic.endsWith('/availability') && !message.topic.endsWith('/status')) return null;
    const base = announcement.exec(message.topic)?.[1];
    const word = base === undefined ? null : lowerWordOf(message);
    if (base === undefined || (word !== 'online' && word !== 'offline')) return null;
    const opened = openBridge(base);
    if (!bridges.add(opened)) return problem(message.topic, 'There are more bridges than Gatehouse listens to');
    return opened.read(message);
  }

  /** Discovery knows the camera's MAC and serial number, by which it is one with what it says here. */
  function readDiscovery(message: Message): Decoded | null {
    const link = discoveryLinkOf(message);
    const [topic] = link?.topics ?? [];
    if (link === null || topic === undefined) return null;
    let bridge = bridges.of(topic);
    if (bridge === null) {
      const base = /^([^/$]+)\/[^/]+\/[^/]+/.exec(topic)?.[1];
      const isOurs = link.vendor === 'Amcrest' || link.ids.some((id) => /^amcrest2mqtt/i.test(id));
      if (base === undefined || !isOurs) return null;
      bridge = openBridge(base);
      if (!bridges.add(bridge)) return null;
    }
    const observations = bridge.link(link, message);
    return observations.length === 0 ? null : { ...nothing, observations, masked: payloadOf(message).masked.text };
  }

  return openPlainReader(
    {
      convention: 'amcrest2mqtt',
      read,
      filters() {
        const all = [...bridges.all()];
        return [
          ...discovery,
          ...all.flatMap((bridge) => bridge.filters()),
          ...all.flatMap((bridge) => bridge.pictureFilters()),
        ];
      },
      encode: () => null,
    },
    () => [...bridges.all()].reduce((sum, bridge) => sum + bridge.filtersRevision + 1, 0),
  );
}
