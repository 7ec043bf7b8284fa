/** An image that comes in pieces, in any order. Holds no more than was announced under a signature. */
export type ImageAssembly = {
  add(piece: {
    readonly index: number;
    readonly count: number;
    readonly bytes: Uint8Array<ArrayBuffer>;
  }): Uint8Array<ArrayBuffer> | 'incomplete' | 'too-large';
};

export function openImageAssembly(sizeBytes: number): ImageAssembly {
  const pieces = new Map<number, Uint8Array<ArrayBuffer>>();
  let heldBytes = 0;
  return {
    add({ index, count, bytes }) {
      const before = pieces.get(index)?.byteLength ?? 0;
      if (count > sizeBytes || index >= count || heldBytes - before + bytes.byteLength > sizeBytes) return 'too-large';
      pieces.set(index, bytes);
      heldBytes += bytes.byteLength - before;
      if (pieces.size < count) return 'incomplete';
      return joined(pieces, count, heldBytes);
    },
  };
}

function joined(
  pieces: ReadonlyMap<number, Uint8Array<ArrayBuffer>>,
  count: number,
  sizeBytes: number,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sizeBytes);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const piece = pieces.get(index) ?? new Uint8Array();
    whole.set(piece, at);
    at += piece.byteLength;
  }
  return whole;
}
