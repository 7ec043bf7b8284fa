import type { CertificateAuthorityFacts } from '@/core/log-ins/certificate';

import { sealBackup } from './ca-backup';
import { importKey, keyAlgorithm, signingAlgorithm, type HomeCa } from './ca-key';
import { sha256Hex } from './encoding';
import { clockToleranceMs, dayMs } from './lifetimes';
import { newSerial, type RandomBytes } from './serial';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from './x509';

export type NewHomeCa = {
  readonly ca: HomeCa;
  /** the only copy of the key outside this browser: a text that opens with the passphrase alone */
  readonly backup: string;
};

const lifetimeMs = 10 * 365 * dayMs;
/** RFC 5280, appendix A.1: `ub-common-name` */
const longestName = 64;

export type NewHomeCaOptions = {
  readonly name: string;
  /** ms since the epoch */
  readonly now: number;
  readonly passphrase: string;
  readonly randomBytes: RandomBytes;
};

/**
 * Makes the authority of a home. Its key can be read for as long as it takes to seal the backup; what is kept and used from
 * then on is a copy that no script can read.
 */
export async function newHomeCa({ name, now, passphrase, randomBytes }: NewHomeCaOptions): Promise<NewHomeCa> {
  const keys = await crypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(randomBytes),
    name: [{ CN: [name.trim().slice(0, longestName)] }],
    notBefore: new Date(now - clockToleranceMs),
    notAfter: new Date(now + lifetimeMs),
    keys,
    signingAlgorithm,
    extensions: [
      // it signs certificates of devices and brokers, and no further authority
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', keys.privateKey));
  const der = new Uint8Array(certificate.rawData);
  const backup = await sealBackup({ certificate: der, pkcs8, passphrase, at: now });
  const key = await importKey(pkcs8);
  pkcs8.fill(0);
  return { ca: { certificate: der, key }, backup };
}

export async function factsOf({ certificate: der }: Pick<HomeCa, 'certificate'>): Promise<CertificateAuthorityFacts> {
  const certificate = new X509Certificate(der);
  return {
    name: certificate.subjectName.getField('CN')[0] ?? '',
    madeAt: certificate.notBefore.getTime() + clockToleranceMs,
    notAfter: certificate.notAfter.getTime(),
    fingerprint: await sha256Hex(der),
  };
}
