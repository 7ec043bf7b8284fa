import { isNumber } from '../checks';
import { showBrokerLog } from '../fixes';
import { openLately } from '../lately';
import type { Rule, RuleContext } from '../rule';

const cause = { class: 'broker_lost', subject: 'broker' } as const;
const breaking = { class: 'broker_lost', subject: 'broker again' } as const;
/**
 * A broker that is restarted while somebody sets it up is back in moments, and a router that starts anew is away once. `leastMs`: so
 * long this computer was awake meanwhile, for a phone breaks its connection whenever it sleeps.
 */
const again = { times: 4, withinMs: 3_600_000, leastMs: 8_000 } as const;
/** over when it did not break for so long */
const calmMs = 3_600_000;

/**
 * The broker cannot be reached: nobody sees or hears the home, and nothing warns. It is told by whoever keeps watch, and
 * shared when the connection is back, for only then can the others learn that there was a gap. Whoever watches the connection
 * waits for what a restart takes, and does not count the time for which the computer slept. Gaps that are shorter are told where they
 * come again and again: the home is deaf as often as somebody likes.
 */
export function brokerLost(context: RuleContext): Rule {
  let isAway = false;
  const gaps = openLately<number>(again.withinMs, again.times);
  context.counts.add('gaps of the connection', gaps.counted(isNumber));
  let stopCalming: (() => void) | null = null;

  function calmLater(at: number): void {
    stopCalming?.();
    stopCalming = context.later(at + calmMs, (t) => {
      stopCalming = null;
      context.say('over', breaking, { t, topic: '', text: 'The connection held for an hour' });
    });
  }

  function countGap(at: number, gapMs: number): void {
    const held = gaps.add('', at, gapMs);
    if (stopCalming !== null) return calmLater(at);
    const [first] = held;
    if (held.length < again.times || first === undefined) return;
    calmLater(at);
    const minutes = Math.max(1, Math.round((at - first.at) / 60_000));
    const seconds = Math.round(Math.max(...held.map(({ what }) => what)) / 1_000);
    context.seen({
      t: at,
      ...breaking,
      device: null,
      title: 'The connection to the broker breaks again and again, and meanwhile nothing in the home is watched',
      severity: 'warning',
      confidence: 0.7,
      evidence: [
        { t: at, topic: '', text: `It broke ${held.length} times in ${minutes} minutes, for up to ${seconds} s` },
      ],
      fix: showBrokerLog,
      lasting: true,
      news: true,
    });
  }

  const back = (t: number) => context.say('over', cause, { t, topic: '', text: 'The connection is back' });

  return {
    happen(happening) {
      if (happening.type !== 'connection') return;
      if (happening.isThere && happening.awakeMs >= again.leastMs)
        countGap(happening.at, happening.at - happening.since);
      if (happening.isThere !== isAway) return;
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
    adopt({ class: kind, subject }, at) {
      if (kind !== 'broker_lost') return;
      // whoever reads it from the broker has reached the broker
      if (subject === cause.subject && !isAway) back(at);
      if (subject === breaking.subject && stopCalming === null) calmLater(at);
    },
  };
}
