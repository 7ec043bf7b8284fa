import fc from 'fast-check';
import { importPKCS8, CompactSign } from 'jose';
import { beforeAll, expect, test } from 'vitest';

import { toBase64 } from '@/core/base64';

import type { HomeCa } from '../certificates/ca-key';
import { sha256Hex } from '../certificates/encoding';
import { issueForBroker, issueForSigning, newHomeCa } from '../certificates/issuing';
import { dayMs } from '../certificates/lifetimes';
import type { Anchor } from '../signatures/chain';
import { manifestType } from './manifest';
import { updateRefusals } from './refusal-words';
import { signUpdate, type CodeSigner } from './sign';
import { refuseImage, verifyManifest, type Grounds } from './verify';

const now = Date.parse('2026-11-26T02:00:00Z');
const randomBytes = (count: number) => crypto.getRandomValues(new Uint8Array(count));
const image = randomBytes(3_000);
const facts = { model: 'Still 1', version: '1.5.0', minimumVersion: '1.2.0' };

/** versions of one number each, so that the test rests on no other order than its own */
function compare(one: string, other: string): -1 | 0 | 1 | null {
  const [first, second] = [one, other].map((text) => /^1\.(\d)\.0$/.exec(text)?.[1] ?? null);
  if (first === null || second === null || first === undefined || second === undefined) return null;
  return first === second ? 0 : first < second ? -1 : 1;
}

async function newAuthority(name: string): Promise<HomeCa> {
  return (await newHomeCa({ name, now, passphrase: 'seven crows on a wire', randomBytes })).ca;
}

let home: HomeCa;
let stranger: HomeCa;
let signer: CodeSigner;
let serial: string;
beforeAll(async () => {
  home = await newAuthority('Our home');
  stranger = await newAuthority('Another home');
  const { issued, privateKeyPem } = await issueForSigning({ ca: home, now, randomBytes }, 'Workshop');
  ({ serial } = issued);
  signer = { key: await importPKCS8(privateKeyPem, 'ES256'), chain: [issued.der, home.certificate] };
});

const anchor = (ca: HomeCa, ...revoked: readonly string[]): Anchor => ({
  certificate: ca.certificate,
  revoked: new Set(revoked),
});
const grounds = (more: Partial<Grounds> = {}): Grounds => ({
  target: { model: 'Still 1', installed: '1.4.0' },
  anchors: [anchor(home)],
  now,
  compare,
  ...more,
});
async function reasonOf(text: string, more: Partial<Grounds> = {}): Promise<string | null> {
  const answer = await verifyManifest(text, grounds(more));
  return answer.outcome === 'refused' ? answer.reason : null;
}

test('an update that the home’s workshop signed is taken, and it is told who signed what', async () => {
  const answer = await verifyManifest(await signUpdate(signer, image, facts), grounds());
  expect(answer).toMatchObject({
    outcome: 'verified',
    manifest: { ...facts, sizeBytes: 3_000, sha256: await sha256Hex(image) },
    signedBy: { name: 'Workshop', serial, authority: { name: 'Our home' } },
  });
  if (answer.outcome === 'verified') expect(await refuseImage(answer.manifest, image)).toBeNull();
});

test('a signature that does not fit what it stands under is refused', async () => {
  const text = await signUpdate(signer, image, facts);
  const [header = '', , signature = ''] = text.split('.');
  const forged = btoa(JSON.stringify({ ...facts, version: '1.6.0', sizeBytes: 1, sha256: '0'.repeat(64) }));
  expect(await reasonOf(`${header}.${forged.replace(/=+$/, '')}.${signature}`)).toBe('signature');
});

test('an update for another model is refused, and so is one for a device that does not tell its own', async () => {
  const text = await signUpdate(signer, image, { ...facts, model: 'Still 2' });
  expect(await reasonOf(text)).toBe('model');
  expect(await reasonOf(text, { target: { model: null, installed: '1.4.0' } })).toBe('unknown-device');
});

