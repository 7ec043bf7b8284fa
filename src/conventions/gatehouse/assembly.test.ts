import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { limits } from '@/core/limits';

import { openAssembly } from './assembly';
import { readPiece, type Piece } from './piece';
import { piece, piecesOf } from './pieces.testing';

const parsed = (payload: Uint8Array): Piece => {
  const read = readPiece(payload);
  if (read === null) throw new Error('no piece');
  return read;
};
const picture = (length: number, seed = 1) => Uint8Array.from({ length }, (_, index) => (index * seed) % 251);

describe('a picture that comes in pieces', () => {
  test('is whole whatever the order, and however often a piece is delivered', { timeout: 60_000 }, () => {
    const deliveries = fc.integer({ min: 1, max: 2_000 }).chain((length) => {
      const payloads = piecesOf(picture(length), { bodyBytes: 250 });
      const order = fc.shuffledSubarray(payloads, { minLength: payloads.length });
      return fc.record({ length: fc.constant(length), order, again: fc.subarray(payloads) });
    });
    fc.assert(
      fc.property(deliveries, ({ length, order, again }) => {
        const assembly = openAssembly();
        const outcomes = [...again.slice(0, -1), ...order, ...again].map((one) => assembly.take('cam', parsed(one)));
        const whole = outcomes.filter((one) => one.outcome === 'whole');
        const [only] = whole;
        expect(whole).toHaveLength(1);
        expect(only?.lost).toBeNull();
        expect(Buffer.compare(only?.bytes ?? new Uint8Array(), picture(length))).toBe(0);
      }),
    );
  });

  test('that misses a piece is given up when the next begins, and that is told', () => {
    const assembly = openAssembly();
    const [first, , third] = piecesOf(picture(3_000), { bodyBytes: 1_000 }).map(parsed);
    const [next] = piecesOf(picture(10), { picture: 2 }).map(parsed);
    for (const one of [first, third]) if (one) assembly.take('cam', one);
    expect(next && assembly.take('cam', next)).toEqual({
      outcome: 'whole',
      bytes: picture(10),
      lost: 'A picture did not arrive whole: 2 of 3 pieces',
    });
  });

  test('is of one camera: two that send at once do not mix', () => {
    const assembly = openAssembly();
    const [one, other] = [picture(3_000, 3), picture(3_000, 7)].map((bytes) =>
      piecesOf(bytes, { bodyBytes: 1_000 }).map(parsed),
    );
    const whole = [0, 1, 2].map((index) => [
      assembly.take('left', one?.[index] as Piece), // there are three
      assembly.take('right', other?.[index] as Piece),
    ]);
    expect(whole[2]).toMatchObject([{ bytes: picture(3_000, 3) }, { bytes: picture(3_000, 7) }]);
  });

  test.each([
    ['another count', { count: 4 }],
    ['another time', { takenAt: 5 }],
    ['other bytes in the place of the first', { index: 0 }],
  ])('is refused when a later piece has %s', (_, change) => {
    const assembly = openAssembly();
    const parts = { picture: 1, index: 1, count: 3, takenAt: 0, body: picture(9, 5) };
    assembly.take('cam', parsed(piece({ ...parts, index: 0, body: picture(9) })));
    expect(assembly.take('cam', parsed(piece({ ...parts, ...change })))).toEqual({
      outcome: 'refused',
      reason: 'The pieces of a picture contradict each other',
    });
  });

  test('may not be larger than 4 MiB', () => {
    const assembly = openAssembly();
    const parts = { picture: 1, count: 60_000, takenAt: 0 };
    const outcomes = new Set<string>();
    for (let index = 0; index * 4_076 <= limits.pictureBytes; index++)
      outcomes.add(assembly.take('cam', { ...parts, index, bytes: new Uint8Array(4_076) }).outcome);
    expect(outcomes).toEqual(new Set(['waiting', 'refused']));
  });

  test('that nobody finishes gives way when many cameras begin one: the oldest first', () => {
    const assembly = openAssembly();
    const started = { picture: 1, count: 1_000, takenAt: 0 };
    const megabyte = { ...started, index: 0, bytes: new Uint8Array(1024 * 1024) };
    for (let camera = 0; camera < 40; camera++) assembly.take(`cam ${camera}`, megabyte);
    expect(assembly.take('cam 0', { ...megabyte, index: 0, bytes: new Uint8Array(1) }).outcome).toBe('waiting');
    expect(assembly.take('cam 39', { ...megabyte, bytes: new Uint8Array(1024 * 1024) }).outcome).toBe('repeated');
  });
});

describe('the header of a piece', () => {
  const good = piece({ picture: 7, index: 1, count: 3, takenAt: 1_795_543_200_000, body: picture(5) });

  test('tells which piece it is of which picture, and when that was taken', () => {
    expect(readPiece(good)).toEqual({ picture: 7, index: 1, count: 3, takenAt: 1_795_543_200_000, bytes: picture(5) });
  });

  test('is read where it lies in a larger buffer', () => {
    const buffer = new Uint8Array(good.byteLength + 9);
    buffer.set(good, 9);
    expect(readPiece(buffer.subarray(9))).toEqual(readPiece(good));
  });

  test.each([
    ['is cut', good.slice(0, 20)],
    ['is of a later version', Uint8Array.from(good, (byte, index) => (index === 3 ? 2 : byte))],
    ['counts no piece', piece({ picture: 1, index: 0, count: 0, takenAt: 0, body: picture(5) })],
    ['is beyond its count', piece({ picture: 1, index: 3, count: 3, takenAt: 0, body: picture(5) })],
  ])('that %s is none', (_, payload) => {
    expect(readPiece(payload)).toBeNull();
  });
});
