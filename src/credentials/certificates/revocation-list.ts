import type { IssuedCertificate, RevocationListFacts } from '@/core/certificate';

import type { Bytes } from './encoding';
import { signingAlgorithm, type HomeCa } from './ca-key';
import { clockToleranceMs } from './lifetimes';
import { AuthorityKeyIdentifierExtension, Extension, X509Certificate, X509Crl, X509CrlGenerator } from './x509';

export type RevocationList = { readonly facts: RevocationListFacts; readonly der: Bytes };

/**
 * The list of what was revoked, to be brought to the broker by hand (RFC 5280 §5). It is good for as long as the authority is:
 * nobody fetches it, so an earlier end would make nothing safer, and on that day Mosquitto would refuse every device
 * (CREDENTIALS.md 1.9).
 */
export async function newRevocationList(
  ca: HomeCa,
  { now, number, certificates }: { now: number; number: number; certificates: readonly IssuedCertificate[] },
): Promise<RevocationList> {
  const authority = new X509Certificate(ca.certificate);
  // what has ended by itself needs no list any more; a day longer, for clocks that are behind
  const revoked = certificates.filter((one) => one.revokedAt !== null && one.notAfter + clockToleranceMs > now);
  const thisUpdate = new Date(now - clockToleranceMs);
  const nextUpdate = authority.notAfter;
  const list = await X509CrlGenerator.create({
    issuer: authority.subjectName,
    thisUpdate,
    nextUpdate,
    signingKey: ca.key,
    signingAlgorithm,
    entries: revoked.map(({ serial, revokedAt }) => ({
      serialNumber: serial,
      revocationDate: new Date(revokedAt ?? now),
    })),
    extensions: [
      await AuthorityKeyIdentifierExtension.create(authority.publicKey),
      new Extension('2.5.29.20', false, derInteger(number)), // CRL number, RFC 5280 §5.2.3
    ],
  });
  const der = new Uint8Array(list.rawData);
  return { facts: factsOfList(der, number), der };
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
