import { limits } from '@/core/limits';
import type { Picture } from '@/core/observation';

import { isTooLarge } from '../picture';
import { pictureTypeOf } from '../picture-type';
import { topicIn, type Lens, type Workbench } from './ear';

/** Where a camera or an image publishes its pictures; an image that names an address is never fetched. */
export function lensesOf({ entity, problem }: Workbench): readonly Lens[] {
  const topic = topicIn(entity.options[entity.component === 'camera' ? 'topic' : 'image_topic'], problem);
  return topic === null ? [] : [{ topic, isBase64: entity.options['image_encoding'] === 'b64' }];
}

export type Photograph = { readonly picture: Picture; readonly bytes: Uint8Array };

/** null: no picture of a kind that every browser shows. The bytes are a copy of their own. */
export function readPicture(payload: Uint8Array, isBase64: boolean): Photograph | null {
  const bytes = isBase64 ? fromBase64(payload) : payload.slice();
  const type = bytes === null ? null : pictureTypeOf(bytes);
  if (bytes === null || type === null || isTooLarge(bytes)) return null;
  return { picture: { type, bytes: bytes.byteLength, takenAt: null }, bytes };
}

export const mostPictureBytes = Math.ceil((limits.pictureBytes / 3) * 4);

function fromBase64(payload: Uint8Array): Uint8Array | null {
  try {
    const text = atob(new TextDecoder('latin1').decode(payload));
    return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  } catch {
    return null;
  }
}
