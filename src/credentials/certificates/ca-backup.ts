import * as v from 'valibot';

import { fromBase64, toBase64 } from '@/core/base64';

import { seal, unseal } from '../sealed-text';
import type { Bytes } from './encoding';
import { importKey, type HomeCa } from './ca-key';
import { X509Certificate } from './x509';

/** The backup of a home's authority: its certificate in clear, its key under a passphrase (`sealed-text.ts`). */
const format = 'gatehouse-home-ca/1';
const largestFile = 64 * 1024;

type Backup = { readonly certificate: Bytes; readonly pkcs8: Bytes; readonly passphrase: string; readonly at: number };

export async function sealBackup({ certificate, pkcs8, passphrase, at }: Backup): Promise<string> {
  const key = await seal(pkcs8, passphrase);
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
  const pkcs8 = await unseal(file.key, passphrase);
  if (typeof pkcs8 === 'string') return { outcome: 'refused', reason: pkcs8 };
  try {
    const key = await importKey(pkcs8);
    return (await belongTogether(certificate, key))
      ? { outcome: 'opened', ca: { certificate, key } }
      : { outcome: 'refused', reason: 'mismatch' };
  } catch {
    return { outcome: 'refused', reason: 'foreign' }; // it holds something else than a key
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
