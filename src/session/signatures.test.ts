import { beforeAll, describe, expect, test } from 'vitest';

import type { Message } from '@/core/message';
import { openAuthority, openSigner, type TestSigner } from '@/credentials/signatures/signing.testing';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingSigners } from '@/history/signer-memory';

import { openSignatures, type Anchors } from './signatures';

const now = Date.UTC(2026, 10, 24, 12);
let camera: TestSigner;
let garden: TestSigner;

beforeAll(async () => {
  camera = await openSigner('drive-camera');
  garden = await openSigner('garden-camera');
});

function open(memory = openPassingSigners(), anchors?: Anchors) {
  const passed: Message[] = [];
  const store = openPassingCertificateStore();
  const signatures = openSignatures({ store, anchors, memory, pass: (message) => void passed.push(message) });
  return { signatures, passed, memory };
}
const aboutOf = (signer: TestSigner) => signer.message('about', { signing: signer.shown }, { at: now, retained: true });
const standings = (passed: readonly Message[]) => passed.map(({ proof }) => proof?.standing ?? null);

describe('messages on their way to the house', { timeout: 30_000 }, () => {
  test('pass at once where nobody signs', () => {
    const { signatures, passed } = open();
    signatures.take({ ...aboutOf(camera), topic: 'zigbee2mqtt/Front door' });
    signatures.take(camera.message('about', { name: 'Unsigned' }, { at: now }));
    signatures.take(camera.message('event', { event: 'ring' }, { at: now }));
    expect(standings(passed)).toEqual([null, null, null]);
  });

  test('of a device that signs keep their order, whichever of them have to be looked at', async () => {
    const { signatures, passed } = open();
    const words = await Promise.all([1, 2, 3].map((sequence) => camera.say('event', sequence, { at: now })));
    const status = camera.message('status', { status: 'online' }, { at: now });
    const all = [aboutOf(camera), ...words.slice(0, 2), status, ...words.slice(2)];
    for (const message of all) signatures.take(message);
    signatures.take({ ...status, topic: 'zigbee2mqtt/Front door' });
    expect(passed).toHaveLength(1);
    await signatures.settled();
    expect(passed.slice(1).map(({ payload }) => payload)).toEqual(all.map(({ payload }) => payload));
    expect(standings(passed.slice(1))).toEqual(['remembered', 'remembered', 'remembered', null, 'remembered']);
  });

  test('wait in no greater number than 256: what overflows is passed in its order, and never called good', async () => {
    const { signatures, passed } = open();
    const words = [];
    for (let sequence = 1; sequence <= 300; sequence++) words.push(await camera.say('event', sequence, { at: now }));
    const all = [aboutOf(camera), ...words];
    for (const message of all) signatures.take(message);
    expect(passed).toHaveLength(all.length - 256);
    await signatures.settled();
    expect(passed.map(({ payload }) => payload)).toEqual(all.map(({ payload }) => payload));
    const overflowed = passed.slice(0, all.length - 256);
    for (const { proof } of overflowed) expect(proof).toMatchObject({ standing: 'unverified', reason: 'overflow' });
  });

  test('that wait when the connection ends are not passed to the next home', async () => {
    const { signatures, passed } = open();
    signatures.take(aboutOf(camera));
    signatures.forget();
    await signatures.settled();
    signatures.take(aboutOf(garden));
    await signatures.settled();
    expect(passed.map(({ topic }) => topic)).toEqual(['gatehouse/v1/device/garden-camera/about']);
  });
});

test('at the next visit an old message is known to be old, and an unsigned one to lack its signature', async () => {
  const first = open();
  await first.signatures.enter('ws://home');
  const word = await camera.say('event', 5, { at: now });
  for (const message of [aboutOf(camera), word]) first.signatures.take(message);
  await first.signatures.settled();
  first.signatures.tick(now);
  const next = open(first.memory);
  await next.signatures.enter('ws://home');
  next.signatures.take({ ...word, at: now + 30 * 86_400_000 });
  next.signatures.take(camera.message('event', { event: 'ring' }, { at: now }));
  await next.signatures.settled();
  expect(standings(next.passed)).toEqual(['replayed', 'missing']);
});

test('without a browser’s storage, too, the home’s authority vouches for a key, and what it took back is refused', async () => {
  const authority = await openAuthority('Our home', now);
  const { chain, serial } = await authority.chainFor(camera);
  const about = camera.message('about', { signing: { chain } }, { at: now, retained: true });
  const proofWith = async (...revoked: readonly string[]) => {
    const anchor = { certificate: authority.certificate, revoked: new Set(revoked) };
    const { signatures, passed } = open(openPassingSigners(), async () => [anchor]);
    signatures.take(about);
    await signatures.settled();
    return passed[0]?.proof;
  };
  expect(await proofWith()).toMatchObject({ standing: 'vouched' });
  expect(await proofWith(serial)).toMatchObject({ standing: 'changed', reason: 'revoked' });
});
