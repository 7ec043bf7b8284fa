import type { Fact } from '@/core/observation';

import { isObject, numberIn, type JsonObject } from '../json';
import type { TasmotaDevice } from './device';

/** two relays move one shutter */
const relaysOfOne = 2;

/**
 * `{"Shutter1": {"Position": 40, "Direction": 0}}` (docs/Blinds-and-Shutters): 0 is closed, and it moves up with 1. Of several none
 * is the device's own; only one that has announced itself tells how many there are.
 */
export function readShutter({ announcement }: TasmotaDevice, payload: JsonObject): readonly Fact[] {
  const shutter = payload['Shutter1'];
  const relays = announcement?.outputs.filter((output) => output === 'shutter').length ?? 0;
  if (!isObject(shutter) || announcement === null || relays === 0 || relays > relaysOfOne) return [];
  const [position, direction] = [numberIn(shutter['Position']), numberIn(shutter['Direction'])];
  if (direction === 1 || direction === -1)
    return announcement.isShutterInverted
      ? []
      : [{ type: 'state', state: { cover: direction === 1 ? 'opening' : 'closing' } }];
  if (position === null || position < 0 || position > 100) return [];
  const closed = announcement.isShutterInverted ? 100 : 0;
  return [{ type: 'state', state: { cover: position === closed ? 'closed' : 'open' } }];
}
