import { isForged, isRefused, type MessageProof, type ProofReason } from './message-proof';
import type { Observation } from './observation';
import type { Told } from './told';

/** What is known of a device's signatures: the last word that is believed, and the last that is not. */
export type Proof = {
  readonly last: MessageProof | null;
  /** what its last announcement showed; null: none was looked at */
  readonly shown: MessageProof | null;
  readonly refused: { readonly proof: MessageProof; readonly at: number; readonly count: number } | null;
  /** when a message in its name first had a signature that is not its own, or none; ms since the epoch, null: never */
  readonly failedSince: number | null;
};

/** Only words tell their number: what an announcement shows stands for itself. */
function isAnnouncement({ standing, sequence }: MessageProof): boolean {
  return sequence === null && (standing === 'vouched' || standing === 'remembered' || standing === 'changed');
}

/** what another announcement only can put right: that its own key is heard too does not */
const lasting: ReadonlySet<ProofReason | null> = new Set(['new-key', 'signs-no-more', 'revoked']);

/** Why it cannot be relied on that the device speaks for itself; null: nothing is known that would say so. */
export function doubtOf({ last, shown }: Pick<Proof, 'last' | 'shown'>): MessageProof | null {
  if (last?.standing === 'changed') return last;
  return shown?.standing === 'changed' && lasting.has(shown.reason) ? shown : null;
}

/** `before` with one message more. */
export function proofAfter(before: Told<Proof> | null, proof: MessageProof, observation: Observation): Told<Proof> {
  const { at, retained, convention: by } = observation;
  const known = before?.value ?? { last: null, shown: null, refused: null, failedSince: null };
  // what is only delivered again tells nothing of the device
  if (proof.standing === 'repeated') return { value: known, at, retained, by };
  const value = isRefused(proof)
    ? {
        ...known,
        refused: { proof, at, count: (known.refused?.count ?? 0) + 1 },
        failedSince: known.failedSince ?? (isForged(proof) ? at : null),
      }
    : { ...known, last: proof, shown: isAnnouncement(proof) ? proof : known.shown };
  return { value, at, retained, by };
}
