import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';

import type { Node } from './node';

/** Where the gateway takes calls (zwave-js-ui docs/guide/mqtt.md, "Z-Wave APIs"); null while no gateway has been heard. */
export type ApiTopic = (call: string) => string | null;

export function encodeCommand(prefix: string, node: Node, api: ApiTopic, command: Command): readonly Outgoing[] | null {
  const set = (what: 'lock' | 'switch' | 'siren', payload: string): readonly Outgoing[] | null => {
    const topic = node.setters.get(what);
    return topic === undefined ? null : [{ topic: `${prefix}${topic}/set`, payload, qos: 1 }];
  };
  const call = (name: string, ...args: readonly unknown[]): readonly Outgoing[] | null => {
    const topic = api(name);
    if (topic === null || node.id === null) return null;
    return [{ topic: `${topic}/set`, payload: JSON.stringify({ args }), qos: 1 }];
  };
  switch (command.type) {
    case 'lock':
      return set('lock', '255');
    case 'unlock':
      return set('lock', '0');
    case 'switch':
      return set('switch', String(command.on));
    case 'siren':
      return set('siren', command.sounding ? '255' : '0');
    case 'check-for-update':
      return node.details?.canUpdate === true ? call('getAvailableFirmwareUpdates', node.id) : null;
    case 'update': {
      const [update] = node.updates;
      return update === undefined ? null : call('firmwareUpdateOTA', node.id, update);
    }
    case 'take-picture':
    case 'privacy':
      return null;
    case 'refresh':
      if (!node.setters.has('lock')) return null;
      return call('pollValue', { nodeId: node.id, commandClass: 98, endpoint: 0, property: 'currentMode' });
  }
}
