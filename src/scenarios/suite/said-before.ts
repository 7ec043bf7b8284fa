import type { Beat } from './happening';
import type { Unheard } from './trial-message';

type Telling = Extract<Beat, { readonly told: string }>;

const keptLately = 200;
/** a fortnight and more of what the camera says that signs */
const mostSigned = 6_000;

/** What was said in a home, to be told again: what a broker remembers, the last messages, and all that was signed of late. */
export type SaidBefore = {
  /** `isMemory`: it is told by a broker that remembers it, and was not said just now */
  note(message: Unheard, isMemory: boolean): void;
  again(beat: Telling, at: number): readonly Unheard[];
};

/** `base`: below it the bridge speaks. */
export function openSaidBefore(base: string): SaidBefore {
  const retained = new Map<string, Unheard>();
  const lately: Unheard[] = [];
  /** what the camera that signs said, the oldest first */
  const signed: Unheard[] = [];

  return {
    note(message, isMemory) {
      const { sealing, retain, payload, topic } = message;
      if (sealing?.as === 'signed' && sealing.key !== 'stranger' && signed.push(message) > mostSigned)
        signed.splice(0, mostSigned / 4);
      if (retain === true && payload === '') retained.delete(topic);
      else if (retain === true) retained.set(topic, message);
      if (!isMemory && lately.push(message) > 2 * keptLately) lately.splice(0, keptLately);
    },
    again(beat, at) {
      switch (beat.told) {
        case 'again-retained':
          return [...retained.values()];
        case 'again-live':
          return lately.slice(-beat.messages);
        case 'again-by-bridge':
          return lately.slice(-beat.messages).filter(({ topic }) => topic.startsWith(`${base}/`));
        case 'once-more': {
          const saidAt = at - beat.agoSeconds * 1_000;
          const old = signed.findLast(({ sealing }) => (sealing?.at ?? 0) <= saidAt) ?? signed[0];
          return old === undefined ? [] : [old];
        }
      }
    },
  };
}
