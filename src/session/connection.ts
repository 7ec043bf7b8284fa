import { shownAddress } from '@/broker/address';
import { openBroker, type Login } from '@/broker/broker';

import type { Feed, SessionNews } from './feed';
import type { Hearing } from './hearing/hearing';
import { createListening } from './hearing/listening';
import type { Line, SessionParts } from './session-parts';
import type { Session } from './session-types';
import { updatesTopic } from './firmware/update-mirror';

/** how often time passes for what waits for it */
const tickMs = 250;
/** a browser that has not said by then what it keeps may never: another page holds the database, or its disk is stuck */
const patienceMs = 10_000;

/** Entering a home, coming back to it, and leaving it: which part does what, and in which order. */
export type Connection = Pick<Session, 'connect' | 'join' | 'disconnect'> & {
  /** the connection ends; what is known of the home stays */
  leave(): Promise<void>;
};

export function openConnection(parts: SessionParts, line: Line, { passOn, tick }: Hearing): Connection {
  const { options, access, alertKeeper, alerts, audience, countKeeper, desk, firmware, history, keeper, learning } =
    parts;
  const { lookers, mapped, pipeline, signatures, speaker, watching, witness } = parts;
  const { clock, random, askForStates } = options;
  /** counts connections: a word from an older one is not heard any more */
  let connections = 0;
  let entered: { readonly url: string; readonly done: Promise<void> } | null = null;
  let ticking: ReturnType<typeof setInterval> | null = null;

  /** What was known of this home at earlier visits, before anything is heard of it. What comes too late was not known, and is not written over. */
  async function enter(url: string): Promise<void> {
    access.enter(url);
    let late: ReturnType<typeof setTimeout> | undefined;
    const remembered = await Promise.race([
      Promise.all([
        keeper.enter(url),
        alertKeeper.recall(url),
        learning.enter(url),
        countKeeper.recall(url),
        mapped.enter(url),
        signatures.enter(url),
      ]),
      new Promise<null>((resolve) => (late = setTimeout(resolve, patienceMs, null))),
    ]);
    clearTimeout(late);
    if (entered?.url !== url) return;
    if (remembered === null) return alerts.enter(null);
    const [known, kept, learned, counts] = remembered;
    alerts.enter(known, kept, learned, counts);
    alertKeeper.entered(url);
    countKeeper.entered(url);
  }

  /** What others know of it is read before we look ourselves. */
  async function begin(mine: number): Promise<void> {
    await entered?.done;
    if (mine !== connections || line.broker === null) return;
    void line.broker.subscribe([...access.filters, updatesTopic]);
    access.joined();
    witness.joined();
    watching.join(line.broker);
    speaker.join(line.broker);
    if (!(await alerts.join(line.broker))) return;
    watching.lookedOver();
    speaker.lookedOver();
    line.listening?.start();
  }

  function tellListening(part: Partial<SessionNews>): void {
    if (part.listening?.phase === 'settled') {
      alerts.lookedOver();
      firmware.lookedOver();
      keeper.lookedOver();
      if (entered !== null) desk.lookedOver(entered.url);
      witness.settled();
    }
    audience.tell(part);
  }

  /** Nothing waits to be verified, or for a convention, any more. */
  async function allHeard(): Promise<void> {
    await signatures.settled();
    await parts.arrivals.settled();
  }

  /** Another broker is another home, and another person may see another part of it. */
  function forget(): void {
    entered = null;
    mapped.leave();
    desk.leave();
    watching.forget();
    alertKeeper.leave();
    countKeeper.leave();
    learning.leave();
    alerts.enter(null);
    access.forget();
    witness.forget();
    pipeline.forget();
    passOn(null);
    parts.recent.forgetAll();
    parts.problems.forget();
    audience.problemsChanged();
    audience.tell({ listening: { phase: 'idle', filters: 0 }, withheld: [] });
  }

  function connect(wanted: Login, by?: Feed): void {
    void leave();
    const isOther = line.login !== null && !isSameAccount(line.login, wanted);
    if (isOther) forget();
    const { url, username } = wanted;
    audience.tellOthers(isOther ? { did: 'connect', url: shownAddress(url), username } : null, by);
    line.login = wanted;
    history?.enter(url);
    if (entered?.url !== url) entered = { url, done: enter(url) };
    void firmware.enter(url);
    ticking ??= setInterval(tick, tickMs);
    const broker = open(wanted);
    line.broker = broker;
    line.listening = createListening({ broker, pipeline, allHeard, tell: tellListening, askForStates });
  }

  function open(wanted: Login) {
    const mine = ++connections;
    return openBroker({
      login: wanted,
      ...(watching.lastWill !== null && { lastWill: watching.lastWill }),
      patient: true,
      isKnown: options.isKnownBroker === true,
      clock,
      random,
      events: {
        onState(connection) {
          if (mine !== connections) return;
          witness.state(connection);
          audience.tell({ connection });
          if (connection.status === 'connected') {
            line.protocol = connection.protocol;
            lookers.connected(wanted);
            return void begin(mine);
          }
          line.listening?.stop();
          alerts.leave();
          watching.leave();
          speaker.leave();
        },
        onMessage(message) {
          if (mine === connections) signatures.take(message);
        },
        onOversize(topic, bytes) {
          const reason = `A message of ${Math.round(bytes / 1024)} KiB is larger than Gatehouse reads`;
          parts.tellProblem({ topic, reason });
        },
      },
    });
  }

  function join(wanted: Login): void {
    const { status } = audience.news.connection;
    const isOnItsWay = status === 'connecting' || status === 'reconnecting';
    // another password for the same account is newer than the one that is being tried
    const { login } = line;
    const isNewer = login !== null && isSameAccount(login, wanted) && login.password !== wanted.password;
    if (status === 'connected' || (isOnItsWay && !isNewer)) return;
    connect(wanted);
  }

  async function disconnect(by?: Feed): Promise<void> {
    void firmware.giveUp(); // on its way before the connection ends
    const left = leave();
    if (line.login !== null) audience.tellOthers({ did: 'disconnect' }, by);
    line.login = null;
    audience.tell({ connection: { status: 'idle' } });
    forget();
    await left;
  }

  async function leave(): Promise<void> {
    const { broker, listening } = line;
    connections += 1;
    history?.leave();
    firmware.forget();
    listening?.stop();
    alerts.leave();
    signatures.forget();
    watching.leave();
    speaker.goodbye();
    parts.arrivals.forget();
    lookers.leave();
    witness.leave();
    if (ticking !== null) clearInterval(ticking);
    ticking = null;
    line.broker = null;
    line.listening = null;
    await broker?.close();
  }

  return { connect, join, disconnect, leave };
}

function isSameAccount(one: Login, other: Login): boolean {
  return one.url === other.url && one.username === other.username;
}
