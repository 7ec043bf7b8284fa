import { fromBase64, toBase64 } from '@/core/base64';
import type { Outgoing } from '@/core/message';

import { isObject, numberIn, parseJson, textIn, textOf } from '../json';
import { topicOf } from './topics';

/** What stands on `firmware/offer`: a signed manifest, or a piece of the image that one of them names. */
export type FirmwareWord =
  | { readonly type: 'manifest'; readonly manifest: string }
  | {
      readonly type: 'piece';
      /** SHA-256 of the whole image, hexadecimal: pieces of two offers are never mixed */
      readonly image: string;
      /** from 0 */
      readonly index: number;
      readonly count: number;
      readonly bytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly type: 'withdrawn' };

/** in base64 and with its words around it a piece is just below 4,096 bytes: see "Pictures" in the README */
const pieceBytes = 2_880;
const longest = 32 * 1024;

/** The publishes that bring a signed update to the device `id`, in the order in which they have to come. */
export function encodeFirmwareOffer(
  id: string,
  { manifest, sha256, image }: { readonly manifest: string; readonly sha256: string; readonly image: Uint8Array },
): readonly Outgoing[] {
  const topic = topicOf(id, 'firmware/offer');
  const count = Math.ceil(image.byteLength / pieceBytes);
  const pieces = Array.from({ length: count }, (_, piece): Outgoing => {
    const bytes = toBase64(image.subarray(piece * pieceBytes, (piece + 1) * pieceBytes));
    return { topic, qos: 1, payload: JSON.stringify({ image: sha256, piece, of: count, bytes }) };
  });
  // what is signed is kept by the broker; the image is for whoever is there now
  return [{ topic, qos: 1, retain: true, payload: JSON.stringify({ manifest }) }, ...pieces];
}

/** null: it is nothing of the kind. */
export function readFirmwareWord(payload: Uint8Array): FirmwareWord | null {
  if (payload.byteLength === 0) return { type: 'withdrawn' };
  if (payload.byteLength > longest) return null;
  const value = parseJson(textOf(payload));
  if (!isObject(value)) return null;
  const manifest = textIn(value['manifest']);
  if (manifest !== null) return { type: 'manifest', manifest };
  const image = textIn(value['image']);
  const index = numberIn(value['piece']);
  const count = numberIn(value['of']);
  const bytes = fromBase64(textIn(value['bytes']) ?? '');
  if (image === null || index === null || count === null || bytes === null || bytes.byteLength === 0) return null;
  const isPlace = Number.isSafeInteger(index) && Number.isSafeInteger(count) && index >= 0 && index < count;
  return isPlace ? { type: 'piece', image, index, count, bytes } : null;
}
