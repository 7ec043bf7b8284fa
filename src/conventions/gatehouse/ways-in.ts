import type { Capability } from '@/core/observation';
import type { Speech, WayIn } from '@/core/log-ins/way-in';

import { heardTopics, topicOf } from './topics';

/** A device of the profile obeys on one topic; a new firmware is offered on another. */
export function waysIn(id: string, capabilities: readonly Capability[]): readonly WayIn[] {
  const takesFirmware = capabilities.includes('firmware-update');
  return [
    { kind: 'command', filter: topicOf(id, 'command'), through: 'its own command topic' },
    ...(takesFirmware
      ? [{ kind: 'code', filter: topicOf(id, 'firmware/offer'), through: 'the firmware that it is offered' } as const]
      : []),
  ];
}

/** It speaks for itself alone. Proofs of a password are another role's, which only one of its accounts has. */
export function speechOf(id: string): Speech {
  const says = ['about', ...heardTopics, 'certificate/request'];
  const hears = ['command', 'credential/offer', 'certificate/issued', 'firmware/offer'];
  return { says: says.map((what) => topicOf(id, what)), hears: hears.map((what) => topicOf(id, what)) };
}
