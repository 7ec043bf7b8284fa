import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';

import { pairingCodeOf, sha256Hex } from '@/credentials/certificates/encoding';
import { Pkcs10CertificateRequestGenerator } from '@/credentials/certificates/x509';

import type { Identity } from './certificates';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** A private key on P-256, PKCS#8 in PEM. */
export function newIdentityKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: algorithm.namedCurve });
  return privateKey.export({ format: 'pem', type: 'pkcs8' }) as string; // PEM is text
}

export type CertificateAsk = {
  /** as it is published (`certificate/request`) */
  readonly payload: string;
  /** to be compared with what the page shows */
  readonly pairingCode: string;
};

/** Asks for a certificate in the device's name (PKCS#10, RFC 2986), signed with the key that it is to be for. */
export async function askForCertificate(id: string, keyPem: string): Promise<CertificateAsk> {
  const privateKey = createPrivateKey(keyPem);
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const keys = {
    privateKey: await crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, false, ['sign']),
    publicKey: await crypto.subtle.importKey('spki', new Uint8Array(spki), algorithm, true, ['verify']),
  };
  const signingAlgorithm = { ...algorithm, hash: 'SHA-256' };
  const request = await Pkcs10CertificateRequestGenerator.create({ name: [{ CN: [id] }], keys, signingAlgorithm });
  return {
    payload: JSON.stringify({ pkcs10: request.toString('base64').replaceAll(/\s/g, '') }),
    pairingCode: pairingCodeOf(await sha256Hex(new Uint8Array(spki))),
  };
}

export type IssuedRefusal = 'unreadable' | 'other-key' | 'other-name' | 'other-authority' | 'not-yet' | 'ended';

export const issuedRefusals: Readonly<Record<IssuedRefusal, string>> = {
  unreadable: 'What was issued is no certificate',
  'other-key': 'The certificate is for another key than the one it asked with',
  'other-name': 'The certificate is for another device',
  'other-authority': 'The certificate is not by the authority that it trusts',
  'not-yet': 'The certificate is not good yet: is its clock right?',
  ended: 'The certificate has ended already',
};

/**
 * Reads `certificate/issued`: is it ours, whole, and by an authority that vouches for itself? `trusted`: the authority that the
 * device knows already, PEM; null: it takes the first, for only an administrator may write on that topic.
 */
export function readIssued(
  payload: Uint8Array,
  wanted: { readonly id: string; readonly keyPem: string; readonly trusted: string | null; readonly now: number },
): Identity | IssuedRefusal {
  const chain = chainIn(payload);
  const [leaf, authority] = chain ?? [];
  if (leaf === undefined || authority === undefined) return 'unreadable';
  if (!leaf.checkPrivateKey(createPrivateKey(wanted.keyPem))) return 'other-key';
  if (leaf.subject !== `CN=${wanted.id}`) return 'other-name';
  const isOwn = authority.ca && leaf.checkIssued(authority) && leaf.verify(authority.publicKey);
  const isTrusted = wanted.trusted === null || new X509Certificate(wanted.trusted).raw.equals(authority.raw);
  if (!isOwn || !isTrusted || !authority.verify(authority.publicKey)) return 'other-authority';
  const endsAt = Date.parse(leaf.validTo);
  if (Date.parse(leaf.validFrom) > wanted.now) return 'not-yet';
  if (endsAt <= wanted.now) return 'ended';
  return {
    keyPem: wanted.keyPem,
    certificatePem: leaf.toString(),
    authorityPem: authority.toString(),
    serial: leaf.serialNumber.toLowerCase(),
    endsAt,
  };
}

function chainIn(payload: Uint8Array): readonly X509Certificate[] | null {
  try {
    const value = JSON.parse(Buffer.from(payload).toString()) as { chain?: unknown } | null;
    if (!Array.isArray(value?.chain)) return null;
    return value.chain.slice(0, 4).map((one) => new X509Certificate(Buffer.from(String(one), 'base64')));
  } catch {
    return null;
  }
}
