import fc from 'fast-check';
import { FlattenedEncrypt, importJWK } from 'jose';
import { describe, expect, test } from 'vitest';

import { newDeviceKey, publicHalf } from './device-key';
import type { Offer } from './hand-over';
import { openOffer } from './offer';
import { seal } from './seal.testing';

const topic = 'gatehouse/v1/device/cam/credential/offer';
const offer: Offer = { slot: 'b', username: 'cam.b', password: 'hunter2', rotation: 'r-1', sequence: 3 };
const mine = newDeviceKey();
const others = newDeviceKey();
const sealed = await seal(offer, topic, publicHalf(mine));
const bytes = (text: string) => new TextEncoder().encode(text);
const open = (text: string, on = topic) => openOffer(bytes(text), on, mine);

describe('an offer', () => {
  test('sealed to this device is opened, and nobody else can read it', async () => {
    expect(await open(sealed)).toEqual({ opened: true, offer });
    expect(sealed).not.toContain('hunter2');
    expect(await openOffer(bytes(sealed), topic, others)).toEqual({ opened: false, reason: 'cannot-open' });
  });

  test('is sealed with other bytes each time', async () => {
    expect(await seal(offer, topic, publicHalf(mine))).not.toBe(sealed);
  });

  test('that was meant for another device is refused, even where it is sealed to our key', async () => {
    expect(await open(sealed, 'gatehouse/v1/device/other/credential/offer')).toEqual({
      opened: false,
      reason: 'other-topic',
    });
  });

  test.each([{ sequence: 99 }, { rotation: 'r-2' }])('replayed as another one is refused: %j', async (change) => {
    expect(await open(JSON.stringify({ ...JSON.parse(sealed), ...change }))).toMatchObject({ reason: 'other-topic' });
  });

  test('whose authenticated data was forged to fit is refused', async () => {
    const envelope = JSON.parse(sealed) as { sequence: number; jwe: { aad: string } };
    envelope.sequence = 99;
    envelope.jwe.aad = Buffer.from(`${topic}|r-1|99`).toString('base64url');
    expect(await open(JSON.stringify(envelope))).toMatchObject({ reason: 'cannot-open' });
  });

  test.each([{ sequence: 4 }, { rotation: 'r-9' }, { slot: 'c' }, { password: '' }, { username: 7 }])(
    'that holds something else than its envelope says is refused: %j',
    async (change) => {
      expect(await open(await seal(offer, topic, publicHalf(mine), change))).toMatchObject({ reason: 'contradiction' });
    },
  );

  test('sealed in another way than was agreed is refused', async () => {
    const jwe = await new FlattenedEncrypt(bytes(JSON.stringify(offer)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A128GCM' })
      .setAdditionalAuthenticatedData(bytes(`${topic}|r-1|3`))
      .encrypt(await importJWK(publicHalf(mine), 'ECDH-ES'));
    expect(await open(JSON.stringify({ v: 1, rotation: 'r-1', sequence: 3, jwe }))).toMatchObject({
      reason: 'cannot-open',
    });
  });

  test('is refused whatever else stands there, and nothing throws', async () => {
    const hostile = fc.oneof(
      fc.json(),
      fc.string(),
      fc
        .record({
          v: fc.constant(1),
          rotation: fc.string({ minLength: 1 }),
          sequence: fc.nat(),
          jwe: fc.dictionary(fc.string(), fc.string()),
        })
        .map((value) => JSON.stringify(value)),
      fc.constant('x'.repeat(9_000)),
      // one character of the real one is another
      fc
        .nat(sealed.length - 1)
        .map((at) => `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const result = await open(text);
        // a changed key of the envelope that is not looked at would still open
        if (result.opened) expect(result.offer).toEqual(offer);
      }),
    );
  });
});

test('the public half of a key holds no private part', () => {
  expect(Object.keys(publicHalf(mine)).toSorted()).toEqual(['crv', 'kty', 'x', 'y']);
  expect(mine).toHaveProperty('d');
});
