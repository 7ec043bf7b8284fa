import { brokerLogTopic } from '@/core/happening';

import { isMoment } from '../checks';
import { countedMap } from '../counts';
import { showAccess } from '../fixes';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';

const restMs = 24 * 3_600_000;
const mostNames = 200;

const subjectOf = (username: string | null) => `log-in ${username ?? 'without a name'}`;

/**
 * Somebody is let in by a log-in that no administrator can see or take away: it stands in a password file beside the list of
 * accounts, or the broker asks for none. A bridge of the house may be set up so: whoever said that it was one of us is not
 * asked again.
 */
export function unlistedLogIn(context: RuleContext): Rule {
  const toldAt = new Map<string, number>();
  context.counts.add('unlisted log-ins, told', countedMap(toldAt, isMoment));
  const ours = new Set<string>();

  return {
    happen(happening) {
      if (happening.type !== 'unlisted-log-in') return;
      const { at, username, clientId, address } = happening;
      const subject = subjectOf(username);
      if (ours.has(subject) || isRecent(toldAt.get(subject), at, restMs)) return;
      if (toldAt.size >= mostNames) toldAt.clear();
      toldAt.set(subject, at);
      const from = address === null ? '' : ` from ${address}`;
      context.seen({
        t: at,
        class: 'policy_violation',
        subject,
        device: null,
        title:
          username === null
            ? 'Your broker let somebody in without a log-in'
            : `Somebody logged in as ${username}, who is not among your broker’s accounts`,
        severity: 'warning',
        confidence: 0.6,
        evidence: [{ t: at, topic: brokerLogTopic, text: `The client ${clientId} came in${from}` }],
        fix: showAccess,
        lasting: false,
        news: true,
      });
    },
    teach({ class: kind, subject, verdict }) {
      if (kind !== 'policy_violation' || !subject.startsWith('log-in ')) return;
      if (verdict.kind === 'none') ours.delete(subject);
      else if (ours.size < mostNames) ours.add(subject);
    },
  };
}