test.each([
  ['an older version', '1.6.0', 'older'],
  ['the same version', '1.5.0', 'same'],
  ['a device below the minimum', '1.1.0', 'below-minimum'],
  ['a version that nobody can compare', 'build seven', 'incomparable'],
  ['a device that does not tell what it runs', null, 'unknown-device'],
])('%s is refused', async (_, installed, reason) => {
  const text = await signUpdate(signer, image, facts);
  expect(await reasonOf(text, { target: { model: 'Still 1', installed } })).toBe(reason);
});

test('an image that was cut, or changed in one bit anywhere, is refused', async () => {
  const answer = await verifyManifest(await signUpdate(signer, image, facts), grounds());
  if (answer.outcome !== 'verified') throw new Error(answer.reason);
  expect(await refuseImage(answer.manifest, image.slice(0, -1))).toBe('size');
  await fc.assert(
    fc.asyncProperty(fc.nat(image.length - 1), fc.nat(7), async (place, bit) => {
      const changed = image.slice();
      changed[place] = (changed[place] ?? 0) ^ (1 << bit);
      return (await refuseImage(answer.manifest, changed)) === 'image';
    }),
    { numRuns: 50 },
  );
});

test('a certificate that is for something else, ended, revoked or of another home signs nothing', async () => {
  const text = await signUpdate(signer, image, facts);
  expect(await reasonOf(text, { anchors: [anchor(stranger)] })).toBe('stranger');
  expect(await reasonOf(text, { anchors: [anchor(home, serial)] })).toBe('revoked');
  expect(await reasonOf(text, { now: now + 500 * dayMs })).toBe('ended');
  const broker = await issueForBroker({ ca: home, now, randomBytes }, [{ type: 'dns', value: 'broker.lan' }]);
  const key = await importPKCS8(broker.privateKeyPem, 'ES256');
  const misused: CodeSigner = { key, chain: [broker.issued.der, home.certificate] };
  expect(await reasonOf(await signUpdate(misused, image, facts))).toBe('unfit');
  const posing: CodeSigner = { key: signer.key, chain: [signer.chain[0], stranger.certificate] };
  expect(await reasonOf(await signUpdate(posing, image, facts), { anchors: [anchor(stranger)] })).toBe('chain');
});

test('under an authority of the maker it is taken where somebody named that authority', async () => {
  const { issued, privateKeyPem } = await issueForSigning({ ca: stranger, now, randomBytes }, 'Maker');
  const key = await importPKCS8(privateKeyPem, 'ES256');
  const text = await signUpdate({ key, chain: [issued.der, stranger.certificate] }, image, facts);
  expect(await reasonOf(text)).toBe('stranger');
  expect(await reasonOf(text, { anchors: [anchor(home), anchor(stranger)] })).toBeNull();
});

test('what is signed with the same key for another purpose, or says too little, is no update', async () => {
  const sign = (body: object, typ?: string) =>
    new CompactSign(new TextEncoder().encode(JSON.stringify(body)))
      .setProtectedHeader({ alg: 'ES256', x5c: signer.chain.map(toBase64), ...(typ !== undefined && { typ }) })
      .sign(signer.key);
  const whole = { ...facts, sizeBytes: 3_000, sha256: await sha256Hex(image) };
  expect(await reasonOf(await sign(whole))).toBe('unreadable');
  expect(await reasonOf(await sign(whole, manifestType))).toBeNull();
  expect(await reasonOf(await sign({ ...whole, sizeBytes: 64 * 1024 * 1024 }, manifestType))).toBe('manifest');
  expect(await reasonOf(await sign({ ...whole, model: undefined }, manifestType))).toBe('manifest');
});

test('no text makes it throw, and each refusal is a sentence', async () => {
  const text = await signUpdate(signer, image, facts);
  const cut = fc.nat(text.length - 1).map((length) => text.slice(0, length));
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        cut,
        cut.map((part) => `${part}A`),
      ),
      async (hostile) => {
        const answer = await verifyManifest(hostile, grounds());
        return hostile === text || (answer.outcome === 'refused' && updateRefusals[answer.reason].endsWith('.'));
      },
    ),
    { numRuns: 60 },
  );
});
