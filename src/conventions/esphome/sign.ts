import type { Message } from '@/core/message';
import type { Identifier } from '@/core/observation';

import type { Sign } from '../convention';
import { discoveryLinkOf } from '../discovery-link';
import { macIdentifier } from '../mac';
import { onlineWord } from '../last-will';

/** Devices that say who they are, and the last wills of those that do not: any `<prefix>/status`. */
const filters = ['esphome/discover/+', '+/status', '+/+/status'] as const;
export const announced = 'esphome/discover/';
/** Home Assistant, whose `mqtt_statestream` speaks in ESPHome's form, and WLED */
const belongsToOthers = /^(?:homeassistant$|wled\/)/;

export const esphomeSign: Sign = {
  name: 'esphome',
  filters,
  isIn(message) {
    const { topic } = message;
    if (topic.endsWith('/status')) return isStranger(topic.slice(0, -'/status'.length)) && onlineWord(message) !== null;
    return topic.startsWith(announced) || linkIn(message) !== null;
  },
};

/** `<prefix>/<component>/<id>/state`, or where it is commanded (esphome/components/mqtt/mqtt_component.cpp) */
const ownTopic = /^(.+)\/[a-z_]+\/[^/]+\/(?:state|command)$/;

/** A Home Assistant discovery all of whose topics are in ESPHome's form below one prefix, and that names one address. */
export function linkIn(message: Message): { readonly prefix: string; readonly mac: Identifier } | null {
  const link = discoveryLinkOf(message);
  if (link === null) return null;
  // older ones name it only as their identifier
  const named = [...link.identifiers, ...link.ids.map(macIdentifier)];
  const [mac, other] = new Set(named.filter((identifier) => identifier?.startsWith('mac:')));
  const [prefix, another] = new Set(link.topics.map((topic) => ownTopic.exec(topic)?.[1] ?? ''));
  if (!mac || other !== undefined || !prefix || another !== undefined) return null;
  return { prefix, mac };
}

/** May this prefix, of which nothing but a will was heard, be a device's? */
export function isStranger(prefix: string): boolean {
  return !belongsToOthers.test(prefix);
}
