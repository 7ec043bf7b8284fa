import type { IssuedCertificate } from '@/core/log-ins/certificate';

import type { GoodRequest } from './check-request';
import { sha256Hex, toPem, type Bytes } from './encoding';
import { keyAlgorithm, signingAlgorithm, type HomeCa } from './ca-key';
import { certificateMs, clockToleranceMs } from './lifetimes';
import { newSerial, type RandomBytes } from './serial';
import type { ServerName } from './server-names';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type Extension,
  type JsonGeneralNames,
} from './x509';

type Issuing = { readonly ca: HomeCa; readonly now: number; readonly randomBytes: RandomBytes };

/** A certificate with which the device of this request logs in; its name is what a broker takes for the user name. */
export function issueForDevice(issuing: Issuing, request: GoodRequest): Promise<IssuedCertificate> {
  const { subject, publicKey, key, keyFingerprint } = request;
  return issue(issuing, {
    holder: 'device',
    subject,
    names: [],
    publicKey,
    key,
    keyFingerprint,
    alternatives: [{ type: 'url', value: `urn:gatehouse:device:${subject}` }],
    usage: ExtendedKeyUsage.clientAuth,
  });
}

export type CertificateWithKey = {
  readonly issued: IssuedCertificate;
  /** PKCS#8 in PEM: shown once, for the person to bring it where it belongs, and kept nowhere */
  readonly privateKeyPem: string;
};

/** A new key for the broker, and a certificate under all these names. The first is the one it is known by. */
export async function issueForBroker(issuing: Issuing, names: readonly ServerName[]): Promise<CertificateWithKey> {
  const [first] = names;
  if (first === undefined) throw new Error('a broker has a name'); // readServerNames sees to that
  return issueWithKey(issuing, {
    holder: 'broker',
    subject: first.value,
    names: names.map(({ value }) => value),
    alternatives: names,
    usage: ExtendedKeyUsage.serverAuth,
  });
}

/** A new key that signs firmware, in the name of whoever builds it. It opens no door: no broker lets it in. */
export function issueForSigning(issuing: Issuing, name: string): Promise<CertificateWithKey> {
  return issueWithKey(issuing, {
    holder: 'signer',
    subject: name,
    names: [],
    alternatives: [{ type: 'url', value: `urn:gatehouse:signer:${encodeURIComponent(name)}` }],
    usage: ExtendedKeyUsage.codeSigning,
  });
}

async function issueWithKey(
  issuing: Issuing,
  wanted: Omit<Wanted, 'publicKey' | 'key' | 'keyFingerprint'>,
): Promise<CertificateWithKey> {
  const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey));
  const issued = await issue(issuing, {
    ...wanted,
    publicKey,
    key: keyAlgorithm.namedCurve,
    keyFingerprint: await sha256Hex(publicKey),
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return { issued, privateKeyPem: toPem(pkcs8, 'PRIVATE KEY') };
}

type Wanted = Pick<IssuedCertificate, 'holder' | 'subject' | 'names' | 'key' | 'keyFingerprint'> & {
  readonly publicKey: Bytes;
  readonly alternatives: JsonGeneralNames | readonly ServerName[];
  readonly usage: ExtendedKeyUsage;
};

async function issue({ ca, now, randomBytes }: Issuing, wanted: Wanted): Promise<IssuedCertificate> {
  const { publicKey, alternatives, usage, ...facts } = wanted;
  const authority = new X509Certificate(ca.certificate);
  const serial = newSerial(randomBytes);
  const notBefore = new Date(now - clockToleranceMs);
  // nothing outlives who vouches for it
  const notAfter = new Date(Math.min(now + certificateMs, authority.notAfter.getTime()));
  const extensions: Extension[] = [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([usage]),
    new SubjectAlternativeNameExtension([...alternatives]),
    await SubjectKeyIdentifierExtension.create(publicKey),
    await AuthorityKeyIdentifierExtension.create(authority.publicKey),
  ];
  const certificate = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject: [{ CN: [facts.subject] }],
    issuer: authority.subjectName,
    notBefore,
    notAfter,
    publicKey,
    signingKey: ca.key,
    signingAlgorithm,
    extensions,
  });
  return {
    ...facts,
    serial,
    // X.509 knows whole seconds
    notBefore: certificate.notBefore.getTime(),
    notAfter: certificate.notAfter.getTime(),
    issuedAt: now,
    revokedAt: null,
    der: new Uint8Array(certificate.rawData),
  };
}
