import * as v from 'valibot';

import { fromBase64, toBase64 } from '@/core/base64';
import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { seal, unseal } from '../sealed-text';
import { readJson } from '../read-json';
import { sha256Hex, type Bytes } from './encoding';
import { importKey, type HomeCa } from './ca-key';
import { openIssued, sealIssued } from './issued-list';
import { X509Certificate } from './x509';

/**
 * The backup of a home's authority: its certificate in clear, its key and the list of what it issued under a passphrase
 * (`sealed-text.ts`). Earlier versions wrote no list, and read a file that has one.
 */
const format = 'gatehouse-home-ca/1';
export const largestBackup = 2 * 1024 * 1024;

type Backup = { readonly certificate: Bytes; readonly pkcs8: Bytes; readonly passphrase: string; readonly at: number };

export async function sealBackup({ certificate, pkcs8, passphrase, at }: Backup): Promise<string> {
  const key = await seal(pkcs8, passphrase);
  const file = { format, madeAt: new Date(at).toISOString(), certificate: toBase64(certificate), key };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** The same backup, with the certificates that were issued since. The passphrase has opened it before. */
export async function withIssued(
  text: string,
  certificates: readonly IssuedCertificate[],
  passphrase: string,
  at: number,
): Promise<string | null> {
  const file = readFile(text);
  const certificate = file && fromBase64(file.certificate);
  if (file === null || certificate === null) return null;
  const issued = await sealIssued({ authority: await sha256Hex(certificate), certificates }, passphrase);
  return `${JSON.stringify({ ...file, madeAt: new Date(at).toISOString(), issued }, null, 2)}\n`;
}

const shape = v.object({
  format: v.literal(format),
  certificate: v.string(),
  key: v.string(),
  issued: v.optional(v.string()),
});

export type OpenedBackup =
  | {
      readonly outcome: 'opened';
      readonly ca: HomeCa;
      /** as far as the file names them; empty in one that was written before anything was issued */
      readonly issued: readonly IssuedCertificate[];
    }
  /**
   * `foreign`: no backup of ours, or torn; `passphrase`: it opens with another; `mismatch`: key and certificate differ; `list`:
   * what was issued cannot be read
   */
  | { readonly outcome: 'refused'; readonly reason: 'foreign' | 'passphrase' | 'mismatch' | 'list' };

/** Opens a backup. Never throws: whatever stands in a file is an answer. */
export async function openBackup(text: string, passphrase: string): Promise<OpenedBackup> {
  const file = readFile(text);
  const certificate = file && fromBase64(file.certificate);
  if (file === null || certificate === null) return { outcome: 'refused', reason: 'foreign' };
  const pkcs8 = await unseal(file.key, passphrase);
  if (typeof pkcs8 === 'string') return { outcome: 'refused', reason: pkcs8 };
  try {
    const key = await importKey(pkcs8);
    if (!(await belongTogether(certificate, key))) return { outcome: 'refused', reason: 'mismatch' };
    const { issued: sealed } = file;
    const issued = sealed === undefined ? [] : await openIssued(sealed, passphrase, await sha256Hex(certificate));
    return issued === null
      ? { outcome: 'refused', reason: 'list' }
      : { outcome: 'opened', ca: { certificate, key }, issued };
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
  if (text.length > largestBackup) return null;
  return readJson(shape, text);
}
