import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';

import type { Decoded } from './convention';
import { pictureTypeOf } from './picture-type';

/** A picture that came whole in one message, as a fact and as its bytes; null: the bytes are no picture that is shown. */
export type WholePicture = { readonly fact: Fact; readonly picture: NonNullable<Decoded['picture']> };

export function wholePicture(voice: VoiceKey, { payload }: Message): WholePicture | null {
  const type = payload.byteLength > limits.pictureBytes ? null : pictureTypeOf(payload);
  if (type === null) return null;
  const fact: Fact = { type: 'picture', picture: { type, bytes: payload.byteLength, takenAt: null } };
  return { fact, picture: { voice, bytes: payload } };
}

/** What is shown of a message that is a picture. */
export const pictureText = '(a picture)';
