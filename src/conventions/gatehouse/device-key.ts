import { isObject } from '../json';

/** a coordinate of P-256 in base64url: 32 bytes (RFC 7518 §6.2.1.2) */
const coordinate = /^[A-Za-z0-9_-]{43}$/;

/**
 * Is this the public key to which a device's new password can be sealed: a JWK on P-256 (RFC 7517, RFC 7518 §6.2)?
 * `private`: it holds the private part too, so whoever reads the topic can open what is sealed to it.
 */
export function readDeviceKey(value: unknown): 'public' | 'private' | null {
  if (!isObject(value) || value['kty'] !== 'EC' || value['crv'] !== 'P-256') return null;
  if (![value['x'], value['y']].every((part) => typeof part === 'string' && coordinate.test(part))) return null;
  return 'd' in value ? 'private' : 'public';
}
