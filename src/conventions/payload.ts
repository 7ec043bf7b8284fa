import type { Message } from '@/core/message';

import { parseJson, textOf } from './json';
import { maskPayload, type Masked } from './secrets';

/** What a message says, as text, as JSON (undefined where it is none) and without its secrets. */
export type Payload = { readonly text: string; readonly json: unknown; readonly masked: Masked };

let last: { readonly message: Message; readonly payload: Payload } | null = null;

/**
 * Reads the payload of `message`, once for all readers: a Zigbee2MQTT state is its discovery's state as well, and parsing
 * is most of what a message costs.
 */
export function payloadOf(message: Message): Payload {
  if (last !== null && last.message === message) return last.payload;
  const text = textOf(message.payload);
  const json = parseJson(text);
  const payload: Payload = { text, json, masked: maskPayload(text, json) };
  last = { message, payload };
  return payload;
}
