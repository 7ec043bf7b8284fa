import { reasonWords } from '@/core/proof-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { openCondition, type Judgement } from './condition';
import { showDevice } from './fixes';
import type { Rule, RuleContext, Step } from './rule';

/**
 * A device shows another key than before, a certificate that is not good, or signs no more, and nobody whom this browser
 * trusts vouches for that: it was set back to how it was made, or something else took its place. A renewal by the authority
 * that it had before is none. Over when it shows its old key again, or one that is vouched for.
 */
export function certificateChanged(context: RuleContext): Rule {
  return openCondition(context, {
    classes: ['certificate_changed'],
    looksAt: ({ proof }) => proof?.value.last?.standing ?? null,
    judge,
    wellAgain: 'It signs with a key that is known',
  });
}

function judge({ after }: Step): Judgement {
  const last = after.proof?.value.last ?? null;
  if (last === null || last.standing === 'unverified') return 'unknown';
  if (last.standing !== 'changed') return 'well';
  const isSilent = last.reason === 'signs-no-more';
  return {
    severity: 'warning',
    title: isSilent
      ? `${startSentence(spokenName(after.name))} does not sign its words any more`
      : `${startSentence(spokenName(after.name))} shows another key than before`,
    text: reasonWords(last.reason),
    fix: showDevice(after),
  };
}
