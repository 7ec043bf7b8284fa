import type { Bytes } from './encoding';
import { Pkcs10CertificateRequestGenerator, type Extension, type JsonName } from './x509';

type Change = {
  readonly algorithm?: { readonly name: string; readonly namedCurve?: string; readonly modulusLength?: number };
  readonly subject?: readonly { readonly [type: string]: readonly string[] }[];
  readonly extensions?: readonly Extension[];
};

/** A request as a device makes it, or as somebody makes it who should not get what it asks for. */
export async function newRequest(id: string, change: Change = {}): Promise<{ der: Bytes; keys: CryptoKeyPair }> {
  const { algorithm = { name: 'ECDSA', namedCurve: 'P-256' }, subject, extensions = [] } = change;
  const whole = { hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), ...algorithm };
  const keys = (await crypto.subtle.generateKey(whole, true, ['sign', 'verify'])) as CryptoKeyPair; // both algorithms make pairs
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: (subject ?? [{ CN: [id] }]) as JsonName,
    keys,
    signingAlgorithm: { ...algorithm, hash: 'SHA-256' },
    extensions: [...extensions],
  });
  return { der: new Uint8Array(request.rawData), keys };
}
