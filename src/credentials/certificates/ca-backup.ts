import { compactDecrypt, CompactEncrypt, errors } from 'jose';
import * as v from 'valibot';

import { fromBase64, toBase64 } from '@/core/base64';

import type { Bytes } from './encoding';
import { importKey, type HomeCa } from './ca-key';
import { X509Certificate } from './x509';

/**
 * The backup of a home's authority: its certificate in clear, its key as a compact JWE (RFC 7516) under a passphrase, by
 * PBKDF2 with HMAC-SHA-512 (RFC 7518 §4.8) and AES-256-GCM. Salt and rounds stand in the JWE's own header, so a later version
 * may take more rounds and still open what this one wrote.
 */
const format = 'gatehouse-home-ca/1';
const alg = 'PBES2-HS512+A256KW';
const enc = 'A256GCM';
/** OWASP's advice for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet, 2023): about a fifth of a second on a phone */
const rounds = 210_000;
/** a file that asks for more would only keep the page busy */
const mostRounds = 5_000_000;
const largestFile = 64 * 1024;

export const shortestPassphrase = 12;

type Backup = { readonly certificate: Bytes; readonly pkcs8: Bytes; readonly passphrase: string; readonly at: number };

export async function sealBackup({ certificate, pkcs8, passphrase, at }: Backup): Promise<string> {
  const key = await new CompactEncrypt(pkcs8)
    .setProtectedHeader({ alg, enc })
    .setKeyManagementParameters({ p2c: rounds })
    .encrypt(secretOf(passphrase));
  const file = { format, madeAt: new Date(at).toISOString(), certificate: toBase64(certificate), key };
  return `${JSON.stringify(file, null, 2)}\n`;
}

const shape = v.object({ format: v.literal(format), certificate: v.string(), key: v.string() });

export type OpenedBackup =
  | { readonly outcome: 'opened'; readonly ca: HomeCa }
  /** `foreign`: no backup of ours, or torn; `passphrase`: it opens with another; `mismatch`: key and certificate differ */
  | { readonly outcome: 'refused'; readonly reason: 'foreign' | 'passphrase' | 'mismatch' };

/** Opens a backup. Never throws: whatever stands in a file is an answer. */
export async function openBackup(text: string, passphrase: string): Promise<OpenedBackup> {
  const file = readFile(text);
  const certificate = file && fromBase64(file.certificate);
  if (file === null || certificate === null) return { outcome: 'refused', reason: 'foreign' };
  try {
    const { plaintext } = await compactDecrypt(file.key, secretOf(passphrase), {
      keyManagementAlgorithms: [alg],
      contentEncryptionAlgorithms: [enc],
      maxPBES2Count: mostRounds,
    });
    const key = await importKey(new Uint8Array(plaintext));
    return (await belongTogether(certificate, key))
      ? { outcome: 'opened', ca: { certificate, key } }
      : { outcome: 'refused', reason: 'mismatch' };
  } catch (error) {
    return { outcome: 'refused', reason: error instanceof errors.JWEDecryptionFailed ? 'passphrase' : 'foreign' };
  }
}

/** What one signs, the other verifies. Throws where the certificate is none. */
async function belongTogether(certificate: Bytes, key: CryptoKey): Promise<boolean> {
  const hash = { name: 'ECDSA', hash: 'SHA-256' };
  const probe = new TextEncoder().encode('gatehouse');
  const signature = await crypto.subtle.sign(hash, key, probe);
  return crypto.subtle.verify(hash, await new X509Certificate(certificate).publicKey.export(), signature, probe);
}

function readFile(text: string): v.InferOutput<typeof shape> | null {
  if (text.length > largestFile) return null;
  try {
    const parsed = v.safeParse(shape, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** The same passphrase typed on another keyboard may be composed of other code points (RFC 8265 §4.2: NFC). */
function secretOf(passphrase: string): Uint8Array {
  return new TextEncoder().encode(passphrase.normalize('NFC'));
}
