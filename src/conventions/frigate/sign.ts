import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { lowerWordOf } from '../plain';

/** Every Frigate keeps one word here, its last will; what else it says decides whether it is one. */
const filters = ['+/available', '+/+/available'] as const;
const words = new Set(['online', 'offline', 'stopped']);
const early = /\/(?:(?:enabled|detect)\/state|status\/\w+|motion)$/;

export const frigateSign: Sign = {
  name: 'frigate',
  filters,
  isIn: (message) => isWill(message) || mayBeStats(message) || mayBeEarly(message.topic),
};

export function isWill(message: Message): boolean {
  return message.topic.endsWith('/available') && words.has(lowerWordOf(message) ?? '');
}

export function mayBeStats({ topic, payload }: Message): boolean {
  return topic.endsWith('/stats') && payload[0] === 0x7b;
}

/** What cameras say may come before the server says that it is there. */
export function mayBeEarly(topic: string): boolean {
  return (topic.endsWith('/state') || topic.endsWith('/motion') || topic.includes('/status/')) && early.test(topic);
}
