import type { Standstill } from '@/core/picture-words';
import type { VoiceKey } from '@/core/observation';

/** Hundreds of stills, or a few of the largest; what is beyond is forgotten, the oldest first. */
const bytesInAll = 64 * 1024 * 1024;

export type KeptPicture = {
  /** a copy that may be given away */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly standstill: Standstill;
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
  const kept = new Map<VoiceKey, { readonly bytes: Uint8Array; readonly standstill: Standstill }>();
  let held = 0;

  function forget(voice: VoiceKey): void {
    held -= kept.get(voice)?.bytes.byteLength ?? 0;
    kept.delete(voice);
  }

  return {
    keep(voice, bytes, { at, retained }) {
      const before = kept.get(voice);
      const isSame = before !== undefined && isEqual(before.bytes, bytes);
      const { since, repeats } = isSame ? before.standstill : { since: at, repeats: 0 };
      forget(voice);
      const standstill = { since, repeats: isSame && !retained ? repeats + 1 : repeats };
      kept.set(voice, { bytes, standstill });
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

/** Two pictures of a living camera differ within their first kilobytes: even at night there is noise. */
function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  if (one.byteLength !== other.byteLength) return false;
  for (let at = 0; at < one.byteLength; at++) if (one[at] !== other[at]) return false;
  return true;
}
