import 'fake-indexeddb/auto';

import { expect, test } from 'vitest';

import { openCertificateStore, openPassingCertificateStore, type KeptAuthority } from './certificate-store';

async function authority(id: string): Promise<KeptAuthority> {
  const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const certificate = new Uint8Array([1, 2, 3]);
  return { id, name: id, homes: [], certificate, key: privateKey, unkeptBackup: null, certificates: [], list: null };
}

test('what is kept passes for one that keeps it only while it lives, too', async () => {
  const store = openPassingCertificateStore();
  const ours = await authority('ours');
  expect(await store.keep(ours)).toBe(true);
  expect(await store.all()).toEqual([ours]);
});

test('an authority is there again at the next visit', async () => {
  const name = 'there-again';
  // fake-indexeddb clones by a serialiser that knows no CryptoKey; browsers do, as the story of certificates shows
  const ours = { ...(await authority('ours')), key: {} as CryptoKey };
  expect(await openCertificateStore(name).keep(ours)).toBe(true);
  expect(await openCertificateStore(name).keep({ ...ours, name: 'renamed' })).toBe(true);
  expect(await openCertificateStore(name).all()).toEqual([{ ...ours, name: 'renamed' }]);
});

test('what two tabs change at once is changed by both', async () => {
  const name = 'two-tabs';
  const ours = { ...(await authority('ours')), key: {} as CryptoKey };
  const [one, other] = [openCertificateStore(name), openCertificateStore(name)];
  await one.keep(ours);
  await Promise.all([
    one.change('ours', (now) => ({ ...now, homes: [...now.homes, 'ws://one'] })),
    other.change('ours', (now) => ({ ...now, homes: [...now.homes, 'ws://other'] })),
  ]);
  expect((await one.all())[0]?.homes.toSorted()).toEqual(['ws://one', 'ws://other']);
  expect(await one.change('theirs', (now) => now)).toBeNull();
});

test('a browser that keeps nothing says so, instead of losing a key silently', async () => {
  const store = openCertificateStore('nothing');
  const uncloneable = { ...(await authority('ours')), key: (() => {}) as unknown as CryptoKey };
  expect(await store.keep(uncloneable)).toBe(false);
  expect(await store.all()).toEqual([]);
});

test('of thousands of certificates those that ended longest ago are forgotten', async () => {
  const store = openPassingCertificateStore();
  const certificates = Array.from({ length: 2_001 }, (_, index) => ({
    serial: String(index),
    holder: 'device' as const,
    subject: 'cam',
    names: [],
    notBefore: 0,
    notAfter: 10_000 - index,
    issuedAt: index,
    key: 'P-256',
    keyFingerprint: 'ab',
    revokedAt: null,
    der: new Uint8Array(),
  }));
  await store.keep({ ...(await authority('ours')), certificates });
  const [kept] = await store.all();
  expect(kept?.certificates.map(({ serial }) => serial)).toEqual(certificates.slice(0, 2_000).map((one) => one.serial));
});
