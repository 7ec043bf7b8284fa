/** The pieces of a picture as a device would send them (README.md, "Pictures"), written apart from the reader. */
export function piecesOf(
  bytes: Uint8Array,
  { picture = 1, takenAt = 0, bodyBytes = 4_076 }: { picture?: number; takenAt?: number; bodyBytes?: number } = {},
): Uint8Array[] {
  const count = Math.max(1, Math.ceil(bytes.byteLength / bodyBytes));
  return Array.from({ length: count }, (_, index) =>
    piece({ picture, index, count, takenAt, body: bytes.subarray(index * bodyBytes, (index + 1) * bodyBytes) }),
  );
}

type PieceParts = { picture: number; index: number; count: number; takenAt: number; body: Uint8Array };

export function piece({ picture, index, count, takenAt, body }: PieceParts): Uint8Array {
  const header = Buffer.alloc(20);
  header.write('GHP', 0, 'latin1');
  header.writeUInt8(1, 3);
  header.writeUInt32BE(picture, 4);
  header.writeUInt16BE(index, 8);
  header.writeUInt16BE(count, 10);
  header.writeBigUInt64BE(BigInt(takenAt), 12);
  return Uint8Array.from(Buffer.concat([header, body]));
}
