import { unread } from '@/conventions/unread';
import { isSecretKey, maskedText } from '@/core/mask';
import type { Message } from '@/core/message';

/** the levels of a topic that name what its payload is: `…/keypad/pin`, `…/pin/state` */
const namingLevels = 2;

/**
 * What may be shown of a message that no convention knows, or whose device is not known: its secrets are looked for in its
 * keys and in its topic. null: it holds none.
 */
export function unclaimedText(message: Message): string | null {
  const { masked } = unread(message);
  const names = message.topic.split('/').slice(-namingLevels);
  const isPlain = !/^\s*[[{]/.test(masked ?? decoder.decode(message.payload.subarray(0, 16)));
  return isPlain && message.payload.byteLength > 0 && names.some(isSecretKey) ? maskedText : masked;
}

const decoder = new TextDecoder();
