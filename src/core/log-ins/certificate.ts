import type { DeviceId } from '../device';

/**
 * Who a certificate is for. `subject`: a device's id in its profile, the name by which the broker is called first, or the name of
 * whoever signs firmware.
 */
export type CertificateHolder = 'device' | 'broker' | 'signer';

/** A certificate that the home's own authority has issued. Public in all its parts. */
export type IssuedCertificate = {
  /** hexadecimal, as OpenSSL writes it, in lower case */
  readonly serial: string;
  readonly holder: CertificateHolder;
  readonly subject: string;
  /** of a broker: every name and address under which it may be called */
  readonly names: readonly string[];
  /** ms since the epoch */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly issuedAt: number;
  /** such as "P-256" */
  readonly key: string;
  /** SHA-256 of its public key, hexadecimal: the same key is asked for again when it is renewed with it */
  readonly keyFingerprint: string;
  /** ms since the epoch; null: it is good */
  readonly revokedAt: number | null;
  /** DER (X.690) */
  readonly der: Uint8Array<ArrayBuffer>;
};

/** A device that asks for a certificate, and whose request was found good. */
export type CertificateRequest = {
  readonly subject: string;
  /** the device that it names; null: none of that name is known here */
  readonly device: DeviceId | null;
  readonly key: string;
  readonly keyFingerprint: string;
  /** what both sides show, to be compared by a person: a short form of the key's fingerprint */
  readonly pairingCode: string;
  /** it has a certificate for the same key: it asks to have it renewed */
  readonly renews: boolean;
};

/** The home's own certificate authority, without its key. */
export type CertificateAuthorityFacts = {
  readonly name: string;
  readonly madeAt: number;
  readonly notAfter: number;
  /** SHA-256 of its certificate, hexadecimal */
  readonly fingerprint: string;
};

/** The newest list of what was revoked (RFC 5280 §5). */
export type RevocationListFacts = {
  readonly number: number;
  readonly thisUpdate: number;
  /** from then on a broker that uses it lets nobody in */
  readonly nextUpdate: number;
  readonly revoked: number;
};
