import type { WayIn } from '@/core/log-ins/way-in';
import type { Message } from '@/core/message';

import { nothing, problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { payloadOf } from '../payload';
import { encodeCode } from './codes';
import { encodeCommand } from './commands';
import { openGateway, type Gateway } from './gateway';
import { valuePayloadOf } from './payload';
import { baseAnnouncedBy, networkIn, zwaveJsUiSign } from './sign';

const mostNetworks = 64;

/**
 * Z-Wave JS UI, once zwavejs2mqtt (zwave-js.github.io/zwave-js-ui): topics by name and by id, all three payload types, the
 * answers of its API, any prefixes.
 */
export const zwaveJsUi: Convention = { name: zwaveJsUiSign.name, open: openReader };

function openReader(): Reader {
  const gateways = openBases<Gateway>();
  /** a network's own name → a topic of one of its nodes, as Home Assistant's discovery tells both */
  const networks = new Map<string, string>();

  function read(message: Message): Decoded | null {
    const gateway = gateways.of(message.topic);
    if (gateway !== null) return gateway.read(message);
    if (message.topic.endsWith('/config')) return readDiscovery(message);
    const base = baseAnnouncedBy(message.topic);
    if (base === null || typeof valuePayloadOf(message).value !== 'boolean') return null;
    const opened = openGateway(base);
    if (!gateways.add(opened)) return problem(message.topic, 'There are more gateways than Gatehouse listens to');
    for (const [homeId, topic] of networks) if (topic.startsWith(opened.prefix)) opened.setHomeId(homeId, message);
    return opened.read(message);
  }

  /** The discovery of a node names its network, by which both are one device; what it says is read elsewhere. */
  function readDiscovery(message: Message): Decoded | null {
    const network = networkIn(message);
    if (network === null || networks.has(network.homeId) || networks.size >= mostNetworks) return null;
    const { homeId, topic } = network;
    networks.set(homeId, topic);
    const observations = gateways.of(topic)?.setHomeId(homeId, message) ?? [];
    if (observations.length === 0) return null;
    return { ...nothing, observations, masked: payloadOf(message).masked.text };
  }

  function find(voice: string) {
    for (const gateway of gateways.all()) {
      const node = gateway.nodes.ofVoice(voice);
      if (node !== undefined) return { gateway, node };
    }
    return null;
  }

  return openPlainReader(
    {
      convention: 'zwave-js-ui',
      read,
      filters: () => [...zwaveJsUiSign.filters, ...[...gateways.all()].flatMap((gateway) => gateway.filters())],
      introductions: () => [...gateways.all()].flatMap((gateway) => gateway.introduction() ?? []),
      encode(voice, command) {
        const found = find(voice);
        return found === null
          ? null
          : encodeCommand(found.gateway.prefix, found.node, (call) => found.gateway.api(call), command);
      },
      encodeCode(voice, command) {
        const found = find(voice);
        if (found === null) return null;
        return encodeCode(found.gateway.prefix, found.node, (call) => found.gateway.api(call), command);
      },
      waysIn(voice) {
        const found = find(voice);
        const codes = found?.node.setters.get('codes');
        // a code of somebody's opens as well as a command
        const byCode: readonly WayIn[] =
          found === null || codes === undefined
            ? []
            : [
                {
                  kind: 'administration',
                  filter: `${found.gateway.prefix}${codes}/+/+/set`,
                  through: 'the codes of its keypad',
                },
              ];
        const api = found?.gateway.api('+') ?? null;
        if (api === null) return byCode;
        const administration = 'the administration topics of Z-Wave JS UI';
        const above = api.slice(0, api.lastIndexOf('/api/'));
        // one order to several nodes, or to all (docs/guide/mqtt.md, "Multicast", "Broadcast")
        const administered = [`${api}/set`, `${above}/multicast/set`, `${above}/broadcast/#`].map((filter): WayIn => ({
          kind: 'administration',
          filter,
          through: administration,
        }));
        return [...byCode, ...administered];
      },
    },
    () => [...gateways.all()].reduce((sum, gateway) => sum + gateway.filtersRevision + 1, 0),
  );
}
