import { brokerLogTopic } from '@/core/happening';

import { isNull, isText } from '../checks';
import { deedOf, type ClientLogIn, type Clients } from '../clients';
import { showBrokerLog } from '../fixes';
import { openLately } from '../lately';
import type { Deed, Rule, RuleContext } from '../rule';

/** the broker tells of the old connection and of the new one in two lines, in either order */
const pairingMs = 2_000;
/** a device that loses its network again and again comes back three times at most in so short a time */
const fight = { times: 4, withinMs: 5 * 60_000 } as const;
/**
 * So many at once are a router that restarted: everybody comes back, each with an address of his own. Those that came from
 * different places before and all come from one now were not: somebody took them one after the other.
 */
const restart = { clients: 3, withinMs: 60_000 } as const;

/**
 * Somebody logs in under the client id of a device that is connected, and the broker throws the device out. A device that
 * lost its network does the same when it comes back: with the same account, from the same place, once. Who vouches for it vouches for
 * that account at the address it came to; two accounts under one client id stay what they are.
 */
export function clientTakeover(context: RuleContext, clients: Clients): Rule {
  const takeovers = openLately<null>(fight.withinMs, fight.times);
  const lately = openLately<string>(restart.withinMs, restart.clients * 4);
  context.counts.add('takeovers', takeovers.counted(isNull));
  context.counts.add('takeovers anywhere', lately.counted(isText));

  function takenOver(clientId: string, at: number): void {
    const times = takeovers.add(clientId, at, null).length;
    lately.add('', at, clientId);
    context.later(at + pairingMs, (now) => judge(clientId, at, now, times));
  }

  function judge(clientId: string, at: number, now: number, times: number): void {
    const [before, after] = clients.of(clientId);
    const isOtherAccount = before !== undefined && after !== undefined && before.username !== after.username;
    const isElsewhere =
      before !== undefined && after !== undefined && both(before.address, after.address) && isMoved(before, after);
    const isRestart = isElsewhere && wasRestart(before, after, now);
    if (isOtherAccount) {
      return raise(
        clientId,
        at,
        `Somebody else logged in in the place of ${clientId}`,
        'critical',
        `${clientId} was connected as ${nameOf(before)}, and then as ${nameOf(after)}`,
      );
    }
    if (isElsewhere && !isRestart)
      return raise(
        clientId,
        at,
        // a phone that goes from the Wi-Fi to its tunnel does the same
        `${clientId} logged in from another place while it was connected. Was it one of you?`,
        'warning',
        `It came from ${before.address} before, and now from ${after.address}`,
        deedOf(after),
      );
    if (times < fight.times) return;
    const isOnePlace = before !== undefined && after !== undefined && !isMoved(before, after);
    const deed = isOnePlace ? ['fight', ...deedOf(after)] : [null];
    const title = `Two seem to fight over the client id ${clientId}`;
    raise(clientId, at, title, 'warning', `It was thrown out ${times} times in 5 minutes`, deed);
  }

  function wasRestart(before: ClientLogIn, after: ClientLogIn, now: number): boolean {
    const thrownOut = new Set(lately.of('', now).map(({ what }) => what));
    if (thrownOut.size < restart.clients) return false;
    return ![...thrownOut].some((clientId) => {
      const [from, to] = clients.of(clientId);
      return to?.address === after.address && from !== undefined && isMoved(from, before);
    });
  }

  function raise(
    clientId: string,
    t: number,
    title: string,
    severity: 'warning' | 'critical',
    text: string,
    deed?: Deed,
  ): void {
    context.seen(
      {
        t,
        class: 'client_takeover',
        subject: clientId,
        device: null,
        title,
        severity,
        confidence: severity === 'critical' ? 0.9 : 0.6,
        evidence: [{ t, topic: brokerLogTopic, text }],
        fix: showBrokerLog,
        lasting: false,
        news: true,
      },
      deed,
    );
  }

  return {
    happen(happening) {
      if (happening.type === 'taken-over') takenOver(happening.clientId, happening.at);
    },
  };
}

function isMoved(from: ClientLogIn, to: ClientLogIn): boolean {
  return from.address !== to.address;
}

function both(one: string | null, other: string | null): boolean {
  return one !== null && other !== null;
}

function nameOf({ username }: ClientLogIn): string {
  return username ?? 'nobody';
}
