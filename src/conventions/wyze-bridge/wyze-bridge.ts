import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';

import { commandTopics } from '../command-topics';
import { nothing, problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { payloadOf } from '../payload';
import { openBridge, type Bridge } from './bridge';
import { baseAnnouncedBy, linkIn, wyzeBridgeSign } from './sign';

/** docker-wyze-bridge (github.com/mrlt8/docker-wyze-bridge), 2 and later. */
export const wyzeBridge: Convention = { name: wyzeBridgeSign.name, open: openReader };

function openReader(): Reader {
  const bridges = openBases<Bridge>();

  function read(message: Message): Decoded | null {
    const bridge = bridges.of(message.topic);
    if (bridge !== null) return bridge.read(message);
    if (message.topic.endsWith('/config')) return readDiscovery(message);
    const base = baseAnnouncedBy(message.topic);
    const word = base === null ? null : lowerWordOf(message);
    if (base === null || (word !== 'online' && word !== 'offline' && word !== 'stopped')) return null;
    const opened = openBridge(base);
    if (!bridges.add(opened)) return problem(message.topic, 'There are more bridges than Gatehouse listens to');
    return opened.read(message);
  }

  /** Discovery knows the camera's MAC, by which it is one with what it says here, and any base topic. */
  function readDiscovery(message: Message): Decoded | null {
    const link = linkIn(message);
    if (link === null) return null;
    const { topic } = link;
    let bridge = bridges.of(topic);
    if (bridge === null) {
      bridge = openBridge(
        topic
          .replace(/\/set$/, '')
          .split('/')
          .slice(0, -2)
          .join('/'),
      );
      if (!bridges.add(bridge)) return null;
    }
    const observations = bridge.link(link, message);
    return observations.length === 0 ? null : { ...nothing, observations, masked: payloadOf(message).masked.text };
  }

  function encode(voice: string, command: Command): readonly Outgoing[] | null {
    for (const bridge of bridges.all()) {
      const camera = bridge.cameraOf(voice);
      if (camera === undefined) continue;
      if (command.type === 'take-picture')
        return [{ topic: `${camera.topic}/update_snapshot/get`, payload: 'PRESS', qos: 1 }];
      if (command.type === 'siren' && camera.hasSiren)
        return [{ topic: `${camera.topic}/alarm/set`, payload: command.sounding ? '1' : '2', qos: 1 }];
    }
    return null;
  }

  return openPlainReader(
    {
      convention: 'wyze-bridge',
      read,
      filters() {
        const all = [...bridges.all()];
        return [
          ...wyzeBridgeSign.filters,
          ...all.flatMap((bridge) => bridge.filters()),
          ...all.flatMap((bridge) => bridge.pictureFilters()),
        ];
      },
      encode,
      waysIn: (voice) =>
        [...bridges.all()].flatMap((bridge) => {
          const camera = bridge.cameraOf(voice);
          return camera === undefined ? [] : commandTopics(['+/set', '+/get'].map((what) => `${camera.topic}/${what}`));
        }),
    },
    () => [...bridges.all()].reduce((sum, bridge) => sum + bridge.filtersRevision + 1, 0),
  );
}
