import { spokenName } from '@/core/spoken-name';

import { aspect } from './aspects';
import { showDevice } from './fixes';
import type { Rule, RuleContext } from './rule';

/**
 * Somebody recorded what a device said and says it again. The signature is good; its number is not. What a broker or the
 * device itself delivers again after a broken connection is told apart before (`credentials/signatures/freshness`).
 * The alert counts them until a person closes it, and the next is another.
 */
export function replay(context: RuleContext): Rule {
  return {
    restsOn: aspect.proof,
    hear({ after, at, topic, observations }) {
      for (const { fact } of observations) {
        if (fact.type !== 'proof' || fact.proof.standing !== 'replayed') continue;
        const { signedAt } = fact.proof;
        const evidence = { t: at, topic, text: `A message came that the device had signed ${agoWords(signedAt, at)}` };
        context.seen({
          t: at,
          class: 'replay',
          subject: after.id,
          device: after.id,
          title: `Somebody played back an old message of ${spokenName(after.name)}`,
          severity: 'critical',
          confidence: 0.9,
          evidence: [evidence],
          fix: showDevice(after),
          lasting: false,
          news: true,
        });
      }
    },
  };
}

function agoWords(signedAt: number | null, at: number): string {
  const minutes = signedAt === null ? 0 : Math.round((at - signedAt) / 60_000);
  if (minutes < 1) return 'and sent before';
  if (minutes < 120) return `${minutes === 1 ? '1 minute' : `${minutes} minutes`} before`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours before` : `${Math.round(hours / 24)} days before`;
}
