import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';

import { hasOneOutput, type TasmotaDevice } from './device';

/** The publish that makes a device do `command` (docs/Commands); null: it cannot, or nobody knows where it listens. */
export function encodeCommand(device: TasmotaDevice, command: Command): readonly Outgoing[] | null {
  const { cmnd } = device.topics;
  if (cmnd === null) return null;
  const send = (name: string, payload: string): readonly Outgoing[] => [{ topic: `${cmnd}/${name}`, payload, qos: 1 }];
  switch (command.type) {
    case 'switch':
      // `ON` and `OFF` are understood whatever the device calls its states
      return hasOneOutput(device) ? send('POWER', command.on ? 'ON' : 'OFF') : null;
    case 'update':
      // from the address set in the device (`OtaUrl`), which `Status` tells
      return send('Upgrade', '1');
    case 'refresh':
      return send('Status', '0');
    case 'lock':
    case 'unlock':
    case 'siren':
    case 'check-for-update':
    case 'take-picture':
    case 'privacy':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}
