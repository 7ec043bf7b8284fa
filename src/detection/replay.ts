import type { DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from './aspects';
import { isMoment } from './checks';
import { countedMap } from './counts';
import { showDevice } from './fixes';
import { isRecent } from './recent';
import type { Rule, RuleContext } from './rule';

const restMs = 10 * 60_000;

/**
 * Somebody recorded what a device said and says it again. The signature is good; its number is not. What a broker or the
 * device itself delivers again after a broken connection is told apart before (`credentials/signatures/freshness`).
 */
export function replay(context: RuleContext): Rule {
  const toldAt = new Map<DeviceId, number>();
  context.counts.add('old messages, told', countedMap(toldAt, isMoment));
  return {
    restsOn: aspect.proof,
    hear({ after, at, topic, observations }) {
      for (const { fact } of observations) {
        if (fact.type !== 'proof' || fact.proof.standing !== 'replayed') continue;
        const { signedAt } = fact.proof;
        const evidence = { t: at, topic, text: `A message came that the device had signed ${agoWords(signedAt, at)}` };
        const last = toldAt.get(after.id);
        toldAt.set(after.id, at);
        if (isRecent(last, at, restMs)) return context.say('more', { class: 'replay', subject: after.id }, evidence);
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
    forget: (device) => void toldAt.delete(device),
  };
}

function agoWords(signedAt: number | null, at: number): string {
  const minutes = signedAt === null ? 0 : Math.round((at - signedAt) / 60_000);
  if (minutes < 1) return 'and sent before';
  if (minutes < 120) return `${minutes === 1 ? '1 minute' : `${minutes} minutes`} before`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours before` : `${Math.round(hours / 24)} days before`;
}
