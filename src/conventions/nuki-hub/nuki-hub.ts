import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';
import type { Observation } from '@/core/observation';

import { nothing, problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { lowerWordOf } from '../plain';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import type { DiscoveryLink } from '../discovery-link';
import { payloadOf } from '../payload';
import { encodeCode } from './codes';
import { openHub, type Hub } from './hub';
import { baseAnnouncedBy, linkIn, nukiHubSign } from './sign';
import { waysIn } from './ways-in';

const mostLinks = 512;

/** Nuki Hub (github.com/technyon/nuki_hub), 9 and later, any number of hubs on any base topics. */
export const nukiHub: Convention = { name: nukiHubSign.name, open: openReader };

function openReader(): Reader {
  const hubs = openBases<Hub>();
  /** discovery of locks and hubs that came before the hub itself, by its first topic */
  const links = new Map<string, DiscoveryLink>();

  function read(message: Message): Decoded | null {
    const hub = hubs.of(message.topic);
    if (hub !== null) return hub.read(message);
    if (message.topic.endsWith('/config')) return readDiscovery(message);
    const base = baseAnnouncedBy(message.topic);
    const word = base === null ? null : lowerWordOf(message);
    if (base === null || (word !== 'online' && word !== 'offline')) return null;
    const opened = openHub(base);
    if (!hubs.add(opened)) return problem(message.topic, 'There are more hubs than Gatehouse listens to');
    for (const link of links.values()) opened.link(link, message);
    return opened.read(message);
  }

  /** Only discovery knows which lock it is that speaks on a hub's topics; what else it says is read elsewhere. */
  function readDiscovery(message: Message): Decoded | null {
    const link = linkIn(message);
    if (link === null) return null;
    const observations: Observation[] = [];
    for (const hub of hubs.all()) observations.push(...hub.link(link, message));
    if (links.size < mostLinks) links.set(link.topic, link);
    return observations.length === 0 ? null : { ...nothing, observations, masked: payloadOf(message).masked.text };
  }

  function encode(voice: string, command: Command): readonly Outgoing[] | null {
    for (const hub of hubs.all()) {
      const part = hub.partOf(voice);
      if (part?.name === 'lock' && (command.type === 'lock' || command.type === 'unlock'))
        return [{ topic: `${part.topic}/action`, payload: command.type, qos: 1 }];
      if (command.type === 'update' && hub.canUpdate(voice))
        return [{ topic: `${hub.prefix}maintenance/update`, payload: '1', qos: 1 }];
    }
    return null;
  }

  return openPlainReader(
    {
      convention: 'nuki-hub',
      read,
      filters: () => [...nukiHubSign.filters, ...[...hubs.all()].flatMap((hub) => hub.filters())],
      encode,
      changeLogin(voice, login) {
        for (const hub of hubs.all()) {
          const change = hub.changeLogin(voice, login);
          if (change !== null) return change;
        }
        return null;
      },
      speech(voice) {
        for (const hub of hubs.all()) {
          // it reads back what it retained, and may announce itself to Home Assistant
          if (hub.speaksAs(voice)) return { says: [`${hub.prefix}#`, 'homeassistant/#'], hears: [`${hub.prefix}#`] };
        }
        return null;
      },
      encodeCode(voice, command) {
        const part = [...hubs.all()].map((hub) => hub.partOf(voice)).find((one) => one !== undefined);
        return part === undefined ? null : encodeCode(part, command);
      },
      waysIn(voice) {
        for (const hub of hubs.all()) {
          const part = hub.partOf(voice);
          if (part !== undefined) return waysIn(hub.prefix, part.topic);
        }
        return [];
      },
    },
    () => [...hubs.all()].length,
  );
}
