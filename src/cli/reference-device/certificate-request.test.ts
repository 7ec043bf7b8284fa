import { beforeAll, expect, test } from 'vitest';

import type { HomeCa } from '@/credentials/certificates/ca-key';
import { checkRequest } from '@/credentials/certificates/check-request';
import { toPem } from '@/credentials/certificates/encoding';
import { newHomeCa } from '@/credentials/certificates/home-ca';
import { issueForDevice } from '@/credentials/certificates/issue';

import { askForCertificate, newIdentityKey, readIssued } from './certificate-request';

const now = Date.now();
const dayMs = 86_400_000;
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const keyPem = newIdentityKey();
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');

let ca: HomeCa;
let other: HomeCa;
beforeAll(async () => {
  ({ ca } = await newHomeCa({ name: 'Our home', now, passphrase: 'seven crows on a wire', randomBytes }));
  ({ ca: other } = await newHomeCa({ name: 'Another', now, passphrase: 'seven crows on a wire', randomBytes }));
}, 30_000);

async function issuedTo(id: string, key = keyPem, by = ca): Promise<Uint8Array> {
  const { pkcs10 } = JSON.parse((await askForCertificate(id, key)).payload) as { pkcs10: string };
  const checked = await checkRequest(pkcs10, id);
  if (checked.outcome !== 'good') throw new Error(checked.reason);
  const { der } = await issueForDevice({ ca: by, now, randomBytes }, checked.request);
  return Buffer.from(JSON.stringify({ chain: [base64(der), base64(by.certificate)] }));
}

const read = (payload: Uint8Array, trusted: string | null = null, at = now) =>
  readIssued(payload, { id: 'cam', keyPem, trusted, now: at });

test('a device shows the code that the page shows for its request', async () => {
  const { payload, pairingCode } = await askForCertificate('cam', keyPem);
  const { pkcs10 } = JSON.parse(payload) as { pkcs10: string };
  expect(await checkRequest(pkcs10, 'cam')).toMatchObject({ outcome: 'good', request: { pairingCode } });
});

test('it takes the certificate that it asked for', async () => {
  expect(read(await issuedTo('cam'))).toMatchObject({
    keyPem,
    serial: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  });
});

test('it trusts no authority but the one it knows', async () => {
  const pem = toPem(ca.certificate, 'CERTIFICATE');
  expect(read(await issuedTo('cam'), pem)).toMatchObject({ keyPem });
  expect(read(await issuedTo('cam', keyPem, other), pem)).toBe('other-authority');
});

test('it refuses what is not for it', async () => {
  expect(read(await issuedTo('door'))).toBe('other-name');
  expect(read(await issuedTo('cam', newIdentityKey()))).toBe('other-key');
  expect(read(await issuedTo('cam'), null, now - 3 * dayMs)).toBe('not-yet');
  expect(read(await issuedTo('cam'), null, now + 500 * dayMs)).toBe('ended');
});

test('it refuses a chain whose parts do not belong together', async () => {
  const { chain } = JSON.parse(Buffer.from(await issuedTo('cam')).toString()) as { chain: string[] };
  const mixed = JSON.stringify({ chain: [chain[0], base64(other.certificate)] });
  expect(read(Buffer.from(mixed))).toBe('other-authority');
  expect(read(Buffer.from(JSON.stringify({ chain: [chain[0], chain[0]] })))).toBe('other-authority');
});

test.each(['', '{}', '{"chain":7}', '{"chain":["AA=="]}', '{"chain":[]}', 'null'])('%j is no certificate', (text) => {
  expect(read(Buffer.from(text))).toBe('unreadable');
});
