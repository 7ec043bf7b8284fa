import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { ConventionName, Fact, Observation, VoiceKey } from '@/core/observation';

import type { Decoded, Reader } from './convention';
import { textOf } from './json';
import { payloadOf } from './payload';
import { maskPayload, secretWords, type Masked } from './secrets';

/** The message is of the convention, and tells nothing. */
export const nothing: Decoded = { observations: [], problems: [], masked: null };

/** stands for a document that is too long to be shown message by message */
export const longDocument = '(a long document)';

/** The message told these facts of one device. */
export function told(
  convention: ConventionName,
  voice: VoiceKey,
  { at, retained }: Pick<Message, 'at' | 'retained'>,
  facts: readonly Fact[],
): readonly Observation[] {
  return facts.map((fact) => ({ device: voice, convention, at, retained, fact }));
}

/** The message could not be understood. `reason` is a sentence without any payload in it. */
export function problemAt(topic: string, reason: string, masked: string | null = null): Decoded {
  return { observations: [], problems: [{ topic: topic.slice(0, limits.textLength), reason }], masked };
}

/** What is masked in a message, as facts of the device that published it. */
export function leaksIn(masked: Masked, topic: string): readonly Fact[] {
  return masked.found.map((key): Fact => ({ type: 'secret-exposed', what: secretWords(key), topic }));
}

/** A message that is ours but not looked into: shown without its secrets. */
export function unread(message: Message): Decoded {
  const { byteLength } = message.payload;
  if (byteLength === 0) return nothing;
  const masked = byteLength > limits.unknownBytes ? longDocument : payloadOf(message).masked.text;
  return masked === null ? nothing : { ...nothing, masked };
}

/** A plain text that a device says, without the secrets that may stand in it. */
export function maskedWords(message: Message): Masked {
  return maskPayload(textOf(message.payload.subarray(0, limits.unknownBytes)), undefined);
}

type OwnParts = Pick<Reader, 'convention' | 'read' | 'filters' | 'encode'> & Partial<Reader>;

/** A reader whose bridge cannot be asked whether it is well, and which misses nothing. */
export function openPlainReader(parts: OwnParts, revision: () => number): Reader {
  return {
    askHealth: () => null,
    isHealthy: () => false,
    unheard: () => [],
    ...parts,
    get filtersRevision() {
      return revision();
    },
  };
}
