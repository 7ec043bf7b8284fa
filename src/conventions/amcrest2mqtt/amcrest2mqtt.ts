import type { Message } from '@/core/message';

import { nothing, problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { discoveryLinkOf } from '../discovery-link';
import { payloadOf } from '../payload';
import { openBridge, type Bridge } from './bridge';
import { amcrest2mqttSign, baseAnnouncedBy, baseLinkedBy } from './sign';

/** amcrest2mqtt, of dchesterton (1.x) and of weirdtangent (2.x, 3.x). It can be told nothing that Gatehouse knows. */
export const amcrest2mqtt: Convention = { name: amcrest2mqttSign.name, open: openReader };

function openReader(): Reader {
  const bridges = openBases<Bridge>();

  function read(message: Message): Decoded | null {
    const bridge = bridges.of(message.topic);
    if (bridge !== null) return bridge.read(message);
    if (message.topic.endsWith('/config')) return readDiscovery(message);
    const base = baseAnnouncedBy(message.topic);
    const word = base === null ? null : lowerWordOf(message);
    if (base === null || (word !== 'online' && word !== 'offline')) return null;
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
      const base = baseLinkedBy(link);
      if (base === null) return null;
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
          ...amcrest2mqttSign.filters,
          ...all.flatMap((bridge) => bridge.filters()),
          ...all.flatMap((bridge) => bridge.pictureFilters()),
        ];
      },
      encode: () => null,
    },
    () => [...bridges.all()].reduce((sum, bridge) => sum + bridge.filtersRevision + 1, 0),
  );
}
