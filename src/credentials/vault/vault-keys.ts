import { base64url } from 'jose';

import type { Box, VaultDocument } from './vault-document';

export type RandomBytes = (count: number) => Uint8Array<ArrayBuffer>;

/** OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023): about a second on a phone. */
export const usualIterations = 600_000;

type Kdf = VaultDocument['passphrase']['kdf'];
type PasskeySecret = { readonly salt: string; readonly secret: Uint8Array<ArrayBuffer> };

const aes = { name: 'AES-GCM', length: 256 } as const;
const ivBytes = 12; // NIST SP 800-38D §8.2
const text = (words: string) => new TextEncoder().encode(words);

export const newSalt = (random: RandomBytes): string => base64url.encode(random(32));

/** The key that wraps the vault's own, made from a passphrase. The same words typed on another keyboard are the same (NFKC). */
export async function keyOfPassphrase(passphrase: string, { hash, iterations, salt }: Kdf): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey('raw', text(passphrase.normalize('NFKC')), 'PBKDF2', false, [
    'deriveKey',
  ]);
  const parameters = { name: 'PBKDF2', hash, iterations, salt: decode(salt) };
  return crypto.subtle.deriveKey(parameters, typed, aes, false, ['wrapKey', 'unwrapKey']);
}

/** The same from the secret that a passkey gives for this salt. */
export async function keyOfPasskey({ secret, salt }: PasskeySecret): Promise<CryptoKey> {
  const given = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey']);
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: decode(salt), info: text('gatehouse vault passkey') };
  return crypto.subtle.deriveKey(parameters, given, aes, false, ['wrapKey', 'unwrapKey']);
}

/** A key of which copies can be wrapped: kept no longer than that takes. */
export function newVaultKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey(aes, true, ['encrypt', 'decrypt']);
}

/** `purpose` is authenticated with it: a wrapped key cannot be put in another's place. */
export async function wrap(key: CryptoKey, by: CryptoKey, purpose: string, random: RandomBytes): Promise<Box> {
  const iv = random(ivBytes);
  const data = await crypto.subtle.wrapKey('raw', key, by, sealing(iv, purpose));
  return { iv: base64url.encode(iv), data: base64url.encode(new Uint8Array(data)) };
}

/** null: `by` is not the key it was wrapped with. `copies`: it is to be wrapped again. */
export async function unwrap(
  { iv, data }: Box,
  by: CryptoKey,
  purpose: string,
  { copies = false } = {},
): Promise<CryptoKey | null> {
  try {
    const how = sealing(decode(iv), purpose);
    return await crypto.subtle.unwrapKey('raw', decode(data), by, how, aes, copies, ['encrypt', 'decrypt']);
  } catch {
    return null; // the tag does not fit, which is all that AES-GCM says
  }
}

export async function encrypt(words: string, key: CryptoKey, purpose: string, random: RandomBytes): Promise<Box> {
  const iv = random(ivBytes);
  const data = await crypto.subtle.encrypt(sealing(iv, purpose), key, text(words));
  return { iv: base64url.encode(iv), data: base64url.encode(new Uint8Array(data)) };
}

/** null: it was changed, or encrypted with another key. */
export async function decrypt({ iv, data }: Box, key: CryptoKey, purpose: string): Promise<string | null> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(sealing(decode(iv), purpose), key, decode(data)));
  } catch {
    return null;
  }
}

function sealing(iv: Uint8Array<ArrayBuffer>, purpose: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: text(`gatehouse-vault/1|${purpose}`) };
}

function decode(encoded: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(base64url.decode(encoded));
}
