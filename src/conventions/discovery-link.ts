import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Identifier } from '@/core/observation';

import { discoveryIdentifier } from './discovery-identifier';
import { macIdentifier } from './mac';
import { isObject, textIn, type JsonObject } from './json';
import { payloadOf } from './payload';

/**
 * What a Home Assistant discovery message tells of whose topics it speaks. A bridge that announces its devices there names
 * in one breath the device's hard identity and the topics on which the device speaks by the bridge's own convention: whoever
 * reads those knows by it that both are one device (home-assistant.io/integrations/mqtt, "Discovery payload").
 */
export type DiscoveryLink = {
  /** `device.identifiers` as they are written */
  readonly ids: readonly string[];
  readonly identifiers: readonly Identifier[];
  readonly vendor: string | null;
  /** where its entities speak, listen and show pictures; never availability, which may be a bridge's */
  readonly topics: readonly string[];
};

const mostEntities = 256;
let last: { readonly message: Message; readonly link: DiscoveryLink | null } | null = null;

/** null: the message is no discovery message, or names no device. Read once for all readers. */
export function discoveryLinkOf(message: Message): DiscoveryLink | null {
  if (!message.topic.endsWith('/config')) return null;
  if (last?.message === message) return last.link;
  const link = readLink(message);
  last = { message, link };
  return link;
}

function readLink(message: Message): DiscoveryLink | null {
  if (message.payload.byteLength === 0 || message.payload.byteLength > limits.unknownBytes) return null;
  const { json } = payloadOf(message);
  if (!isObject(json)) return null;
  const device = json['device'] ?? json['dev'];
  if (!isObject(device)) return null;
  const ids = textsIn(device['identifiers'] ?? device['ids']);
  const identifiers = [...ids.map(discoveryIdentifier), ...macsIn(device['connections'] ?? device['cns'])];
  const parts = json['components'] ?? json['cmps'];
  const entities = isObject(parts) ? [json, ...Object.values(parts).filter(isObject).slice(0, mostEntities)] : [json];
  const vendor = textIn(device['manufacturer'] ?? device['mf']);
  return { ids, identifiers, vendor, topics: entities.flatMap((entity) => topicsIn(entity, json['~'])) };
}

function topicsIn(entity: JsonObject, sharedBase: unknown): readonly string[] {
  const base = textIn(entity['~']) ?? textIn(sharedBase);
  const places = [
    entity['state_topic'] ?? entity['stat_t'],
    entity['command_topic'] ?? entity['cmd_t'],
    entity['topic'] ?? entity['t'],
    entity['image_topic'] ?? entity['img_t'],
  ];
  return places.flatMap((topic) => {
    const text = textIn(topic);
    if (text === null) return [];
    return [base === null ? text : withBase(text, base)];
  });
}

/** `~` at the start or the end of a topic stands for the base. */
function withBase(topic: string, base: string): string {
  const started = topic.startsWith('~') ? base + topic.slice(1) : topic;
  return started.endsWith('~') ? started.slice(0, -1) + base : started;
}

function textsIn(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value.slice(0, 16) : [value];
  return list.flatMap((item) => textIn(item)?.slice(0, limits.textLength) ?? []);
}

/** `connections` is a list of pairs `["mac", "…"]`. */
function macsIn(connections: unknown): readonly Identifier[] {
  if (!Array.isArray(connections)) return [];
  return connections.slice(0, 16).flatMap((pair: unknown) => {
    if (!Array.isArray(pair) || pair[0] !== 'mac') return [];
    return macIdentifier(textIn(pair[1])) ?? [];
  });
}
