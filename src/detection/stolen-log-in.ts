import type { Happening } from '@/core/happening';

import { openLately } from './lately';
import type { Rule, RuleContext } from './rule';

type LogIn = Extract<Happening, { type: 'log-in' }>;

/** so long before he changes something somebody may have logged in, and it is still one story */
const beforeMs = 30 * 60_000;
const mostUsers = 500;

/**
 * Who changed the log-ins of the broker: when he had logged in, from where, and whether that client had ever used this
 * log-in since we listen. A stolen log-in is used from a client that its owner never used. Only evidence for the alert that
 * stands: pages and phones come with new client ids all the time.
 */
export function stolenLogIn(context: RuleContext): Rule {
  const logIns = openLately<LogIn>(beforeMs, 8);
  const usedBy = new Map<string, Set<string>>();

  function cameAs(logIn: LogIn): void {
    const { username, clientId, at } = logIn;
    if (username === null) return;
    const clients = usedBy.get(username) ?? new Set();
    if (!clients.has(clientId)) logIns.add(username, at, logIn);
    if (clients.size < 64) clients.add(clientId);
    if (usedBy.size < mostUsers) usedBy.set(username, clients);
  }

  return {
    happen(happening) {
      if (happening.type === 'log-in') return cameAs(happening);
      if (happening.type !== 'administered') return;
      const { username, clientId, at } = happening;
      const logIn = logIns.of(username, at).find(({ what }) => what.clientId === clientId)?.what;
      if (logIn === undefined) return;
      logIns.forget(username);
      const from = logIn.address === null ? '' : ` from ${logIn.address}`;
      const text = `${username} had logged in${from} as client ${clientId}, which was not seen with this log-in before`;
      context.say(
        'more',
        { class: 'account_changed', subject: username },
        { t: logIn.at, topic: '$SYS/broker/log', text },
      );
    },
  };
}
