import * as v from 'valibot';

import { fromBase64, toBase64 } from '@/core/base64';

import { readJson } from '../read-json';
import { longestManifest, mostImageBytes } from './manifest';

/** A signed update as one file that a person chooses: what was signed, and the image. Nothing in it is secret. */
export type UpdateFile = { readonly manifest: string; readonly image: Uint8Array<ArrayBuffer> };

const format = v.object({
  format: v.literal('gatehouse-update/1'),
  manifest: v.pipe(v.string(), v.maxLength(longestManifest)),
  image: v.string(),
});
/** base64 is a third longer than its bytes */
const longestUpdateFile = Math.ceil((mostImageBytes * 4) / 3) + longestManifest + 1_024;

export function packUpdate({ manifest, image }: UpdateFile): string {
  return JSON.stringify({ format: 'gatehouse-update/1', manifest, image: toBase64(image) });
}

/** null: it is no such file, or larger than one may be. */
export function readUpdateFile(text: string): UpdateFile | null {
  if (text.length > longestUpdateFile) return null;
  const read = readJson(format, text);
  const image = read && fromBase64(read.image);
  return read && image && { manifest: read.manifest, image };
}
