import { brokerLogTopic } from '@/core/happening';

import { isText } from '../checks';
import type { Clients } from '../clients';
import { showBrokerLog } from '../fixes';
import { openLately } from '../lately';
import type { Rule, RuleContext } from '../rule';

/** the largest programs of a home listen below a dozen first levels; whoever guesses names tries many more */
const scan = { heads: 20, denied: 8, withinMs: 10 * 60_000 } as const;
/** filters that bring everything there is, or all that the broker tells of itself */
const everything = /^(?:(?:\+\/)*#|\$SYS\/#|\$CONTROL\/#)$/;
/** one that several clients share brings the same (MQTT 5 §4.8.2), and older brokers know it too */
const shared = /^\$(?:share\/[^/]*|queue)\//;
const mostHeld = 64;

/**
 * Somebody listens to everything, or asks for many topics in vain, to learn what there is in the home. The broker's log
 * tells it of new clients only, and of denied ones hardly ever; what an old one listens to MQTT does not tell. A page that
 * looks around for unknown devices, and a person with a tool, do the same: so one that was let in is told mildly.
 */
export function topicScan(context: RuleContext, clients: Clients): Rule {
  const heads = openLately<string>(scan.withinMs, mostHeld);
  const denied = openLately<string>(scan.withinMs, mostHeld);
  const told = openLately<string>(24 * 3_600_000, 4);
  context.counts.add('topics asked for', heads.counted(isText));
  context.counts.add('topics asked for in vain', denied.counted(isText));
  context.counts.add('topics asked for, told', told.counted(isText));

  function raise(clientId: string, at: number, severity: 'info' | 'warning', text: string, asked: string): void {
    const who = clients.who(clientId);
    // another under the same client id is told, too
    const sort = [severity, ...who].join(' ');
    if (told.of(clientId, at).some(({ what }) => what === sort)) return;
    told.add(clientId, at, sort);
    context.seen(
      {
        t: at,
        class: 'topic_scan',
        subject: clientId,
        device: null,
        title:
          severity === 'info'
            ? `The client ${clientId} listens to everything on your broker`
            : `The client ${clientId} tries many topics on your broker`,
        severity,
        confidence: severity === 'info' ? 0.4 : 0.7,
        evidence: [{ t: at, topic: brokerLogTopic, text }],
        fix: showBrokerLog,
        lasting: false,
        news: true,
      },
      [asked, ...who],
    );
  }

  return {
    happen(happening) {
      const { at } = happening;
      if (happening.type === 'subscribed') {
        const { clientId, filter } = happening;
        if (everything.test(unshared(filter))) raise(clientId, at, 'info', `It asked for ${filter}`, filter);
        const asked = distinct(heads.add(clientId, at, headOf(filter)));
        if (asked >= scan.heads)
          raise(clientId, at, 'warning', `It asked below ${asked} first levels within 10 minutes`, 'first levels');
      }
      if (happening.type === 'denied' && happening.did === 'subscribe') {
        const { clientId, topic } = happening;
        const refused = distinct(denied.add(clientId, at, topic));
        if (refused >= scan.denied)
          raise(
            clientId,
            at,
            'warning',
            `It asked for ${refused} topics that it may not hear within 10 minutes`,
            'in vain',
          );
      }
    },
  };
}

function distinct(moments: readonly { readonly what: string }[]): number {
  return new Set(moments.map(({ what }) => what)).size;
}

function headOf(filter: string): string {
  return unshared(filter).slice(0, 128).split('/', 1)[0] ?? '';
}

function unshared(filter: string): string {
  return filter.replace(shared, '');
}
