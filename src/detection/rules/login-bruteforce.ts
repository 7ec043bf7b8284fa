import type { Evidence } from '@/core/alerts/alert';
import { brokerLogTopic, type Happening } from '@/core/happening';

import { fieldsOf, isFlag, isMoment, isText, orNull, record } from '../checks';
import { countedMap } from '../counts';
import { showBrokerLog } from '../fixes';
import { openLately, type Moment } from '../lately';
import { withinWords } from '../long-words';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';
import { setLast } from '../set-last';

/**
 * A person mistypes a password two or three times. `likely`: where a broker says only that a connection ended before it had
 * logged in, which an idle browser does too, twice as many must come.
 */
const windows = [
  { tries: 5, withinMs: 2 * 60_000 },
  { tries: 15, withinMs: 6 * 3_600_000 },
] as const;
const likely = 2;
/** whoever gets in after a typo or two was mistyping, so lately; who tries slowly does not get off because another got in from there */
const typosMs = 5 * 60_000;
const longestMs = windows[1].withinMs;
const mostHeld = windows[1].tries * likely;
/** so many sources may each mistype at once */
const sources = 2;
/** more of a storm that goes on is told so often, not at each try */
const moreEveryMs = 60_000;
const mostClients = 2_000;
/** a good log-in from the same place so soon after is what it was for */
const successMs = 10 * 60_000;
/** all sources together: where each tries only a few times */
const everywhere = '';
/** A counter that is all a broker tells: so many a minute on average over five, and so few of them stayed. */
const rate = { high: 60, low: 20, aClient: 3 } as const;

type Failed = Extract<Happening, { type: 'log-in-failed' }>;
type Try = Pick<Failed, 'clientId' | 'address' | 'isCertain'>;
const isTry = record({
  clientId: orNull(isText),
  address: orNull(isText),
  isCertain: isFlag,
});
/** After so long a quiet a storm that was told is over, for who tries as slowly as can be found does not pause for longer. */
const calmMs = longestMs / windows[1].tries;
/** A device waits so long between two tries, on average of the last few: who is quicker only calls itself one. */
const device = { waitsMs: 5_000, tries: 5 } as const;
/** `countsFrom`: what came till then is told */
type Standing = Readonly<Record<'toldAt' | 'since' | 'raisedAt' | 'lastAt' | 'countsFrom', number>>;
const isStanding = record(fieldsOf(isMoment, 'toldAt', 'since', 'raisedAt', 'lastAt', 'countsFrom'));

/**
 * Log-ins at the broker are refused again and again, as its own log or its counters tell: somebody tries passwords, or a
 * device was left with an old one, which looks the same. It happened, so a person closes it.
 */
