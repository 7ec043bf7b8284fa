import type { Speech, WayIn } from '@/core/log-ins/way-in';

import { commandTopics } from '../command-topics';

/** Whoever may publish there owns the device: its scripts and settings too, whatever its password (CREDENTIALS.md, section 4). */
export function waysIntoGen2(prefix: string): readonly WayIn[] {
  return [
    { kind: 'command', filter: `${prefix}/rpc`, through: 'its remote control over MQTT' },
    ...commandTopics([`${prefix}/command/#`]),
  ];
}

/** Answers go to whoever asks: of those who may ask, only Gatehouse is known here. */
export function speechOfGen2(prefix: string): Speech {
  return { says: [`${prefix}/#`, 'gatehouse/rpc'], hears: [`${prefix}/rpc`, `${prefix}/command/#`] };
}
