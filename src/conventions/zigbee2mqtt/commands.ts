import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';

import type { ZigbeeDevice } from './device';
import type { Exposed } from './exposes';
import { encodeOta } from './ota';

const canBeSet = 2;
const canBeAsked = 4;
/** how long a siren sounds when nobody stops it, seconds */
const sirenSeconds = 300;

/** The publish that makes a device do `command`; null: what it exposes does not allow it. */
export function encodeCommand(base: string, device: ZigbeeDevice, command: Command): readonly Outgoing[] | null {
  const topic = `${base}/${device.name}`;
  const set = (payload: object | null): readonly Outgoing[] | null =>
    payload === null ? null : [{ topic: `${topic}/set`, payload: JSON.stringify(payload), qos: 1 }];
  switch (command.type) {
    case 'lock':
      return set(device.isLock && find(device, 'state', canBeSet) ? { state: 'LOCK' } : null);
    case 'unlock':
      return set(device.isLock && find(device, 'state', canBeSet) ? { state: 'UNLOCK' } : null);
    case 'switch': {
      const state = find(device, 'state', canBeSet);
      return set(state?.group === 'switch' ? { state: command.on ? state.valueOn : state.valueOff } : null);
    }
    case 'siren':
      return set(sirenPayload(device, command.sounding));
    case 'check-for-update':
      return encodeOta(base, device, 'check');
    case 'update':
      return encodeOta(base, device, 'update');
    case 'take-picture':
    case 'privacy':
      return null;
    case 'refresh': {
      const asked = device.exposes.find(({ property, access }) => property === 'state' && (access & canBeAsked) !== 0);
      return asked === undefined ? null : [{ topic: `${topic}/get`, payload: '{"state":""}', qos: 1 }];
    }
  }
}

function find(device: ZigbeeDevice, property: string, access: number): Exposed | undefined {
  return device.exposes.find((exposed) => exposed.property === property && (exposed.access & access) !== 0);
}

/** Sirens are started by a `warning` (ZCL IAS WD, start warning), some by a plain `alarm`. */
function sirenPayload(device: ZigbeeDevice, sounding: boolean): object | null {
  if (device.identity.kind !== 'siren') return null;
  if (find(device, 'warning', canBeSet)) {
    const start = { mode: 'emergency', level: 'very_high', strobe: true, duration: sirenSeconds };
    return { warning: sounding ? start : { mode: 'stop', level: 'low', strobe: false, duration: 1 } };
  }
  const alarm = find(device, 'alarm', canBeSet);
  return alarm === undefined ? null : { alarm: sounding ? alarm.valueOn : alarm.valueOff };
}
