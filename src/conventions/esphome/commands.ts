import type { Command } from '@/core/command';
import type { WayIn } from '@/core/log-ins/way-in';
import type { Outgoing } from '@/core/message';

import { commandTopics } from '../command-topics';
import { onlyEntity, type Node } from './node';

/** The publish that makes a device do `command`; null: it has nothing that could, or more than one of it. */
export function encodeCommand(node: Node, command: Command): readonly Outgoing[] | null {
  const send = (component: string, id: string | null, payload: string): readonly Outgoing[] | null =>
    id === null ? null : [{ topic: `${node.prefix}/${component}/${id}/command`, payload, qos: 1 }];
  switch (command.type) {
    case 'lock':
      return send('lock', onlyEntity(node, 'lock'), 'LOCK');
    case 'unlock':
      return send('lock', onlyEntity(node, 'lock'), 'UNLOCK');
    case 'switch': {
      const [key, ...more] = node.outputs.keys();
      const [component, id] = key?.split('/') ?? [];
      if (component === undefined || id === undefined || more.length > 0) return null;
      const state = command.on ? 'ON' : 'OFF';
      return send(component, id, component === 'light' ? JSON.stringify({ state }) : state);
    }
    case 'update':
      return send('update', onlyEntity(node, 'update'), 'INSTALL');
    case 'refresh':
      return node.mac === null ? null : [{ topic: `esphome/ping/${node.prefix}`, payload: '', qos: 0 }];
    case 'siren':
    case 'check-for-update':
    case 'take-picture':
    case 'privacy':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}

/** What moves or opens something; each listens on a topic of its own (esphome.io/components/mqtt, "MQTT Component Base Configuration"). */
const acting = ['lock', 'alarm_control_panel', 'cover', 'valve', 'switch', 'light', 'fan', 'button'] as const;

/** Every entity that acts, though of several none is what is commanded from here. */
export function waysInto({ prefix, entities }: Node): readonly WayIn[] {
  return acting.flatMap((component) =>
    commandTopics([...(entities.get(component) ?? [])].map((id) => `${prefix}/${component}/${id}/command`)),
  );
}
