import { isText } from '../checks';
import type { Clients } from '../clients';
import { showAccess } from '../fixes';
import { openLately } from '../lately';
import type { Rule, RuleContext } from '../rule';

/** a program with a setting too many tries one or two topics over and over; whoever feels his way tries others */
const feeling = { topics: 4, withinMs: 10 * 60_000 } as const;
/**
 * Where a device is made to act, or the broker is administered: there one try is enough. Of the devices of this home their
 * conventions know where; these words are orders whoever takes them.
 */
const grave =
  /^\$CONTROL\/|(?:^|\/)(?:set|cmd|command|cmnd|action|actionJson|lockAction|ptz)(?:\/|$)|bridge\/request\/|\/credential\/offer$/;

/**
 * Somebody says what he may not, and the broker refuses it. Once is often a setting too many; an order to a lock, a try at
 * the accounts, or many topics are not. What comes after a person closed the alert is another.
 */
export function accessDenied(context: RuleContext, clients: Clients): Rule {
  const tried = openLately<string>(feeling.withinMs, 16);
  context.counts.add('orders refused', tried.counted(isText));

  return {
    happen(happening) {
      if (happening.type !== 'denied' || happening.did !== 'publish') return;
      const { clientId, topic, at } = happening;
      const topics = new Set(tried.add(clientId, at, topic).map(({ what }) => what));
      const isGrave = happening.isOrder === true || grave.test(topic);
      if (!isGrave && topics.size < feeling.topics) return;
      const text = `It tried to publish on ${topic}, and the broker refused it`;
      const evidence = { t: at, topic, text };
      context.seen(
        {
          t: at,
          class: 'access_denied',
          subject: clientId,
          device: null,
          title: isGrave
            ? `The client ${clientId} tried to give an order that it may not give`
            : `The client ${clientId} tries to say what it may not`,
          severity: 'warning',
          confidence: isGrave ? 0.9 : 0.6,
          evidence: [evidence],
          fix: showAccess,
          lasting: false,
          news: true,
        },
        [topic, ...clients.who(clientId)],
      );
    },
  };
}
