import { limits } from '@/core/limits';
import type { Message } from '@/core/message';

import type { Decoded } from './convention';
import { nothing, quiet } from './decoded';
import { payloadOf } from './payload';

/** stands for a document that is too long to be shown message by message */
export const longDocument = '(a long document)';

/** A message that is the convention's but not looked into: shown without its secrets. */
export function unread(message: Message): Decoded {
  const { byteLength } = message.payload;
  if (byteLength === 0) return nothing;
  return quiet(byteLength > limits.unknownBytes ? longDocument : payloadOf(message).masked.text);
}
