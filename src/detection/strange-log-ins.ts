import type { Evidence } from '@/core/alerts/alert';
import { brokerLogTopic, type Happening } from '@/core/happening';
import { logInWords } from '@/core/alerts/suspects';

import { isFlag, isMoment, isText, listOf, orNull, record } from './checks';
import { countedMap, soundOnes, type Counts } from './counts';
import { isRecent } from './recent';
import type { RuleContext } from './rule';
import { setLast } from './set-last';

export type LogIn = Extract<Happening, { type: 'log-in' }>;

/** so long before he does something somebody may have logged in, and it is still one story */
const beforeMs = 30 * 60_000;
const isLogIn = record({
  at: isMoment,
  type: (told) => told === 'log-in',
  clientId: isText,
  username: orNull(isText),
  address: orNull(isText),
});
const isCame = record({ logIn: isLogIn, isStrange: isFlag });
const mostUsers = 500;
const mostClients = 64;
const mostHeld = 200;
/** so many log-ins are told with one sighting: of more, nobody could choose */
const mostTold = 4;
/** so many at once are a broker or a router that restarted: everybody comes back */
const restart = { users: 4, withinMs: 30_000 } as const;

/**
 * Log-ins from a client that was not seen with that log-in since we listen: a stolen one is used from a client that its
 * owner never used. Evidence and no more, for pages and phones come with new client ids all the time.
 */
export type StrangeLogIns = {
  hear(logIn: LogIn): void;
  /** with which this client came in; told once */
  take(username: string, clientId: string, now: number): LogIn | undefined;
  lately(now: number): readonly LogIn[];
};

type Came = { readonly logIn: LogIn; readonly isStrange: boolean };

export function openStrangeLogIns(counts: Counts): StrangeLogIns {
  /** the clients of each log-in, and in each list, the one that was heard last at the end */
  const usedBy = new Map<string, readonly string[]>();
  let came: readonly Came[] = [];
  counts.add('clients of log-ins', countedMap(usedBy, listOf(isText, mostClients)));
  counts.add('log-ins lately', {
    kept: () => came,
    goOn: (kept) => void (came = soundOnes<Came>(kept, isCame, mostHeld)),
  });

  const isRestart = ({ at }: LogIn) =>
    new Set(came.flatMap(({ logIn }) => (Math.abs(logIn.at - at) <= restart.withinMs ? [logIn.username ?? ''] : [])))
      .size >= restart.users;

  return {
    hear(logIn) {
      const { username, clientId, at } = logIn;
      if (username === null) return;
      const clients = usedBy.get(username) ?? [];
      const isStrange = !clients.includes(clientId);
      const now = [...clients.filter((one) => one !== clientId), clientId].slice(-mostClients);
      setLast(usedBy, username, now, mostUsers);
      came = [...came.filter((one) => isRecent(one.logIn.at, at, beforeMs)), { logIn, isStrange }].slice(-mostHeld);
    },
    take(username, clientId, now) {
      const found = came.find(
        ({ logIn, isStrange }) =>
          isStrange && logIn.username === username && logIn.clientId === clientId && isRecent(logIn.at, now, beforeMs),
      );
      if (found !== undefined) came = came.map((one) => (one === found ? { ...one, isStrange: false } : one));
      return found?.logIn;
    },
    lately: (now) =>
      came
        .flatMap(({ logIn, isStrange }) => (isStrange && isRecent(logIn.at, now, beforeMs) ? [logIn] : []))
        .filter((logIn) => !isRestart(logIn))
        .slice(-mostTold),
  };
}

export function logInEvidence(logIn: LogIn): Evidence {
  return { t: logIn.at, topic: brokerLogTopic, text: logInWords(logIn) };
}

/**
 * What is seen through it names who had just come in from a strange client: nobody else tells who looks through a camera. Then
 * nobody's word of another time holds for it.
 */
export function withLogIns(context: RuleContext, logIns: StrangeLogIns): RuleContext {
  return {
    ...context,
    seen(sighting, deed) {
      const came = logIns.lately(sighting.t).map(logInEvidence);
      if (came.length === 0) context.seen(sighting, deed);
      else context.seen({ ...sighting, evidence: [...came, ...sighting.evidence] });
    },
  };
}
