import type { IssuedCertificate, RevocationListFacts } from '@/core/log-ins/certificate';

import type { Bytes } from './encoding';
import type { Revocation } from './revocation-book';
import { signingAlgorithm, type HomeCa } from './ca-key';
import { clockToleranceMs } from './lifetimes';
import { AuthorityKeyIdentifierExtension, Extension, X509Certificate, X509Crl, X509CrlGenerator } from './x509';

/** RFC 5280 §5.2.3 */
const crlNumber = '2.5.29.20';

export type RevocationList = { readonly facts: RevocationListFacts; readonly der: Bytes };

type NewRevocationList = {
  readonly now: number;
  readonly number: number;
  readonly certificates: readonly IssuedCertificate[];
  /** what another browser issued and revoked: when it ends is not known here, so it stays in the list */
  readonly elsewhere?: readonly Revocation[];
};

/**
 * The list of what was revoked, to be brought to the broker by hand (RFC 5280 §5). It is good for as long as the authority is:
 * nobody fetches it, so an earlier end would make nothing safer, and on that day Mosquitto would refuse every device
 * (CREDENTIALS.md 1.9). For the same reason it is good since the authority is.
 */
export async function newRevocationList(
  ca: HomeCa,
  { now, number, certificates, elsewhere = [] }: NewRevocationList,
): Promise<RevocationList> {
  const authority = new X509Certificate(ca.certificate);
  // what has ended by itself needs no list any more; a day longer, for clocks that are behind
  const revoked = certificates.filter((one) => one.revokedAt !== null && one.notAfter + clockToleranceMs > now);
  // the moment of a clock that is ahead would have the broker refuse every device until then; which list is newer, its number tells
  const thisUpdate = authority.notBefore;
  const nextUpdate = authority.notAfter;
  const list = await X509CrlGenerator.create({
    issuer: authority.subjectName,
    thisUpdate,
    nextUpdate,
    signingKey: ca.key,
    signingAlgorithm,
    entries: [...revoked, ...elsewhere].map(({ serial, revokedAt }) => ({
      serialNumber: serial,
      revocationDate: new Date(revokedAt ?? now),
    })),
    extensions: [
      await AuthorityKeyIdentifierExtension.create(authority.publicKey),
      new Extension(crlNumber, false, derInteger(number)),
    ],
  });
  const der = new Uint8Array(list.rawData);
  return { facts: factsOfList(der, number), der };
}

/** far more than a home revokes: a list that is longer is none of ours */
const mostEntries = 5_000;

/** A list that this authority has made, in this browser or another, as PEM; null: it has not, or it cannot be read. Never throws. */
export async function readRevocationList(
  { certificate }: Pick<HomeCa, 'certificate'>,
  pem: string,
): Promise<(RevocationList & { readonly revoked: readonly Revocation[] }) | null> {
  try {
    const list = new X509Crl(pem.trim());
    const number = readInteger(list.getExtension(crlNumber)?.value);
    if (number === null || list.entries.length > mostEntries) return null;
    if (!(await list.verify({ publicKey: new X509Certificate(certificate) }))) return null;
    const der = new Uint8Array(list.rawData);
    const revoked = list.entries.map(({ serialNumber: serial, revocationDate }) => ({
      serial: serial.toLowerCase(),
      revokedAt: revocationDate.getTime(),
    }));
    return { facts: factsOfList(der, number), der, revoked };
  } catch {
    return null;
  }
}

function factsOfList(der: Bytes, number: number): RevocationListFacts {
  const list = new X509Crl(der);
  return {
    number,
    thisUpdate: list.thisUpdate.getTime(),
    nextUpdate: list.nextUpdate?.getTime() ?? 0, // it was given one
    revoked: list.entries.length,
  };
}

/** A small number that is not negative, as X.690 §8.3 writes it. */
function derInteger(number: number): Bytes {
  const bytes: number[] = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  if ((bytes[0] ?? 0x80) > 0x7f || bytes.length === 0) bytes.unshift(0);
  return new Uint8Array([0x02, bytes.length, ...bytes]);
}

/** The other way; null: it is no number of a list that anybody made one by one. */
function readInteger(der: ArrayBuffer | undefined): number | null {
  const [tag, length, ...bytes] = new Uint8Array(der ?? new ArrayBuffer(0));
  if (tag !== 0x02 || length !== bytes.length || length === 0 || length > 5) return null;
  return bytes.reduce((number, byte) => number * 256 + byte, 0);
}