export function loginBruteforce(context: RuleContext): Rule {
  const tries = openLately<Try>(longestMs, mostHeld);
  const spread = openLately<Try>(longestMs, mostHeld * sources);
  /** from where each client logged in last */
  const cameFrom = new Map<string, string | null>();
  const raised = new Map<string, Standing>();
  let isRateTold = false;
  context.counts.add('log-ins refused', tries.counted(isTry));
  context.counts.add('log-ins refused anywhere', spread.counted(isTry));
  context.counts.add('addresses of clients', countedMap(cameFrom, orNull(isText)));
  context.counts.add('log-ins refused, told', countedMap(raised, isStanding));

  function failed(happening: Failed): void {
    const source = sourceOf(happening);
    const { clientId, address, isCertain } = happening;
    const one = { clientId, address, isCertain };
    const own = tries.add(source, happening.at, one);
    // what was told of one place is no part of what comes from everywhere, and takes no room there
    if (judge(source, own, happening, 1)) return;
    const all = spread.add(everywhere, happening.at, one);
    judge(
      everywhere,
      all.filter(({ at, what }) => at > (raised.get(sourceOf(what))?.lastAt ?? 0)),
      happening,
      sources,
    );
  }

  /** What was told of a source, while it is not so old that what comes now is another matter. */
  function standingOf(source: string, at: number): Standing | null {
    const standing = raised.get(source);
    if (standing === undefined || isRecent(standing.lastAt, at, longestMs)) return standing ?? null;
    raised.delete(source);
    return null;
  }

  /** `times`: as many sources as may be in it. true: it is an alert already */
  function judge(source: string, moments: readonly Moment<Try>[], { at }: Failed, times: number): boolean {
    const before = standingOf(source, at);
    const standing = before === null ? null : goneOn(before, at);
    // what was told is no reason to tell it again; as many new ones are, for a person may have dealt with the first
    const fresh = standing === null ? moments : moments.filter((one) => one.at > standing.countsFrom);
    const window = windows.find(({ tries: least, withinMs }) => weightWithin(fresh, at, withinMs) >= least * times);
    const isNew = window !== undefined && standing !== null && knownClient(fresh) === null;
    if (standing !== null && (!isNew || isRecent(standing.raisedAt, at, moreEveryMs))) {
      goOn(source, standing, at);
      return true;
    }
    if (window === undefined) return false;
    raise(
      source,
      fresh.filter((one) => isRecent(one.at, at, window.withinMs)),
      at,
    );
    return true;
  }

  function goOn(source: string, standing: Standing, at: number): void {
    if (isRecent(standing.toldAt, at, moreEveryMs)) return void raised.set(source, standing);
    const text = `${standing.since} more ${standing.since === 1 ? 'was' : 'were'} refused since`;
    context.say('more', causeOf(source), evidence(at, text));
    raised.set(source, { ...standing, toldAt: at, since: 0 });
  }

  function raise(source: string, moments: readonly Moment<Try>[], at: number): void {
    if (raised.size > 200) raised.clear();
    raised.set(source, { toldAt: at, since: 0, raisedAt: at, lastAt: at, countsFrom: at });
    const first = moments[0]?.at ?? at;
    const from = source === everywhere ? '' : source === 'unknown' ? '' : ` from ${source}`;
    const isCertain = moments.some(({ what }) => what.isCertain);
    const client = knownClient(moments);
    context.seen({
      t: first,
      ...causeOf(source),
      device: null,
      title:
        client !== null
          ? `The client ${client} is refused again and again: it seems to have an old password`
          : isCertain
            ? `${moments.length} log-ins at your broker were refused${from} ${withinWords(at - first)}`
            : `${moments.length} connections to your broker ended before they had logged in ${withinWords(at - first)}`,
      severity: client === null ? 'warning' : 'info',
      confidence: isCertain && client === null ? 0.9 : 0.6,
      evidence: moments.slice(-8).map(({ at: t, what }) => evidence(t, wordsOf(what))),
      fix: showBrokerLog,
      lasting: false,
      news: true,
    });
  }

  function entered({ at, address, username, clientId }: Extract<Happening, { type: 'log-in' }>): void {
    const source = address ?? 'unknown';
    const standing = standingOf(source, at);
    setLast(cameFrom, clientId, address, mostClients);
    if (standing === null && address !== null) forgive(source, at);
    if (standing === null || address === null) return;
    if (!isRecent(standing.raisedAt, at, successMs)) return;
    const who = username === null ? clientId : username;
    context.say('more', causeOf(source), evidence(at, `Then somebody logged in from there as ${who}`));
  }

  /** The last few were somebody's who mistyped. */
  function forgive(source: string, at: number): void {
    const slow = tries.of(source, at).filter((one) => !isRecent(one.at, at, typosMs));
    tries.forget(source);
    for (const one of slow) tries.add(source, one.at, one.what);
  }

  /** The client that all of them name, where it logged in from that place before: a device with an old password. */
  function knownClient(moments: readonly Moment<Try>[]): string | null {
    const clientId = moments[0]?.what.clientId ?? null;
    if (clientId === null || !cameFrom.has(clientId)) return null;
    const home = cameFrom.get(clientId);
    const isIts = ({ what }: Moment<Try>) =>
      what.clientId === clientId && (what.address === home || what.address === null);
    // where the broker hides addresses anybody may call himself so
    const isHidden = moments.some(({ what }) => what.address === null);
    return moments.every(isIts) && !(isHidden && isHurried(moments)) ? clientId : null;
  }

  function counted({ at, aMinute, connected }: Extract<Happening, { type: 'log-in-rate' }>): void {
    const isHigh = aMinute >= rate.high && aMinute >= connected * rate.aClient;
    if (isRateTold && aMinute < rate.low) {
      isRateTold = false;
      return context.say('over', causeOf('rate'), evidence(at, 'The counter has come down'));
    }
    if (isRateTold || !isHigh) return;
    isRateTold = true;
    context.seen({
      t: at,
      ...causeOf('rate'),
      device: null,
      title: `Somebody tries to log in at your broker about ${Math.round(aMinute)} times a minute`,
      severity: 'warning',
      confidence: 0.5,
      evidence: [
        evidence(
          at,
          `The broker counts ${Math.round(aMinute)} log-ins a minute, and ${connected} clients are connected`,
        ),
      ],
      fix: showBrokerLog,
      lasting: true,
      news: true,
    });
  }

  return {
    happen(happening) {
      if (happening.type === 'log-in-failed') failed(happening);
      else if (happening.type === 'log-in') entered(happening);
      else if (happening.type === 'log-in-rate') counted(happening);
    },
    adopt({ class: kind, subject }) {
      if (kind === 'login_bruteforce' && subject === causeOf('rate').subject) isRateTold = true;
    },
  };
}

/** One more was refused. */
function goneOn({ since, lastAt, countsFrom, ...told }: Standing, at: number): Standing {
  return { ...told, since: since + 1, lastAt: at, countsFrom: at - lastAt > calmMs ? lastAt : countsFrom };
}

function isHurried(moments: readonly Moment<Try>[]): boolean {
  const last = moments.slice(-device.tries);
  const ms = (last.at(-1)?.at ?? 0) - (last[0]?.at ?? 0);
  return last.length > 1 && ms < device.waitsMs * (last.length - 1);
}

function sourceOf({ address }: Try): string {
  return address ?? 'unknown';
}

function causeOf(source: string) {
  return { class: 'login_bruteforce', subject: source === everywhere ? 'everywhere' : source } as const;
}

function evidence(t: number, text: string): Evidence {
  return { t, topic: brokerLogTopic, text };
}

/** What may have been an idle browser counts half. */
function weightWithin(moments: readonly Moment<Try>[], now: number, withinMs: number): number {
  let weight = 0;
  for (const { at, what } of moments) if (isRecent(at, now, withinMs)) weight += what.isCertain ? 1 : 1 / likely;
  return weight;
}

function wordsOf({ clientId, address, isCertain }: Try): string {
  const whom = clientId === null ? '' : ` of the client ${clientId}`;
  const from = address === null ? ', from an address that the broker hides' : `, from ${address}`;
  return isCertain ? `A log-in${whom} was refused${from}` : `A connection${whom} ended before it had logged in${from}`;
}
