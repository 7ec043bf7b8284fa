import type { Sign } from '../convention';

/**
 * Nothing is retained: a device is found when the bridge next says its status, which it does when it starts and when Home
 * Assistant does. The category in the topic keeps these filters narrow on any base.
 */
const categories = ['alarm', 'camera', 'chime', 'intercom', 'lighting'] as const;
const filters = categories.map((category) => `+/+/${category}/+/status`);
const announcement = new RegExp(`^([^/]+/[^/]+)/(?:${categories.join('|')})/[^/]+/status$`);

export const ringMqttSign: Sign = {
  name: 'ring-mqtt',
  filters,
  isIn: ({ topic }) => baseAnnouncedBy(topic) !== null,
};

export function baseAnnouncedBy(topic: string): string | null {
  const base = topic.endsWith('/status') ? announcement.exec(topic)?.[1] : undefined;
  return base === undefined || base.startsWith('$') ? null : base;
}
