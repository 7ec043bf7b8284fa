import { limits } from '@/core/limits';

import type { Piece } from './piece';

/** What became of a piece. `lost`: the one before it that never became whole, in words. */
export type Assembled =
  | { readonly outcome: 'whole'; readonly bytes: Uint8Array; readonly lost: string | null }
  | { readonly outcome: 'waiting'; readonly lost: string | null }
  /** heard before */
  | { readonly outcome: 'repeated' }
  | { readonly outcome: 'refused'; readonly reason: string };

/**
 * Puts pictures together from pieces in any order. Bounded whatever is sent: one picture under way a device, of at most
 * `limits.pictureBytes`, and all together at most `bytesInAll`, where the oldest give way.
 */
export type Assembly = {
  take(device: string, piece: Piece): Assembled;
  forget(device: string): void;
};

type UnderWay = {
  readonly picture: number;
  readonly count: number;
  readonly takenAt: number;
  readonly pieces: Map<number, Uint8Array>;
  bytes: number;
};

const bytesInAll = 32 * 1024 * 1024;
/** what keeping a piece costs beside its bytes: many small ones must not get around the bound */
const costOfPiece = 128;

export function openAssembly(): Assembly {
  /** the one that began first stands first */
  const underWay = new Map<string, UnderWay>();
  const lastWhole = new Map<string, number>();
  let held = 0;

  function drop(device: string): string | null {
    const gone = underWay.get(device);
    if (gone === undefined) return null;
    underWay.delete(device);
    held -= gone.bytes;
    return `A picture did not arrive whole: ${gone.pieces.size} of ${gone.count} pieces`;
  }

  function begin(device: string, { picture, count, takenAt }: Piece): UnderWay {
    const begun = { picture, count, takenAt, pieces: new Map<number, Uint8Array>(), bytes: 0 };
    underWay.set(device, begun);
    return begun;
  }

  function makeRoom(besides: string): void {
    for (const device of underWay.keys()) {
      if (held <= bytesInAll) return;
      if (device !== besides) drop(device);
    }
  }

  function take(device: string, piece: Piece): Assembled {
    if (lastWhole.get(device) === piece.picture) return { outcome: 'repeated' };
    const before = underWay.get(device);
    const lost = before === undefined || before.picture === piece.picture ? null : drop(device);
    const current = underWay.get(device) ?? begin(device, piece);
    if (current.count !== piece.count || current.takenAt !== piece.takenAt) return refuse(device);
    const known = current.pieces.get(piece.index);
    if (known !== undefined) return sameBytes(known, piece.bytes) ? { outcome: 'repeated' } : refuse(device);
    const cost = piece.bytes.byteLength + costOfPiece;
    if (current.bytes + cost > limits.pictureBytes) {
      drop(device);
      return { outcome: 'refused', reason: 'A picture is larger than 4 MiB and was not read' };
    }
    current.pieces.set(piece.index, piece.bytes.slice());
    current.bytes += cost;
    held += cost;
    makeRoom(device);
    if (current.pieces.size < current.count) return { outcome: 'waiting', lost };
    drop(device);
    lastWhole.set(device, piece.picture);
    return { outcome: 'whole', bytes: joined(current), lost };
  }

  function refuse(device: string): Assembled {
    drop(device);
    return { outcome: 'refused', reason: 'The pieces of a picture contradict each other' };
  }

  return {
    take,
    forget(device) {
      drop(device);
      lastWhole.delete(device);
    },
  };
}

function joined({ pieces, count }: UnderWay): Uint8Array {
  const parts = Array.from({ length: count }, (_, index) => pieces.get(index) ?? new Uint8Array());
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);
}
