import { beforeAll, describe, expect, test } from 'vitest';

import type { Message } from '@/core/message';
import { isRefused } from '@/core/message-proof';
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

  test('wait in no greater number than 256: what overflows is passed in its order, and is not believed', async () => {
    const { signatures, passed } = open();
    signatures.take(aboutOf(camera));
    await signatures.settled();
    const words = [];
    for (let sequence = 1; sequence <= 300; sequence++) words.push(await camera.say('event', sequence, { at: now }));
    for (const message of words) signatures.take(message);
    expect(passed).toHaveLength(1 + 300 - 256);
    await signatures.settled();
    expect(passed.slice(1).map(({ payload }) => payload)).toEqual(words.map(({ payload }) => payload));
    for (const { proof } of passed.slice(1, 1 + 300 - 256)) {
      expect(proof).toMatchObject({ standing: 'unverified', reason: 'overflow' });
      expect(proof && isRefused(proof)).toBe(true);
    }
  });

  test('are looked at however much comes behind them that need not be: a picture in pieces, or a flood', async () => {
    const { signatures, passed } = open();
    signatures.take(aboutOf(camera));
    await signatures.settled();
    const forged = await (await openSigner('drive-camera')).say('event', 9, { at: now });
    signatures.take(forged);
    for (let count = 0; count < 3_000; count++)
      signatures.take(camera.message('status', { status: 'online' }, { at: now }));
    await signatures.settled();
    expect(passed).toHaveLength(3_002);
    expect(passed[1]?.proof).toMatchObject({ standing: 'bad', reason: 'other-key' });
  });

  test('take a bounded room all together, and who gives way is not believed', async () => {
    const { signatures, passed } = open();
    signatures.take(aboutOf(camera));
    await signatures.settled();
    signatures.take(await camera.say('event', 1, { at: now }));
    const piece = {
      topic: 'gatehouse/v1/device/drive-camera/image',
      payload: new Uint8Array(60_000),
      retained: false,
      at: now,
    };
    for (let count = 0; count < 300; count++) signatures.take(piece);
    expect(passed.length).toBeGreaterThan(1);
    expect(passed[1]?.proof).toMatchObject({ reason: 'overflow' });
  });

  test('give way where most of them wait: who floods in the name of one device takes no other one’s room', async () => {
    const { signatures, passed } = open();
    for (const signer of [camera, garden]) signatures.take(aboutOf(signer));
    await signatures.settled();
    const quiet = await Promise.all([1, 2, 3].map((sequence) => garden.say('event', sequence, { at: now })));
    const loud = await camera.say('event', 1, { at: now });
    for (const message of quiet.slice(0, 2)) signatures.take(message);
    for (let count = 0; count < 400; count++) signatures.take(loud);
    for (const message of quiet.slice(2)) signatures.take(message);
    await signatures.settled();
    const told = passed.slice(2).filter(({ topic }) => topic.includes('garden-camera'));
    expect(standings(told)).toEqual(['remembered', 'remembered', 'remembered']);
  });

  test('announce hundreds of cameras at once at a first look, and each is known from then on', async () => {
    const { signatures, passed } = open();
    const cameras = await Promise.all(Array.from({ length: 400 }, (_, index) => openSigner(`camera-${index}`)));
    for (const one of cameras) signatures.take(aboutOf(one));
    await signatures.settled();
    expect(new Set(standings(passed))).toEqual(new Set(['remembered']));
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

test('what is to be checked with what cannot be had now is passed on unverified, and the next is checked when it can', async () => {
  const memory = openPassingSigners();
  let isAway = false;
  const recall = async (home: string) => {
    if (isAway) throw new TypeError('Failed to fetch');
    return memory.recall(home);
  };
  const { signatures, passed } = open({ ...memory, recall });
  await signatures.enter('ws://home');
  isAway = true;
  signatures.take(await camera.say('event', 1, { at: now }));
  await signatures.settled();
  expect(passed[0]?.proof).toMatchObject({ standing: 'unverified', reason: 'cannot-check' });
  isAway = false;
  for (const message of [aboutOf(camera), await camera.say('event', 2, { at: now })]) signatures.take(message);
  await signatures.settled();
  expect(standings(passed)).toEqual(['unverified', 'remembered', 'remembered']);
});

test('an announcement that cannot be looked at holds up nothing that comes after it', async () => {
  let isAway = true;
  const anchors: Anchors = () => (isAway ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve([]));
  const { signatures, passed } = open(openPassingSigners(), anchors);
  signatures.take(aboutOf(camera));
  await signatures.settled();
  isAway = false;
  signatures.take(aboutOf(camera));
  await signatures.settled();
  expect(standings(passed)).toEqual([null, 'remembered']);
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
