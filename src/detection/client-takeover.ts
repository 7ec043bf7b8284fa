import { brokerLogTopic } from '@/core/happening';

import { isNull, isText, listOf, orNull, record } from './checks';
import { countedMap } from './counts';
import { showBrokerLog } from './fixes';
import { openLately } from './lately';
import type { Rule, RuleContext } from './rule';
import { setLast } from './set-last';

/** the broker tells of the old connection and of the new one in two lines, in either order */
const pairingMs = 2_000;
/** a device that loses its network again and again comes back three times at most in so short a time */
const fight = { times: 4, withinMs: 5 * 60_000 } as const;
/**
 * So many at once are a router that restarted: everybody comes back, each with an address of his own. Those that came from
 * different places before and all come from one now were not: somebody took them one after the other.
 */
const restart = { clients: 3, withinMs: 60_000 } as const;
const mostClients = 2_000;

type LogIn = { readonly username: string | null; readonly address: string | null };
const isLogIn = record({ username: orNull(isText), address: orNull(isText) });

/**
 * Somebody logs in under the client id of a device that is connected, and the broker throws the device out. A device that
 * lost its network does the same when it comes back: with the same account, from the same place, once.
 */
export function clientTakeover(context: RuleContext): Rule {
  /** as whom each client came last and before that */
  const logIns = new Map<string, readonly LogIn[]>();
  const takeovers = openLately<null>(fight.withinMs, fight.times);
  const lately = openLately<string>(restart.withinMs, restart.clients * 4);
  context.counts.add('log-ins of clients', countedMap(logIns, listOf(isLogIn, 2)));
  context.counts.add('takeovers', takeovers.counted(isNull));
  context.counts.add('takeovers anywhere', lately.counted(isText));

  function entered(clientId: string, { username, address }: LogIn): void {
    const logIn = { username, address };
    const before = logIns.get(clientId)?.at(-1);
    setLast(logIns, clientId, before === undefined ? [logIn] : [before, logIn], mostClients);
  }

  function takenOver(clientId: string, at: number): void {
    const times = takeovers.add(clientId, at, null).length;
    lately.add('', at, clientId);
    context.later(at + pairingMs, (now) => judge(clientId, at, now, times));
  }

  function judge(clientId: string, at: number, now: number, times: number): void {
    const [before, after] = logIns.get(clientId) ?? [];
    const isOtherAccount = before !== undefined && after !== undefined && before.username !== after.username;
    const isElsewhere =
      before !== undefined && after !== undefined && both(before.address, after.address) && isMoved(before, after);
    const isRestart = isElsewhere && wasRestart(before, after, now);
    if (isOtherAccount) {
      return raise(
        clientId,
        at,
        'critical',
        `${clientId} was connected as ${nameOf(before)}, and then as ${nameOf(after)}`,
      );
    }
    if (isElsewhere && !isRestart)
      return raise(clientId, at, 'warning', `It came from ${before.address} before, and now from ${after.address}`);
    if (times >= fight.times)
      raise(clientId, at, 'warning', `It was thrown out ${times} times in 5 minutes: two fight over one client id`);
  }

  function wasRestart(before: LogIn, after: LogIn, now: number): boolean {
    const clients = new Set(lately.of('', now).map(({ what }) => what));
    if (clients.size < restart.clients) return false;
    return ![...clients].some((clientId) => {
      const [from, to] = logIns.get(clientId) ?? [];
      return to?.address === after.address && from !== undefined && isMoved(from, before);
    });
  }

  function raise(clientId: string, t: number, severity: 'warning' | 'critical', text: string): void {
    context.seen({
      t,
      class: 'client_takeover',
      subject: clientId,
      device: null,
      title: `Somebody else logged in in the place of ${clientId}`,
      severity,
      confidence: severity === 'critical' ? 0.9 : 0.6,
      evidence: [{ t, topic: brokerLogTopic, text }],
      fix: showBrokerLog,
      lasting: false,
      news: true,
    });
  }

  return {
    happen(happening) {
      if (happening.type === 'log-in') entered(happening.clientId, happening);
      else if (happening.type === 'taken-over') takenOver(happening.clientId, happening.at);
    },
  };
}

function isMoved(from: LogIn, to: LogIn): boolean {
  return from.address !== to.address;
}

function both(one: string | null, other: string | null): boolean {
  return one !== null && other !== null;
}

function nameOf({ username }: LogIn): string {
  return username ?? 'nobody';
}
