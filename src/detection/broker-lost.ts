import { showBrokerLog } from './fixes';
import type { Rule, RuleContext } from './rule';

const cause = { class: 'broker_lost', subject: 'broker' } as const;

/**
 * The broker cannot be reached: nobody sees or hears the home, and nothing warns. It is told by whoever keeps watch, and
 * shared when the connection is back, for only then can the others learn that there was a gap. Whoever watches the connection
 * waits for what a restart takes, and does not count the time for which the computer slept.
 */
export function brokerLost(context: RuleContext): Rule {
  let isAway = false;
  const back = (t: number) => context.say('over', cause, { t, topic: '', text: 'The connection is back' });

  return {
    happen(happening) {
      if (happening.type !== 'connection' || happening.isThere !== isAway) return;
      isAway = !happening.isThere;
      if (happening.isThere) return back(happening.at);
      context.seen({
        t: happening.since,
        ...cause,
        device: null,
        title: 'The broker cannot be reached, so nothing in the home is watched',
        severity: 'critical',
        confidence: 1,
        evidence: [
          { t: happening.since, topic: '', text: 'The connection was lost, and did not come back for minutes' },
        ],
        fix: showBrokerLog,
        lasting: true,
        news: true,
      });
    },
    adopt({ class: kind }, at) {
      // whoever reads it from the broker has reached the broker
      if (kind === 'broker_lost' && !isAway) back(at);
    },
  };
}
