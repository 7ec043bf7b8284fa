import type { Message } from '@/core/message';

import { isObject, numberIn, type JsonObject } from '../json';
import { payloadOf } from '../payload';

/** A value in any of the three payload types of the gateway (docs/usage/setup.md, "Payload type"). */
export type ValuePayload = {
  readonly value: unknown;
  readonly whole: JsonObject | null;
  /** when the node said so, by the gateway's clock; null: the payload does not tell */
  readonly time: number | null;
};

/** `{time, value}`, the entire value object, or the bare value, which as a text is no JSON. */
export function valuePayloadOf(message: Message): ValuePayload {
  const { json, text } = payloadOf(message);
  if (!isObject(json)) return { value: json === undefined ? text : json, whole: null, time: null };
  if (json['commandClass'] !== undefined && json['property'] !== undefined)
    return { value: json['value'], whole: json, time: numberIn(json['lastUpdate']) };
  return { value: 'value' in json ? json['value'] : json, whole: null, time: numberIn(json['time']) };
}
