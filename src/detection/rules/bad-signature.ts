import type { DeviceId } from '@/core/device';
import { isForged } from '@/core/message-proof';
import { reasonWords } from '@/core/proof-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isMoment } from '../checks';
import { countedMap } from '../counts';
import { showDevice } from '../fixes';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';

/** the broker tells its memory again at each connect */
const restMs = 10 * 60_000;

/**
 * A message in the name of a device that signs, with a signature that is not its own, or with none. One is enough: a device
 * does not mistake its own key. Nothing of it was believed. The alert counts them until a person closes it, and the next is
 * another. The broker's memory of such a message is one too, once.
 */
export function badSignature(context: RuleContext): Rule {
  const toldAt = new Map<DeviceId, number>();
  context.counts.add('bad signatures, told', countedMap(toldAt, isMoment));
  return {
    restsOn: aspect.proof,
    hear({ after, at, topic, observations, retained }) {
      for (const { fact } of observations) {
        if (fact.type !== 'proof') continue;
        const { standing, reason } = fact.proof;
        if (!isForged(fact.proof)) continue;
        const evidence = { t: at, topic, text: `A message was refused. ${reasonWords(reason)}` };
        const signs = `${startSentence(spokenName(after.name))} signs what it says`;
        const last = toldAt.get(after.id);
        toldAt.set(after.id, at);
        const isToldLately = isRecent(last, at, restMs);
        if (isToldLately && retained)
          return context.say('more', { class: 'bad_signature', subject: after.id }, evidence);
        context.seen({
          t: at,
          class: 'bad_signature',
          subject: after.id,
          device: after.id,
          title: `Somebody spoke in the name of ${spokenName(after.name)}, and was not believed`,
          severity: 'critical',
          confidence: standing === 'bad' ? 0.95 : 0.8,
          evidence: isToldLately ? [evidence] : [evidence, { t: at, topic: '', text: signs }],
          fix: showDevice(after),
          lasting: false,
          news: !retained,
        });
      }
    },
    forget: (device) => void toldAt.delete(device),
  };
}
