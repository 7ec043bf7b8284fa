import { pairingCodeOf, sha256Hex, type Bytes } from './encoding';
import { BasicConstraintsExtension, Pkcs10CertificateRequest, type PublicKey } from './x509';

/** What is wrong with a request (PKCS#10, RFC 2986), each a sentence in `requestRefusals`. */
export type RequestRefusal = 'unreadable' | 'signature' | 'key' | 'subject' | 'other-device' | 'authority' | 'names';

/** A request whose maker holds the key that it names, and asks for no more than to be that device. */
export type GoodRequest = {
  readonly subject: string;
  readonly publicKey: Bytes;
  readonly key: string;
  readonly keyFingerprint: string;
  readonly pairingCode: string;
};

export type CheckedRequest =
  | { readonly outcome: 'good'; readonly request: GoodRequest }
  | { readonly outcome: 'refused'; readonly reason: RequestRefusal };

/** a request with a key of RSA 4096 is about 1.7 kB */
const largestRequest = 16 * 1024;
/** the id of a device in its profile, which is its client id and its topic too */
const deviceId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * Reads and judges a request: DER, or PEM as text. `expected`: the device whose topic it came on; null: any. Whatever it asks
 * for besides its name is not granted: extensions are the authority's to choose. Never throws.
 */
export async function checkRequest(raw: Bytes | string, expected: string | null): Promise<CheckedRequest> {
  if (raw.length > largestRequest) return refused('unreadable');
  try {
    const request = new Pkcs10CertificateRequest(raw);
    const key = keyOf(request.publicKey);
    if (key === null) return refused('key');
    if (!(await request.verify())) return refused('signature');
    const names = request.subjectName.getField('CN');
    const [subject = ''] = names;
    if (names.length !== 1 || !deviceId.test(subject)) return refused('subject');
    if (expected !== null && subject !== expected) return refused('other-device');
    if (asksToSign(request)) return refused('authority');
    if (namesOthers(request, subject)) return refused('names');
    const publicKey = new Uint8Array(request.publicKey.rawData);
    const keyFingerprint = await sha256Hex(publicKey);
    return {
      outcome: 'good',
      request: { subject, publicKey, key, keyFingerprint, pairingCode: pairingCodeOf(keyFingerprint) },
    };
  } catch {
    return refused('unreadable');
  }
}

/** In a word; null: too weak, or of a kind that not every broker knows. */
function keyOf({ algorithm }: PublicKey): string | null {
  if (algorithm.name === 'ECDSA' && 'namedCurve' in algorithm) {
    const curve = String(algorithm.namedCurve);
    return curve === 'P-256' || curve === 'P-384' ? curve : null;
  }
  if (algorithm.name.startsWith('RSA') && 'modulusLength' in algorithm) {
    const bits = Number(algorithm.modulusLength);
    return bits >= 2048 && bits <= 4096 ? `RSA ${bits}` : null;
  }
  return null;
}

function asksToSign(request: Pkcs10CertificateRequest): boolean {
  const constraints = request.getExtension('2.5.29.19');
  return constraints instanceof BasicConstraintsExtension && constraints.ca;
}

/** It may name itself once more; a name of anybody else is somebody's mistake or worse. */
function namesOthers(request: Pkcs10CertificateRequest, subject: string): boolean {
  const extension = request.getExtension('2.5.29.17');
  if (extension === null) return false;
  const { names } = extension as unknown as { readonly names: { readonly items: readonly { value: string }[] } }; // what the library makes of that identifier
  return names.items.some(({ value }) => value !== subject);
}

function refused(reason: RequestRefusal): CheckedRequest {
  return { outcome: 'refused', reason };
}
