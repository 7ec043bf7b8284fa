import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { isObject, parseJson, textIn, textOf } from '../json';

/** Where a bridge may be found: its base topic is free, and may have up to three levels (`home/cellar/zigbee`). */
const filters = ['+/bridge/state', '+/+/bridge/state', '+/+/+/bridge/state'] as const;
const announcement = /^(.+)\/bridge\/(?:state|info|devices)$/;

export const zigbee2mqttSign: Sign = {
  name: 'zigbee2mqtt',
  filters,
  isIn: (message) => baseAnnouncedBy(message) !== null,
};

/** Other programs have a `…/bridge/state` too: only what reads like Zigbee2MQTT's announces a bridge. */
export function baseAnnouncedBy(message: Message): string | null {
  if (!message.topic.includes('/bridge/')) return null;
  const base = announcement.exec(message.topic)?.[1];
  return base !== undefined && looksLikeBridge(message) ? base : null;
}

function looksLikeBridge({ topic, payload }: Message): boolean {
  if (payload.byteLength === 0) return false;
  if (!topic.endsWith('/state')) return payload[0] === 0x5b || payload[0] === 0x7b;
  if (payload.byteLength > 256) return false;
  const text = textOf(payload);
  const value = parseJson(text);
  return /^(?:online|offline)$/i.test(isObject(value) ? (textIn(value['state']) ?? '') : text.trim());
}
