import { limits } from '@/core/limits';
import type { Picture } from '@/core/observation';

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
  const type = bytes === null ? null : typeOf(bytes);
  if (bytes === null || type === null) return null;
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

/** By their first bytes; a page that trusted a name would show anything. */
function typeOf(bytes: Uint8Array): Picture['type'] | null {
  const starts = (signature: readonly number[], at = 0) => signature.every((byte, index) => bytes[at + index] === byte);
  if (starts([0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (starts([0x89, 0x50, 0x4e, 0x47])) return 'image/png';
  if (starts([0x47, 0x49, 0x46, 0x38])) return 'image/gif';
  return starts([0x52, 0x49, 0x46, 0x46]) && starts([0x57, 0x45, 0x42, 0x50], 8) ? 'image/webp' : null;
}
