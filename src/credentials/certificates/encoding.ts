import { PemConverter } from './x509';

export type Bytes = Uint8Array<ArrayBuffer>;

export async function sha256Hex(bytes: BufferSource): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** `-----BEGIN CERTIFICATE-----` and what follows (RFC 7468), with a line feed at its end. */
export function toPem(der: BufferSource, label: 'CERTIFICATE' | 'X509 CRL' | 'PRIVATE KEY'): string {
  return `${PemConverter.encode(der, label)}\n`;
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groups = 3;
const digitsAGroup = 4;

/**
 * A fingerprint as two people can compare it over the phone: 60 bits in Crockford's base 32, which has no I, L, O and U.
 * Few enough to read, and too many to make a key that shows the same.
 */
export function pairingCodeOf(fingerprint: string): string {
  let bits = BigInt(`0x${fingerprint.slice(0, 15)}`);
  let code = '';
  for (let digit = 0; digit < groups * digitsAGroup; digit++) {
    code = (digits[Number(bits & 31n)] ?? '') + code;
    bits >>= 5n;
  }
  return code.match(/.{4}/g)?.join('-') ?? code;
}
