import type { Message } from '@/core/message';

import type { Sign } from '../convention';
import { isObject, type JsonObject } from '../json';
import { payloadOf } from '../payload';

/** Each transmission as JSON, on the default topic and on others of its form. */
const events = ['rtl_433/+/events', '+/events', '+/+/events'] as const;
/** The same, one field a topic: only of interest where nobody sends it as JSON. A sensor has two to four levels. */
export const fieldTopics = ['+/+', '+/+/+', '+/+/+/+'].map((levels) => `rtl_433/+/devices/${levels}`);
/** on a topic that may be anybody's */
const longestTransmission = 2_048;

export const rtl433Sign: Sign = {
  name: 'rtl_433',
  filters: [...events, ...fieldTopics],
  isIn: (message) =>
    message.topic.startsWith('rtl_433/') || (message.topic.endsWith('/events') && transmissionIn(message) !== null),
};

/** null: the event is somebody else's. */
export function transmissionIn(message: Message): JsonObject | null {
  if (message.payload[0] !== 0x7b || message.payload.byteLength > longestTransmission) return null;
  const { json } = payloadOf(message);
  return isObject(json) && isTransmission(json) ? json : null;
}

export function isTransmission(json: JsonObject): boolean {
  return typeof json['model'] === 'string' && typeof json['time'] === 'string';
}
