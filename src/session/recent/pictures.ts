import type { Standstill } from '@/core/picture-words';
import type { VoiceKey } from '@/core/observation';

/** a clip that is played round and round has no more pictures than this */
const mostEarlier = 16;
/** Hundreds of stills, or a few of the largest; what is beyond is forgotten, the oldest first. */
const bytesInAll = 64 * 1024 * 1024;

export type KeptPicture = {
  /** a copy that may be given away */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly standstill: Standstill;
};

type Kept = {
  readonly bytes: Uint8Array;
  readonly standstill: Standstill;
  /** hashes of the last ones that differ, itself among them */
  readonly earlier: readonly string[];
};

/** The newest picture of each voice, within a bound. By voice and not by device: two that turn out to be one keep theirs. */
export type Pictures = {
  /** `retained`: the broker said it, and it says the same at each connect */
  keep(voice: VoiceKey, bytes: Uint8Array, come: { readonly at: number; readonly retained: boolean }): Standstill;
  /** the newest of these voices; null: there is none any more */
  newestOf(voices: readonly VoiceKey[]): KeptPicture | null;
  forgetUnless(isKnown: (voice: VoiceKey) => boolean): void;
};

export function createPictures(most = bytesInAll): Pictures {
  /** the oldest stands first */
  const kept = new Map<VoiceKey, Kept>();
  let held = 0;

  function forget(voice: VoiceKey): void {
    held -= kept.get(voice)?.bytes.byteLength ?? 0;
    kept.delete(voice);
  }

  return {
    keep(voice, bytes, { at, retained }) {
      const before = kept.get(voice);
      const hash = bytesHash(bytes);
      const earlier = before?.earlier ?? [];
      // last, or some pictures ago: even at night there is noise, so a living camera sends none twice
      const isOld = before !== undefined && earlier.includes(hash);
      const { since, repeats } = isOld ? before.standstill : { since: at, repeats: 0 };
      forget(voice);
      const standstill = { since, repeats: isOld && !retained ? repeats + 1 : repeats };
      kept.set(voice, {
        bytes,
        standstill,
        earlier: isOld ? earlier : [...earlier, hash].slice(-mostEarlier),
      });
      held += bytes.byteLength;
      for (const oldest of kept.keys()) {
        if (held <= most) break;
        forget(oldest);
      }
      return standstill;
    },
    newestOf(voices) {
      const newest = [...kept.keys()].findLast((voice) => voices.includes(voice));
      const picture = newest === undefined ? undefined : kept.get(newest);
      return picture === undefined ? null : { bytes: new Uint8Array(picture.bytes), standstill: picture.standstill };
    },
    forgetUnless(isKnown) {
      for (const voice of [...kept.keys()].filter((one) => !isKnown(one))) forget(voice);
    },
  };
}

/** FNV-1a, 32 bits, and the length: one chance in thousands of millions for each of the few it is compared with */
function bytesHash(bytes: Uint8Array): string {
  let value = 0x811c9dc5;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return `${bytes.byteLength} ${value >>> 0}`;
}
