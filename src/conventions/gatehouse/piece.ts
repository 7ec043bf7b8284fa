/**
 * A piece of a picture. All numbers are big-endian:
 * `GHP` · version (1 byte) · picture (4) · index (2) · count (2) · takenAt (8, ms since the epoch) · the bytes.
 */
export type Piece = {
  /** the same for all pieces of one picture, another for the next */
  readonly picture: number;
  /** from 0 */
  readonly index: number;
  readonly count: number;
  /** ms since the epoch by the camera's clock; 0: it has none */
  readonly takenAt: number;
  readonly bytes: Uint8Array;
};

const magic = [0x47, 0x48, 0x50] as const;
const version = 1;
const headerBytes = 20;

/** Is this payload meant as a piece of a picture, whatever else is wrong with it? No picture begins like one. */
export function isPiece(payload: Uint8Array): boolean {
  return magic.every((byte, index) => payload[index] === byte);
}

/** null: its header contradicts itself, or is of a later version. `bytes` is a view into `payload`. */
export function readPiece(payload: Uint8Array): Piece | null {
  if (payload.byteLength <= headerBytes || payload[3] !== version) return null;
  const view = new DataView(payload.buffer, payload.byteOffset, headerBytes);
  const index = view.getUint16(8);
  const count = view.getUint16(10);
  if (index >= count) return null;
  const takenAt = Number(view.getBigUint64(12));
  return { picture: view.getUint32(4), index, count, takenAt, bytes: payload.subarray(headerBytes) };
}
