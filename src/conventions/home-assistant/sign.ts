import type { Sign } from '../convention';
import { readConfigTopic } from './config-topic';

export const defaultPrefix = 'homeassistant';
/** with and without a node */
export const shapes = ['+', '+/+'] as const;

/**
 * Discovery stands below the default prefix in most homes, and is looked for below any other when all else has come. Any
 * topic may be one that an announcement names only later.
 */
export const homeAssistantSign: Sign = {
  name: 'home-assistant',
  filters: filtersOf(defaultPrefix, '+'),
  furtherFilters: filtersOf('+', '+'),
  isIn: ({ topic, payload }) => topic.endsWith('/config') && payload.byteLength > 0 && readConfigTopic(topic) !== null,
  keepsUnread: true,
};

export function filtersOf(prefix: string, component: string): readonly string[] {
  return shapes.map((shape) => `${prefix}/${component}/${shape}/config`);
}
