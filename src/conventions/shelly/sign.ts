import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { textOf } from '../json';

/** As whom Gatehouse asks: answers come on `<source>/rpc` (gen2, "RPC over MQTT"). */
export const source = 'gatehouse';
export const answerTopic = `${source}/rpc`;

/**
 * All that a Shelly retains is that it is there, or not: first generation `shellies/<id>/online`, later ones
 * `<any prefix>/online`. The second only makes it a candidate: it has to show that it is a Shelly.
 */
const filters = ['shellies/announce', '+/online', '+/+/online', '+/+/+/online', answerTopic] as const;
/** a status on the prefix that its maker gave it */
const makersStatus = /^shelly[a-z0-9-]*\/status\//i;

export const shellySign: Sign = {
  name: 'shelly',
  filters,
  isIn(message) {
    const { topic } = message;
    if (topic.endsWith('/online')) return topic.startsWith('shellies/') || onlineIn(message) !== null;
    return (
      topic.startsWith('shellies/') ||
      topic.endsWith('/events/rpc') ||
      topic === answerTopic ||
      makersStatus.test(topic)
    );
  },
};

export function onlineIn({ payload }: Pick<Message, 'payload'>): boolean | null {
  if (payload.byteLength > 5) return null;
  const text = textOf(payload);
  return text === 'true' ? true : text === 'false' ? false : null;
}
