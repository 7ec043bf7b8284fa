import type { WayIn } from '@/core/way-in';

import { textIn } from '../json';
import type { DiscoveredDevice } from './device';

const spoofing = 'what Home Assistant is told of devices: this one could stand there under another name';

/**
 * Each topic on which one of its entities takes commands. And whoever may announce devices to Home Assistant can show this
 * one there under another name, so that somebody who lives here switches it without knowing.
 */
export function waysIn(device: DiscoveredDevice): readonly WayIn[] {
  const topics = [...device.entities.values()].flatMap(({ options }) =>
    Object.entries(options).flatMap(([key, value]) => (key.endsWith('command_topic') ? [textIn(value)] : [])),
  );
  const commands = [...new Set(topics)].filter((topic) => topic !== null);
  if (commands.length === 0) return [];
  return [
    ...commands.map((filter): WayIn => ({ kind: 'command', filter, through: 'its own command topic' })),
    ...['homeassistant/+/+/config', 'homeassistant/+/+/+/config'].map((filter): WayIn => ({
      kind: 'trick',
      filter,
      through: spoofing,
    })),
  ];
}
