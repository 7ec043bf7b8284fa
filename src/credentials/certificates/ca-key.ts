import type { Bytes } from './encoding';

/** The home's own certificate authority: its certificate, and its key, which this browser can use but not read. */
export type HomeCa = { readonly certificate: Bytes; readonly key: CryptoKey };

/** ECDSA on P-256 with SHA-256 (RFC 5758 §3.2): what every broker, phone and micro-controller knows. */
export const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
export const signingAlgorithm = { ...keyAlgorithm, hash: 'SHA-256' } as const;

/** The private key as it is kept: it signs, and cannot be exported. Rejects where it is no key on P-256. */
export function importKey(pkcs8: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', pkcs8, keyAlgorithm, false, ['sign']);
}
