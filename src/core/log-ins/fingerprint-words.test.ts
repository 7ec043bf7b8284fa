import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';

import { expect, test } from 'vitest';

import { fingerprintWords } from './fingerprint-words';

test('a fingerprint reads as OpenSSL writes it', () => {
  const { fingerprint256 } = new X509Certificate(rootCertificates[0] ?? '');
  expect(fingerprintWords(fingerprint256.replaceAll(':', '').toLowerCase())).toBe(fingerprint256);
});
