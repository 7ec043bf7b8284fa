import { exportJWK, flattenedDecrypt, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';

import { nextSequence, readDeviceKey, readLastSequence, readOffer, seal, type Offer } from './sealed';

const offer: Offer = {
  topic: 'gatehouse/v1/device/porch/credential/offer',
  rotation: 'r1',
  sequence: 7,
  username: 'porch.b',
  password: 'correct horse',
};

async function device() {
  const { publicKey, privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  return { key: readDeviceKey(JSON.stringify(await exportJWK(publicKey)))!, privateKey }; // a key it has just made
}

test('only the device can open what is handed to it, and nothing of it can be read on the way', async () => {
  const { key, privateKey } = await device();
  const sealed = await seal(offer, key);
  expect(JSON.stringify(sealed)).not.toMatch(/correct horse|porch\.b/);
  const { plaintext, additionalAuthenticatedData } = await flattenedDecrypt(sealed.jwe, privateKey);
  expect(JSON.parse(new TextDecoder().decode(plaintext))).toEqual({
    username: 'porch.b',
    password: 'correct horse',
    rotation: 'r1',
    sequence: 7,
    slot: 'b',
  });
  expect(new TextDecoder().decode(additionalAuthenticatedData)).toBe(`${offer.topic}|r1|7`);
  const stranger = await device();
  await expect(flattenedDecrypt(sealed.jwe, stranger.privateKey)).rejects.toThrow(/decryption/);
});

test('an offer that is given another topic or number on the way does not open', async () => {
  const { key, privateKey } = await device();
  const { jwe } = await seal(offer, key);
  const forged = { ...jwe, aad: Buffer.from('gatehouse/v1/device/cellar/credential/offer|r1|7').toString('base64url') };
  await expect(flattenedDecrypt(forged, privateKey)).rejects.toThrow(/decryption/);
});

test('the same password sealed twice does not look the same', async () => {
  const { key } = await device();
  const [one, other] = [await seal(offer, key), await seal(offer, key)];
  expect(one.jwe.ciphertext).not.toBe(other.jwe.ciphertext);
});

test.each(['', 'null', '[]', '{"kty":"RSA"}', '{"kty":"EC","crv":"P-256","x":7,"y":"a"}', '{'.repeat(5000)])(
  'what is no key of a device is none: %s',
  (text) => expect(readDeviceKey(text)).toBeNull(),
);

test('a point that is not on the curve is refused', async () => {
  await expect(seal(offer, { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' })).rejects.toThrow();
});

test('a retained offer tells its rotation, and hostile ones tell nothing', async () => {
  const { key } = await device();
  expect(readOffer(JSON.stringify(await seal(offer, key)))).toMatchObject({ rotation: 'r1', sequence: 7 });
  for (const text of ['', '7', '{"v":2}', `{"v":1,"rotation":"${'x'.repeat(999)}","sequence":1}`]) {
    expect(readOffer(text)).toBeNull();
  }
  for (const sequence of ['-1', '0.5', '9007199254740992', '1e999', '"7"', 'null']) {
    expect(readOffer(`{"v":1,"rotation":"x","sequence":${sequence}}`)).toBeNull();
    expect(readLastSequence(`{"kty":"EC","lastSequence":${sequence}}`)).toBeNull();
  }
  expect(readLastSequence('{"kty":"EC","lastSequence":7}')).toBe(7);
  expect(readLastSequence('{"kty":"EC"}')).toBeNull();
});

const now = Date.UTC(2026, 10, 26);
const farAhead = Number.MAX_SAFE_INTEGER - 1;

test.each([
  ['the time', null, null, now],
  ['more than what stands, also where the clock of whoever wrote it was ahead', now + 60_000, null, now + 60_001],
  ['the time, where what stands is numbered so high that nothing would be left', farAhead, null, now],
  ['more than what the device has taken, by whatever clock that was made', null, now + 1e12, now + 1e12 + 1],
  ['the last there is, where the device has taken the one before', null, farAhead, farAhead + 1],
  ['none, where the device has taken the last there is', null, farAhead + 1, null],
] as const)('the number of the next offer is %s', (_, retained, taken, next) => {
  expect(nextSequence(now, retained, taken)).toBe(next);
});
