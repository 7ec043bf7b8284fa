import type { Message } from '@/core/message';

import { nothing, problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { openPending } from '../pending';
import { payloadOf } from '../payload';
import { openLinks } from './links';
import { frigateSign, isWill, mayBeEarly, mayBeStats } from './sign';
import { openServer, type Server } from './server';
import { readStats } from './stats';

const announcement = /^(.+)\/(?:available|stats)$/;

/** Frigate (docs.frigate.video, "MQTT"), 0.12 and later, any number of servers below any prefixes. */
export const frigate: Convention = { name: frigateSign.name, open: openReader };

function openReader(): Reader {
  const servers = openBases<Server>();
  const links = openLinks();
  const pending = openPending();

  function read(message: Message): Decoded | null {
    const known = servers.of(message.topic);
    if (known !== null) return known.read(message);
    if (message.topic.endsWith('/config')) return readDiscovery(message);
    const base = announcedBy(message);
    if (base === null) return null;
    const server = openServer(base, links);
    if (!servers.add(server)) return problem(message.topic, 'There are more servers than Gatehouse listens to');
    const held = pending.take((topic) => topic.startsWith(server.prefix)).map((one) => server.read(one));
    const decoded = server.read(message);
    return { ...decoded, observations: [...held.flatMap(({ observations }) => observations), ...decoded.observations] };
  }

  /** What it tells of itself there is read by the reader of that convention. */
  function readDiscovery(message: Message): Decoded | null {
    if (!links.hear(message)) return null;
    const observations = [...servers.all()].flatMap((server) => server.linkAgain(message));
    return observations.length === 0 ? null : { ...nothing, observations, masked: payloadOf(message).masked.text };
  }

  return openPlainReader(
    {
      convention: 'frigate',
      read,
      hold(message) {
        if (mayBeEarly(message.topic)) pending.hold(message);
      },
      filters() {
        const all = [...servers.all()];
        return [
          ...frigateSign.filters,
          ...all.flatMap((server) => server.filters()),
          ...all.flatMap((server) => server.pictureFilters()),
        ];
      },
      introductions: () => [...servers.all()].flatMap((server) => server.introduction() ?? []),
      /** Frigate has no command of a camera that Gatehouse knows; it can be asked to tell again which cameras it has. */
      waysIn: (voice) => [...servers.all()].flatMap((server) => server.waysIn(voice)),
      encode(voice, command) {
        const server = [...servers.all()].find((one) => one.knows(voice));
        if (server === undefined || command.type !== 'refresh') return null;
        return [{ topic: `${server.prefix}onConnect`, payload: '', qos: 1 }];
      },
    },
    () => [...servers.all()].reduce((sum, server) => sum + server.filtersRevision + 1, 0),
  );
}

function announcedBy(message: Message): string | null {
  const { topic } = message;
  if (topic.startsWith('$')) return null;
  const isOurs = isWill(message) || (mayBeStats(message) && readStats(payloadOf(message).json) !== null);
  return isOurs ? (announcement.exec(topic)?.[1] ?? null) : null;
}
