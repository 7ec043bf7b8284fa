import { CompactSign, calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';

import { toBase64 } from '@/core/base64';
import type { Message } from '@/core/message';

import type { IssuedCertificate } from '@/core/log-ins/certificate';

import { issueForDevice, newHomeCa } from '../certificates/issuing';
import { sha256Hex, toPem } from '../certificates/encoding';
import { newRevocationList } from '../certificates/revocation-list';
import { BasicConstraintsExtension, X509Certificate, X509CertificateGenerator } from '../certificates/x509';

const encoder = new TextEncoder();
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));

/** A device of a test, which signs with WebCrypto. */
export async function openSigner(id: string) {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  const topicOf = (what: string) => `gatehouse/v1/device/${id}/${what}`;
  return {
    id,
    kid,
    publicKey,
    shown: { key: jwk },
    message(what: string, body: object, more: Partial<Message> & { readonly at: number }): Message {
      return { topic: topicOf(what), payload: encoder.encode(JSON.stringify(body)), retained: false, ...more };
    },
    async say(what: string, sequence: number, more: Partial<Message> & { readonly at: number }, claims: object = {}) {
      const body = { at: more.at, topic: topicOf(what), sequence, motion: true, ...claims };
      const text = await new CompactSign(encoder.encode(JSON.stringify(body)))
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(privateKey);
      return { topic: topicOf(what), payload: encoder.encode(text), retained: false, ...more } satisfies Message;
    },
  };
}
export type TestSigner = Awaited<ReturnType<typeof openSigner>>;

/** An authority of a home, and the chains it gives. */
export async function openAuthority(name: string, now: number) {
  const { ca } = await newHomeCa({ name, now, passphrase: 'four words are good', randomBytes });
  return {
    certificate: ca.certificate,
    /** the same name and key in another certificate */
    async writtenAnew(): Promise<Uint8Array<ArrayBuffer>> {
      const { subject, publicKey } = new X509Certificate(ca.certificate);
      const anew = await X509CertificateGenerator.create({
        serialNumber: '7e',
        subject,
        issuer: subject,
        notBefore: new Date(now),
        notAfter: new Date(now + 86_400_000),
        publicKey: await publicKey.export(),
        signingKey: ca.key,
        signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
        extensions: [new BasicConstraintsExtension(true, 0, true)],
      });
      return new Uint8Array(anew.rawData);
    },
    /** its certificate and a list of these, as a person saves them from the page */
    async fileRevoking(...issued: readonly IssuedCertificate[]): Promise<string> {
      const certificates = issued.map((one) => ({ ...one, revokedAt: now }));
      const { der } = await newRevocationList(ca, { now, number: 1, certificates });
      return toPem(ca.certificate, 'CERTIFICATE') + toPem(der, 'X509 CRL');
    },
    async chainFor({ id, publicKey }: TestSigner) {
      const spki = new Uint8Array(await crypto.subtle.exportKey('spki', publicKey as CryptoKey)); // made by WebCrypto
      const request = {
        subject: id,
        publicKey: spki,
        key: 'P-256',
        keyFingerprint: await sha256Hex(spki),
        pairingCode: '',
      };
      const issued = await issueForDevice({ ca, now, randomBytes }, request);
      return { issued, serial: issued.serial, chain: [toBase64(issued.der), toBase64(ca.certificate)] };
    },
  };
}
