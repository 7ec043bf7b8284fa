import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { discoveryLinkOf } from '../discovery-link';

/** Each gateway keeps one such topic, its last will. */
const filters = ['+/_CLIENTS/+/status', '+/+/_CLIENTS/+/status'] as const;
const announcement = /^(.+)\/_CLIENTS\/[^/]+\/status$/;
const discoveryId = /^zwavejs2mqtt_(0x[0-9a-f]{1,16})_node\d{1,4}$/i;

export const zwaveJsUiSign: Sign = {
  name: 'zwave-js-ui',
  filters,
  isIn: (message) =>
    message.topic.endsWith('/config') ? networkIn(message) !== null : baseAnnouncedBy(message.topic) !== null,
};

export function baseAnnouncedBy(topic: string): string | null {
  const base = topic.endsWith('/status') ? announcement.exec(topic)?.[1] : undefined;
  return base === undefined || base.startsWith('$') ? null : base;
}

/** A network's own name and a topic of one of its nodes, as Home Assistant's discovery tells both; null: it tells neither. */
export function networkIn(message: Message): { readonly homeId: string; readonly topic: string } | null {
  const link = discoveryLinkOf(message);
  const homeId = link?.ids.map((id) => discoveryId.exec(id)?.[1]).find((id) => id !== undefined);
  const topic = link?.topics[0];
  return homeId === undefined || topic === undefined ? null : { homeId, topic };
}
