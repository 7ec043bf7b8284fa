import { flattenedDecrypt, importJWK } from 'jose';
import * as v from 'valibot';

import type { DeviceKey } from './device-key';
import type { Offer } from './hand-over';

/** What stands on `credential/offer` (src/conventions/gatehouse/README.md). */
const envelope = v.object({
  v: v.literal(1),
  rotation: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  sequence: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  jwe: v.object({
    protected: v.string(),
    aad: v.string(),
    iv: v.string(),
    ciphertext: v.string(),
    tag: v.string(),
  }),
});

/** What is sealed in it. */
const secret = v.object({
  username: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  rotation: v.string(),
  sequence: v.number(),
  slot: v.picklist(['a', 'b']),
});

/** Why an offer was not opened or not taken: plain sentences for a log, which hold nothing of the offer. */
export const offerRefusals = {
  'no-offer': 'What stands on the offer topic is no offer.',
  'other-topic': 'The offer was sealed for another device, rotation or sequence.',
  'cannot-open': 'The offer cannot be opened with the key of this device.',
  contradiction: 'What is sealed in the offer contradicts its envelope.',
  'heard-before': 'The offer was heard before, or is older than one that was.',
  'own-username': 'The offer names the account that is in use.',
  'not-logged-in': 'The offer came on a connection that has ended.',
} as const;
type OfferRefusal = 'no-offer' | 'other-topic' | 'cannot-open' | 'contradiction';

export type OpenedOffer =
  | { readonly opened: true; readonly offer: Offer }
  | { readonly opened: false; readonly reason: OfferRefusal };

const mostBytes = 8 * 1024;

/**
 * Opens an offer with the device's private key: a flattened JWE (RFC 7516 §7.2.2), ECDH-ES (RFC 7518 §4.6) and A256GCM
 * only. Its authenticated data is `topic|rotation|sequence`, so that it opens on this topic and for this rotation alone.
 */
export async function openOffer(payload: Uint8Array, topic: string, privateKey: DeviceKey): Promise<OpenedOffer> {
  const refused = (reason: OfferRefusal): OpenedOffer => ({ opened: false, reason });
  if (payload.byteLength > mostBytes) return refused('no-offer');
  const outer = v.safeParse(envelope, parse(payload));
  if (!outer.success) return refused('no-offer');
  const { rotation, sequence, jwe } = outer.output;
  if (jwe.aad !== Buffer.from(`${topic}|${rotation}|${sequence}`).toString('base64url')) return refused('other-topic');
  const plaintext = await decrypt(jwe, privateKey);
  if (plaintext === null) return refused('cannot-open');
  const inner = v.safeParse(secret, parse(plaintext));
  if (!inner.success || inner.output.rotation !== rotation || inner.output.sequence !== sequence)
    return refused('contradiction');
  const { slot, username, password } = inner.output;
  return { opened: true, offer: { slot, username, password, rotation, sequence } };
}

async function decrypt(jwe: v.InferOutput<typeof envelope>['jwe'], privateKey: DeviceKey): Promise<Uint8Array | null> {
  try {
    const key = await importJWK(privateKey, 'ECDH-ES');
    const algorithms = { keyManagementAlgorithms: ['ECDH-ES'], contentEncryptionAlgorithms: ['A256GCM'] };
    return (await flattenedDecrypt(jwe, key, algorithms)).plaintext;
  } catch {
    return null; // whatever is wrong with it: it was not sealed to us
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
