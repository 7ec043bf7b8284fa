import { doubtOf } from '@/core/proof';
import type { ProofReason } from '@/core/message-proof';
import { reasonWords } from '@/core/proof-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition, type Judgement } from '../condition';
import { showDevice } from '../fixes';
import type { Rule, RuleContext, Step } from '../rule';

/**
 * A device shows another key than before, a certificate that is not good, or signs no more, and nobody whom this browser
 * trusts vouches for that: it was set back to how it was made, or something else took its place. A renewal by the authority
 * that it had before is none. Over when it shows its old key again, or one that is vouched for: that it is heard with its old
 * key while another is shown in its name is not enough.
 */
export function certificateChanged(context: RuleContext): Rule {
  return openCondition(context, {
    classes: ['certificate_changed'],
    restsOn: aspect.proof,
    looksAt: ({ proof }) =>
      proof?.value.last == null ? null : `${proof.value.last.standing} ${doubtOf(proof.value)?.reason}`,
    judge,
    wellAgain: 'It signs with a key that is known',
  });
}

function judge({ after }: Step): Judgement {
  const proof = after.proof?.value ?? null;
  if (proof === null || proof.last === null) return 'unknown';
  const doubt = doubtOf(proof);
  if (doubt === null) return proof.last.standing === 'unverified' ? 'unknown' : 'well';
  return {
    severity: 'warning',
    title: titleOf(doubt.reason, startSentence(spokenName(after.name))),
    text: reasonWords(doubt.reason),
    fix: showDevice(after),
  };
}

function titleOf(reason: ProofReason | null, name: string): string {
  if (reason === 'signs-no-more') return `${name} does not sign its words any more`;
  return reason === 'revoked' ? `${name} shows a key that was taken back` : `${name} shows another key than before`;
}
