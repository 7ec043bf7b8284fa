import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';
import type { Capability } from '@/core/observation';

import { topicOf } from './topics';

type Wire = { readonly needs: Capability | null; readonly body: object };

/** The publish that asks the device `id`; null: it did not say that it can. */
export function encodeCommand(
  id: string,
  capabilities: readonly Capability[],
  command: Command,
  commandId: string,
): readonly Outgoing[] | null {
  const { needs, body } = wireOf(command);
  if (needs !== null && !capabilities.includes(needs)) return null;
  return [{ topic: topicOf(id, 'command'), payload: JSON.stringify({ id: commandId, ...body }), qos: 1 }];
}

function wireOf(command: Command): Wire {
  switch (command.type) {
    case 'lock':
    case 'unlock':
      return { needs: 'lock', body: { command: command.type } };
    case 'switch':
      return { needs: 'switch', body: { command: 'switch', on: command.on } };
    case 'siren':
      return { needs: 'siren', body: { command: 'siren', sounding: command.sounding } };
    case 'take-picture':
      return { needs: 'camera', body: { command: 'take-picture' } };
    case 'privacy':
      return { needs: 'privacy', body: { command: 'privacy', on: command.on } };
    case 'check-for-update':
      return { needs: 'firmware-check', body: { command: 'check-firmware' } };
    case 'update':
      return { needs: 'firmware-update', body: { command: 'update-firmware' } };
    case 'refresh':
      return { needs: null, body: { command: 'report' } };
  }
}
