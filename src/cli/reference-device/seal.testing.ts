import { FlattenedEncrypt, importJWK, type JWK } from 'jose';

import type { Offer } from './hand-over';

/** Seals an offer as a page would, written apart from the code that opens it; `change` breaks what is sealed. */
export async function seal(offer: Offer, topic: string, publicKey: JWK, change: object = {}): Promise<string> {
  const { rotation, sequence } = offer;
  const plaintext = new TextEncoder().encode(JSON.stringify({ ...offer, ...change }));
  const jwe = await new FlattenedEncrypt(plaintext)
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM' })
    .setAdditionalAuthenticatedData(new TextEncoder().encode(`${topic}|${rotation}|${sequence}`))
    .encrypt(await importJWK(publicKey, 'ECDH-ES'));
  return JSON.stringify({ v: 1, rotation, sequence, jwe });
}
