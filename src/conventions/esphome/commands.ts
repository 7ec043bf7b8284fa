import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';

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
      return null;
  }
}
