import { limits } from '@/core/limits';
import { mayHoldSecret } from '@/core/mask';
import type { Message } from '@/core/message';
import type { ConventionName, VoiceKey } from '@/core/observation';

import type { Decoded } from './convention';
import { leaksOf, nothing, observe, quiet } from './decoded';
import { textOf } from './json';
import { payloadOf } from './payload';
import type { Masked } from './secrets';

/** stands for a document that is too long to be shown message by message */
export const longDocument = '(a long document)';

/** What a plain text looks like without its secrets; most hold none, and cost one look. */
export function maskedPlain(message: Message): Masked {
  const { byteLength } = message.payload;
  if (byteLength > limits.unknownBytes || !mayHoldSecret(textOf(message.payload))) return { text: null, found: [] };
  return payloadOf(message).masked;
}

/** A message that is the convention's but not looked into: shown without its secrets. */
export function unread(message: Message): Decoded {
  const { byteLength } = message.payload;
  if (byteLength === 0) return nothing;
  return quiet(byteLength > limits.unknownBytes ? longDocument : payloadOf(message).masked.text);
}

/** The same of a device that is known: a secret that stood there in clear is told of it. */
export function unreadOf(convention: ConventionName, device: VoiceKey, message: Message): Decoded {
  const decoded = unread(message);
  if (decoded.masked === null || decoded.masked === longDocument) return decoded;
  const leaks = leaksOf(payloadOf(message).masked, message.topic);
  return { ...decoded, observations: observe(convention, device, message, leaks) };
}
