import { createHash, createPrivateKey, createPublicKey, sign, X509Certificate, type KeyObject } from 'node:crypto';

import { toBase64Url } from '@/core/base64';

import { newIdentityKey } from './certificate-request';
import { noCertificates, type Identity } from './certificates';
import type { DeviceMemory } from './memory';

/** How a device signs what it says (the profile's "Signatures"): compact JWS, ES256, with the key of its certificate. */
export type Signing = {
  /** `signing` of its announcement: its certificate with that of its authority, or the bare key as long as it has none */
  readonly shown: object;
  /** a message for `topic`; `body` is a JSON object */
  sign(topic: string, body: string): string;
};

/** The same key signs, asks for a certificate and logs in: a device has one identity. */
export function openSigning(memory: DeviceMemory, identity: Identity | null, now: () => number): Signing {
  const key = createPrivateKey(identity?.keyPem ?? ownKey(memory));
  const jwk = publicJwk(key);
  const header = toBase64Url(Buffer.from(JSON.stringify({ alg: 'ES256', kid: thumbprint(jwk) })));
  let last = 0;
  return {
    shown: identity === null ? { key: jwk } : { chain: [identity.certificatePem, identity.authorityPem].map(derOf) },
    sign(topic, body) {
      // whoever cannot keep a number counts from its clock: then a restart begins above all that was said before
      last = Math.max(last + 1, now());
      const claims = { at: now(), ...(JSON.parse(body) as object), topic, sequence: last };
      const signed = `${header}.${toBase64Url(Buffer.from(JSON.stringify(claims)))}`;
      const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' });
      return `${signed}.${toBase64Url(signature)}`;
    },
  };
}

function ownKey(memory: DeviceMemory): string {
  const kept = memory.load();
  const certificates = kept.certificates ?? noCertificates;
  const keyPem = certificates.keyPem ?? newIdentityKey();
  if (certificates.keyPem === null) memory.save({ ...kept, certificates: { ...certificates, keyPem } });
  return keyPem;
}

function publicJwk(key: KeyObject) {
  const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
  return { crv, kty, x, y };
}

/** RFC 7638: SHA-256 over the members that are needed, in the order of their names. */
function thumbprint(jwk: ReturnType<typeof publicJwk>): string {
  return createHash('sha256').update(JSON.stringify(jwk)).digest('base64url');
}

function derOf(pem: string): string {
  return new X509Certificate(pem).raw.toString('base64');
}
