import { fromBase64 } from '@/core/base64';
import { limits } from '@/core/limits';
import type { Message } from '@/core/message';
import type { Fact, VoiceKey } from '@/core/observation';

import type { Decoded } from './convention';
import { textOf } from './json';
import { pictureFormatOf } from './picture-format';
import { pictureTypeOf } from './picture-type';

/** A picture that came whole in one message, as a fact and as its bytes; null: the bytes are no picture that is shown. */
export type WholePicture = { readonly fact: Fact; readonly picture: NonNullable<Decoded['picture']> };

export function wholePicture(voice: VoiceKey, { payload }: Pick<Message, 'payload'>): WholePicture | null {
  const type = payload.byteLength > limits.pictureBytes ? null : pictureTypeOf(payload);
  if (type === null || isTooLarge(payload)) return null;
  const fact: Fact = { type: 'picture', picture: { type, bytes: payload.byteLength, takenAt: null } };
  return { fact, picture: { voice, bytes: payload } };
}

/** A few bytes can claim a picture that fills all memory: nobody decodes one that says so (`limits.picturePixels`). */
export function isTooLarge(bytes: Uint8Array): boolean {
  const format = pictureFormatOf(bytes);
  return format !== null && format.width * format.height > limits.picturePixels;
}

/** The same of a picture that is written as base64 (RFC 4648 §4), as text or as a data address. */
export function wholePictureFromText(voice: VoiceKey, { payload }: Message): WholePicture | null {
  if (payload.byteLength > (limits.pictureBytes * 4) / 3 + 64) return null;
  const text = textOf(payload).replace(/^data:[\w/+.-]{1,64};base64,/, '');
  const bytes = fromBase64(text);
  return bytes && wholePicture(voice, { payload: bytes });
}

/** What is shown of a message that is a picture. */
export const pictureText = '(a picture)';
