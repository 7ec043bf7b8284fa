import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { ConventionName, Fact, Observation, SecretKind, VoiceKey } from '@/core/observation';

import type { Decoded } from './convention';
import type { Masked } from './secrets';
import { secretKindOf } from './secrets';

/** The message is of this convention and tells nothing. */
export const nothing: Decoded = { observations: [], problems: [], masked: null };

export function quiet(masked: string | null): Decoded {
  return masked === null ? nothing : { ...nothing, masked };
}

/** `reason` is a sentence without any payload in it. */
export function problem(topic: string, reason: string, masked: string | null = null): Decoded {
  return { observations: [], problems: [{ topic: topic.slice(0, limits.textLength), reason }], masked };
}

/** What one message told of one device. */
export function told(
  convention: ConventionName,
  device: VoiceKey,
  { at, retained }: Pick<Message, 'at' | 'retained'>,
  facts: readonly Fact[],
  masked: string | null = null,
): Decoded {
  return { observations: observe(convention, device, { at, retained }, facts), problems: [], masked };
}

export function observe(
  convention: ConventionName,
  device: VoiceKey,
  { at, retained }: Pick<Message, 'at' | 'retained'>,
  facts: readonly Fact[],
): readonly Observation[] {
  return facts.map((fact) => ({ device, convention, at, retained, fact }));
}

/** The device itself spoke just now; a broker's memory of it tells no time. */
export function heardNow({ at, retained }: Pick<Message, 'at' | 'retained'>): readonly Fact[] {
  return retained ? [] : [{ type: 'heard', at }];
}

/** A finding for each secret that stood in clear in the message on `topic`. */
export function leaksOf(
  masked: Masked,
  topic: string,
  kindOf: (key: string) => SecretKind = secretKindOf,
): readonly Fact[] {
  return masked.found.map((key) => ({ type: 'secret-exposed', secret: kindOf(key), topic }));
}
