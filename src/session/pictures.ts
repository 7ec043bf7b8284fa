import type { VoiceKey } from '@/core/observation';

/** Hundreds of stills, or a few of the largest; what is beyond is forgotten, the oldest first. */
const bytesInAll = 64 * 1024 * 1024;

/** The newest picture of each voice, within a bound. By voice and not by device: two that turn out to be one keep theirs. */
export type Pictures = {
  keep(voice: VoiceKey, bytes: Uint8Array): void;
  /** the newest of these voices, as a copy that may be given away; null: there is none any more */
  newestOf(voices: readonly VoiceKey[]): Uint8Array<ArrayBuffer> | null;
  forgetUnless(isKnown: (voice: VoiceKey) => boolean): void;
};

export function createPictures(most = bytesInAll): Pictures {
  /** the oldest stands first */
  const kept = new Map<VoiceKey, Uint8Array>();
  let held = 0;

  function forget(voice: VoiceKey): void {
    held -= kept.get(voice)?.byteLength ?? 0;
    kept.delete(voice);
  }

  return {
    keep(voice, bytes) {
      forget(voice);
      kept.set(voice, bytes);
      held += bytes.byteLength;
      for (const oldest of kept.keys()) {
        if (held <= most) break;
        forget(oldest);
      }
    },
    newestOf(voices) {
      const newest = [...kept.keys()].findLast((voice) => voices.includes(voice));
      const bytes = newest === undefined ? undefined : kept.get(newest);
      return bytes === undefined ? null : new Uint8Array(bytes);
    },
    forgetUnless(isKnown) {
      for (const voice of [...kept.keys()].filter((one) => !isKnown(one))) forget(voice);
    },
  };
}
