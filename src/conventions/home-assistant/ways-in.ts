import type { WayIn } from '@/core/log-ins/way-in';

import { textIn } from '../json';
import type { DiscoveredDevice } from './device';
import type { Entity } from './entity';

const spoofing = 'what Home Assistant is told of devices: this one could stand there under another name';

/**
 * Each topic on which one of its entities takes commands. And whoever may announce devices to Home Assistant can show this
 * one there under another name, so that somebody who lives here switches it without knowing.
 */
export function waysIn(device: DiscoveredDevice): readonly WayIn[] {
  const entities = [...device.entities.values()];
  const commands = new Set(entities.flatMap((entity) => topicsOf(entity, isOrder)));
  if (commands.size === 0) return [];
  const both = new Set(
    entities.flatMap((entity) => {
      const told = topicsOf(entity, isTelling);
      return topicsOf(entity, isOrder).filter((topic) => told.includes(topic));
    }),
  );
  const through = 'its own command topic';
  return [
    ...[...commands].map((filter): WayIn => ({
      kind: 'command',
      filter,
      through,
      ...(both.has(filter) && { tellsState: true }),
    })),
    ...['homeassistant/+/+/config', 'homeassistant/+/+/+/config'].map((filter): WayIn => ({
      kind: 'trick',
      filter,
      through: spoofing,
    })),
  ];
}

function isOrder(option: string): boolean {
  return option.endsWith('command_topic');
}

/** Besides orders that have names of their own, as `set_position_topic`. */
function isTelling(option: string): boolean {
  return option.endsWith('_topic') && !isOrder(option) && !option.startsWith('set_');
}

function topicsOf({ options }: Entity, isMeant: (option: string) => boolean): readonly string[] {
  return Object.entries(options).flatMap(([option, value]) => (isMeant(option) ? (textIn(value) ?? []) : []));
}
