import type { Sighting } from '@/core/alerts/alert';
import { brokerLogTopic } from '@/core/happening';
import { reasonWords } from '@/core/proof-words';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showBrokerLog, showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/** so many topics are told one by one; the rest is one alert */
const mostApart = 20;
/** over when nothing crossed it for so long: what comes then is told again, for a person may have dealt with what was */
const calmMs = 15 * 60_000;

/**
 * Something on the wire was larger, deeper or more than a home has a use for: also more words at once in the name of a device
 * that signs than can be checked. It was left out, so no harm was done; but no healthy device does that, and whoever wants to
 * bring a page down, or to slip a word in, begins with it.
 */
export function limitExceeded(context: RuleContext): Rule {
  const told = new Map<string, () => void>();

  function waitForCalm(subject: string, at: number): void {
    told.get(subject)?.();
    const stop = context.later(at + calmMs, (t) => {
      told.delete(subject);
      context.say(
        'over',
        { class: 'limit_exceeded', subject },
        { t, topic: '', text: 'It did not happen for a quarter of an hour' },
      );
    });
    told.set(subject, stop);
  }

  function tell(subject: string, at: number, what: Pick<Sighting, 'device' | 'title' | 'evidence' | 'fix'>): void {
    const isKnown = told.has(subject);
    waitForCalm(subject, at);
    if (isKnown) return;
    context.seen({
      t: at,
      class: 'limit_exceeded',
      subject,
      severity: 'warning',
      confidence: 0.9,
      lasting: true,
      news: true,
      ...what,
    });
  }

  return {
    restsOn: aspect.proof,
    hear({ after, at, topic, observations }) {
      const isTooMuch = observations.some(({ fact }) => fact.type === 'proof' && fact.proof.reason === 'overflow');
      if (!isTooMuch) return;
      tell(after.id, at, {
        device: after.id,
        title: `More came at once in the name of ${spokenName(after.name)} than could be checked, and was not believed`,
        evidence: [{ t: at, topic, text: reasonWords('overflow') }],
        fix: showDevice(after),
      });
    },
    happen(happening) {
      if (happening.type !== 'limit') return;
      const { topic, reason, at } = happening;
      const subject = told.has(topic) || told.size < mostApart ? topic : 'others';
      tell(subject, at, {
        device: null,
        title: titleOf(subject),
        evidence: [{ t: at, topic, text: reason }],
        fix: showBrokerLog,
      });
    },
    adopt({ class: kind, subject }, at) {
      if (kind === 'limit_exceeded' && !told.has(subject) && told.size <= mostApart) waitForCalm(subject, at);
    },
  };
}

function titleOf(subject: string): string {
  if (subject === 'others') return 'Many topics tell more than Gatehouse reads';
  return subject === brokerLogTopic
    ? 'A client of your broker has a longer name than any device has a use for'
    : 'A message was larger than any that a home has a use for';
}
