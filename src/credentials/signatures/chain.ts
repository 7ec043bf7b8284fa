import { exportJWK } from 'jose';

import { fromBase64 } from '@/core/base64';
import type { Signer, SigningKey } from '@/core/log-ins/known-signer';

import type { X509Certificate } from '../certificates/x509';

/** An authority that whoever looks trusts, and what it took back. */
export type Anchor = {
  readonly certificate: Uint8Array<ArrayBuffer>;
  /** serial numbers, hexadecimal */
  readonly revoked: ReadonlySet<string>;
};

/** `unfit`: it was issued for something else. */
export type ChainRefusal = 'unreadable' | 'chain' | 'unfit' | 'ended' | 'revoked';

/** Who holds a certificate, and who gave it. */
export type Holder = {
  readonly key: SigningKey;
  /** the common name of the leaf */
  readonly name: string;
  /** hexadecimal */
  readonly serial: string;
  readonly authority: NonNullable<Signer['authority']>;
};

export type ReadChain =
  /** `isVouched`: is the authority one of the anchors? */
  | ({ readonly outcome: 'read'; readonly isVouched: boolean } & Holder)
  | { readonly outcome: 'refused'; readonly reason: Exclude<ChainRefusal, 'revoked'> }
  | { readonly outcome: 'refused'; readonly reason: 'revoked'; readonly holder: Holder };

type Look = {
  /** is the leaf for what it is used for? */
  readonly fits: (leaf: X509Certificate) => boolean;
  readonly anchors: readonly Anchor[];
  /** ms since the epoch */
  readonly now: number;
};

/** a coordinate of a P-256 key (RFC 7518 §6.2.1.2) */
export const coordinate = /^[A-Za-z0-9_-]{43}$/;
const refused = (reason: Exclude<ChainRefusal, 'revoked'>) => ({ outcome: 'refused', reason }) as const;

/**
 * The key in a chain of two, DER in base64, the leaf first. RFC 5280 §6, as far as a chain of two needs it: names, times,
 * signatures, and that the upper one may sign.
 */
export async function readChain(
  chain: readonly [leaf: string, authority: string],
  { fits, anchors, now }: Look,
): Promise<ReadChain> {
  const { BasicConstraintsExtension, X509Certificate } = await import('../certificates/x509');
  const [leafDer, authorityDer] = chain.map(fromBase64);
  if (!leafDer || !authorityDer) return refused('unreadable');
  try {
    const leaf = new X509Certificate(leafDer);
    const authority = new X509Certificate(authorityDer);
    const mayIssue = authority.getExtension(BasicConstraintsExtension)?.ca === true;
    // the time is looked at apart: what has ended is another thing than what was never good
    const isSigned =
      leaf.issuer === authority.subject &&
      mayIssue &&
      (await leaf.verify({ publicKey: authority.publicKey, signatureOnly: true })) &&
      (await authority.verify({ publicKey: authority.publicKey, signatureOnly: true }));
    if (!isSigned) return refused('chain');
    if (!fits(leaf)) return refused('unfit');
    if (leaf.notAfter.getTime() < now || leaf.notBefore.getTime() > now) return refused('ended');
    // RFC 5280 §6.1.1 (d): whom one trusts is a name and a key, however its certificate is written
    const isSameAuthority = ({ certificate }: Anchor) => {
      const { subject, publicKey } = new X509Certificate(certificate);
      return subject === authority.subject && isSame(bytesOf(publicKey), bytesOf(authority.publicKey));
    };
    const anchor = anchors.find((one) => isSame(one.certificate, authorityDer) || isSameAuthority(one));
    const { x = '', y = '' } = await exportJWK(await leaf.publicKey.export());
    if (!coordinate.test(x) || !coordinate.test(y)) return refused('chain');
    const holder = {
      key: { x, y },
      name: nameIn(leaf),
      serial: leaf.serialNumber.toLowerCase(),
      authority: { fingerprint: await fingerprintOf(anchor?.certificate ?? authorityDer), name: nameIn(authority) },
    };
    if (anchor?.revoked.has(holder.serial) === true) return { outcome: 'refused', reason: 'revoked', holder };
    return { outcome: 'read', isVouched: anchor !== undefined, ...holder };
  } catch {
    return refused('unreadable');
  }
}

function nameIn({ subjectName }: X509Certificate): string {
  return (subjectName.getField('CN')[0] ?? 'without a name').slice(0, 64);
}

function bytesOf({ rawData }: X509Certificate['publicKey']): Uint8Array {
  return new Uint8Array(rawData);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);
}

export async function fingerprintOf(certificate: Uint8Array<ArrayBuffer>): Promise<string> {
  const { sha256Hex } = await import('../certificates/encoding');
  return sha256Hex(certificate);
}
