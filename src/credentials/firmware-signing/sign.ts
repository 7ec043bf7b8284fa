import { CompactSign, type CryptoKey, type KeyObject } from 'jose';

import { toBase64 } from '@/core/base64';

import { sha256Hex, type Bytes } from '../certificates/encoding';
import { manifestType, type Manifest } from './manifest';

export type CodeSigner = {
  readonly key: CryptoKey | KeyObject;
  /** DER: the code-signing certificate, and that of its authority */
  readonly chain: readonly [leaf: Uint8Array, authority: Uint8Array];
};

/** A signed manifest of this image. */
export async function signUpdate(
  { key, chain }: CodeSigner,
  image: Bytes,
  facts: Pick<Manifest, 'model' | 'version' | 'minimumVersion'>,
): Promise<string> {
  const manifest: Manifest = { ...facts, sizeBytes: image.byteLength, sha256: await sha256Hex(image) };
  return new CompactSign(new TextEncoder().encode(JSON.stringify(manifest)))
    .setProtectedHeader({ alg: 'ES256', typ: manifestType, x5c: chain.map(toBase64) })
    .sign(key);
}
