import { calculateJwkThumbprint, exportJWK } from 'jose';

import { fromBase64 } from '@/core/base64';
import type { ProofReason } from '@/core/proof';

import type { Signer, SigningKey } from '@/core/known-signer';

/** What a device shows in its announcement: a bare key, or a certificate with that of its authority (DER in base64). */
export type Shown = { readonly key: SigningKey } | { readonly chain: readonly [leaf: string, authority: string] };

/** An authority that this browser keeps, and what it took back. */
export type Anchor = {
  readonly certificate: Uint8Array<ArrayBuffer>;
  /** serial numbers, hexadecimal */
  readonly revoked: ReadonlySet<string>;
};

export type ReadKey =
  | { readonly outcome: 'read'; readonly signer: Omit<Signer, 'since'>; readonly isVouched: boolean }
  | {
      readonly outcome: 'refused';
      readonly reason: Extract<ProofReason, 'chain' | 'ended' | 'revoked' | 'unreadable'>;
    };

const coordinate = /^[A-Za-z0-9_-]{43}$/;
const mostText = 8_192;

/** `signing` of an announcement; null: it is neither a key nor a chain. */
export function readShown(value: unknown): Shown | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('chain' in value) {
    const { chain } = value;
    if (!Array.isArray(chain)) return null;
    const [leaf, authority] = chain.slice(0, 2).map((one: unknown) => (typeof one === 'string' ? one : ''));
    if (!leaf || !authority || leaf.length > mostText || authority.length > mostText) return null;
    return { chain: [leaf, authority] };
  }
  return 'key' in value ? shownKey(value.key) : null;
}

function shownKey(value: unknown): Shown | null {
  if (typeof value !== 'object' || value === null || !('x' in value && 'y' in value)) return null;
  const { x, y } = value;
  const isKey = 'crv' in value && value.crv === 'P-256' && typeof x === 'string' && typeof y === 'string';
  return isKey && coordinate.test(x) && coordinate.test(y) && !('d' in value) ? { key: { x, y } } : null;
}

/** The key that is shown, and whether one of `anchors` vouches for it in the name of `id`. */
export async function readKey(shown: Shown, id: string, anchors: readonly Anchor[], now: number): Promise<ReadKey> {
  if ('key' in shown) {
    const { key } = shown;
    return { outcome: 'read', signer: { key, kid: await thumbprint(key), authority: null }, isVouched: false };
  }
  return readChain(shown.chain, id, anchors, now);
}

/** RFC 5280 §6, as far as a chain of two needs it: names, times, signatures, and that the upper one may sign. */
async function readChain(
  chain: readonly [string, string],
  id: string,
  anchors: readonly Anchor[],
  now: number,
): Promise<ReadKey> {
  const { BasicConstraintsExtension, X509Certificate } = await import('../certificates/x509');
  const [leafDer, authorityDer] = chain.map(fromBase64);
  if (!leafDer || !authorityDer) return { outcome: 'refused', reason: 'unreadable' };
  try {
    const leaf = new X509Certificate(leafDer);
    const authority = new X509Certificate(authorityDer);
    const mayIssue = authority.getExtension(BasicConstraintsExtension)?.ca === true;
    const isOurs = leaf.subject === `CN=${id}` && leaf.issuer === authority.subject && mayIssue;
    // the time is looked at apart: what has ended is another thing than what was never good
    const isSigned =
      isOurs &&
      (await leaf.verify({ publicKey: authority.publicKey, signatureOnly: true })) &&
      (await authority.verify({ publicKey: authority.publicKey, signatureOnly: true }));
    if (!isSigned) return { outcome: 'refused', reason: 'chain' };
    if (leaf.notAfter.getTime() < now || leaf.notBefore.getTime() > now) return { outcome: 'refused', reason: 'ended' };
    const anchor = anchors.find(({ certificate }) => isSame(certificate, authorityDer));
    if (anchor?.revoked.has(leaf.serialNumber.toLowerCase()) === true) return { outcome: 'refused', reason: 'revoked' };
    const { x = '', y = '' } = await exportJWK(await leaf.publicKey.export());
    if (!coordinate.test(x) || !coordinate.test(y)) return { outcome: 'refused', reason: 'chain' };
    const key = { x, y };
    const fingerprint = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', authorityDer)));
    const name = (authority.subjectName.getField('CN')[0] ?? 'an authority without a name').slice(0, 64);
    return {
      outcome: 'read',
      signer: { key, kid: await thumbprint(key), authority: { fingerprint, name } },
      isVouched: anchor !== undefined,
    };
  } catch {
    return { outcome: 'refused', reason: 'unreadable' };
  }
}

export function jwkOf({ x, y }: SigningKey) {
  return { kty: 'EC', crv: 'P-256', x, y } as const;
}

function thumbprint(key: SigningKey): Promise<string> {
  return calculateJwkThumbprint(jwkOf(key));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
