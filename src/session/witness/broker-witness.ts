import { openBroker, type Broker, type Login } from '@/broker/broker';
import { brokerLogPrefix, brokerLogTopics, mostNameLength, openBrokerLog } from '@/broker/broker-log';
import { brokerVersionTopic } from '@/credentials/authority/broker-version';
import { brokerLogTopic, unreadableName, type BrokerHappening, type Happening } from '@/core/happening';
import { happeningWords } from '@/core/happening-words';
import type { LogSpeech } from '@/core/log-speech';
import type { Message } from '@/core/message';

import type { Office } from '../access/admin';
import { openLogSilence } from './log-silence';
import { openUnlistedLogIns } from './unlisted-log-ins';
import type { SeenByBroker, TryAnswer, WitnessAnswer } from './witness-questions';

const rateTopic = '$SYS/broker/load/connections/5min';
const connectedTopic = '$SYS/broker/clients/connected';
const filters = [...brokerLogTopics, rateTopic, connectedTopic, brokerVersionTopic];
const mostShown = 60;
const mostNames = 500;
/** how long the broker may take to tell what we just did */
const tryMs = 2_500;
const lookMs = 100;
/** how long it may take to let us in, or not */
const knockMs = 8_000;
/** whoever throws us out, or fails in our name, is somebody else */
const ourDoings: ReadonlySet<BrokerHappening['type']> = new Set(['log-in', 'administered', 'subscribed', 'denied']);
const sorts = ['log-in', 'log-in-failed', 'taken-over', 'administered', 'subscribed', 'denied', 'log-in-rate'] as const;

type Parts = {
  readonly broker: () => Broker | null;
  readonly login: () => Login | null;
  /** client ids of this session's other connections: what they do is nobody else's doing */
  readonly others: () => readonly (string | null | undefined)[];
  readonly clock: () => number;
  readonly random: () => number;
  readonly happen: (happening: Happening) => void;
  /** a device of the home takes orders there */
  readonly isOrder: (topic: string) => boolean;
};

/** What became of a log-in that was tried. */
export type Knocked = 'let-in' | 'refused' | 'unreachable';

/** What the broker tells of itself: its log and its counters, as far as it was set to tell, and as far as we may listen. */
export type BrokerWitness = {
  /** true: it was the broker's own word */
  hear(message: Message): boolean;
  joined(): Promise<void>;
  left(): void;
  /** an administrator is in: where the day-to-day account may not listen, he may */
  begin(office: Office): void;
  stop(): void;
  forget(): void;
  report(): Omit<WitnessAnswer, 'commands'>;
  /** logs in once rightly and once wrongly, and looks whether the broker tells it */
  tryOut(): Promise<TryAnswer>;
  /** logs in once, in a connection of its own that nobody takes for somebody else's */
  knock(login: Login): Promise<Knocked>;
  /** when the log told that somebody else than we was let in with it; null: never */
  lastLogIn(username: string): number | null;
  /** what the log does about log-ins, as of now */
  readonly logSpeech: LogSpeech;
};

export function openBrokerWitness({ broker, login, others, clock, random, happen, isOrder }: Parts): BrokerWitness {
  let log = openBrokerLog();
  let mayListen: boolean | null = null;
  /** a broker may grant the subscription and deliver nothing: the first connection that tells a line is the one that is heard */
  let source: 'day' | 'office' | null = null;
  let office: Office | null = null;
  let stops: readonly (() => void)[] = [];
  let version: string | null = null;
  let connected = 0;
  let lines = 0;
  const seenAt = new Map<BrokerHappening['type'], number>();
  const silence = openLogSilence();
  const lastIn = new Map<string, number>();
  const shown: SeenByBroker[] = [];
  /** connections of our own trials */
  const trials = new Set<string>();
  const unlisted = openUnlistedLogIns(happen);

  const isOwn = (clientId: string | null) => clientId !== null && (trials.has(clientId) || ownIds().includes(clientId));
  const ownIds = () => [broker()?.clientId, office?.broker.clientId, ...others()];

  function hear(from: 'day' | 'office', { topic, payload, at, retained }: Message): boolean {
    if (!topic.startsWith('$SYS/')) return false;
    if (topic.startsWith(brokerLogPrefix) && !retained) source ??= from;
    if (source !== null && source !== from) return true;
    const told = topic === rateTopic || topic === connectedTopic || topic === brokerVersionTopic;
    if (told) count(topic, new TextDecoder().decode(payload.subarray(0, 128)), at);
    else if (!retained) {
      const happening = log.read(topic, payload);
      lines += 1;
      if (happening !== null) take(happening, at);
    }
    return true;
  }

  function count(topic: string, text: string, at: number): void {
    if (topic === brokerVersionTopic) version = text;
    const value = Number.parseFloat(text);
    if (!Number.isFinite(value)) return;
    if (topic === connectedTopic) connected = value;
    if (topic === rateTopic) {
      seenAt.set('log-in-rate', at);
      happen({ type: 'log-in-rate', at, aMinute: value, connected });
    }
  }

  function take(happening: BrokerHappening, at: number): void {
    seenAt.set(happening.type, at);
    if (happening.type === 'log-in') silence.told();
    const clientId = 'clientId' in happening ? happening.clientId : null;
    const own = trials.has(clientId ?? '') || (ourDoings.has(happening.type) && isOwn(clientId));
    const words = own && happening.type !== 'log-in' ? null : happeningWords(happening);
    if (words !== null) show(own ? `${words} (this page)` : words, at);
    if (!own && happening.type === 'log-in') note(happening.username ?? '', at);
    const told = { ...happening, at };
    if (!own) happen(told.type === 'denied' && isOrder(told.topic) ? { ...told, isOrder: true } : told);
    if (clientId !== null && clientId.length >= mostNameLength)
      happen({ type: 'limit', at, topic: brokerLogTopic, reason: `A client calls itself ${clientId}` });
    if (own || happening.type !== 'log-in' || office === null || happening.username === unreadableName) return;
    unlisted.look({ ...happening, at }, office.authority);
  }

  function note(username: string, at: number): void {
    lastIn.delete(username);
    lastIn.set(username, at);
    const [oldest] = lastIn.keys();
    if (lastIn.size > mostNames && oldest !== undefined) lastIn.delete(oldest);
  }

  function show(text: string, at: number): void {
    const last = shown.at(-1);
    if (last?.text === text) shown.pop();
    shown.push({ at, text, times: last?.text === text ? last.times + 1 : 1 });
    if (shown.length > mostShown) shown.shift();
  }

  async function listenAsAdministrator(): Promise<void> {
    if (office === null) return;
    await office.broker.subscribe(filters);
  }

  return {
    hear: (message) => hear('day', message),
    async joined() {
      const on = broker();
      const answers = (await on?.subscribe(filters)) ?? [];
      if (on !== broker()) return;
      mayListen = answers.filter(({ filter }) => filter.startsWith(brokerLogPrefix)).some(({ granted }) => granted);
      await listenAsAdministrator();
    },
    left() {
      mayListen = null;
      if (source === 'day') source = null;
    },
    begin(opened) {
      office = opened;
      stops = [
        opened.onMessage((message) => void hear('office', message)),
        opened.onLink((isLinked) => void (isLinked && listenAsAdministrator())),
      ];
      void listenAsAdministrator();
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      office = null;
      unlisted.forget();
      if (source === 'office') source = null;
    },
    forget() {
      log = openBrokerLog();
      version = null;
      connected = 0;
      lines = 0;
      seenAt.clear();
      silence.forget();
      lastIn.clear();
      shown.length = 0;
      trials.clear();
    },
    report: () => ({
      account: login()?.username ?? '',
      mayListen,
      throughAdministrator: office !== null && source !== 'day' && (source === 'office' || mayListen !== true),
      version,
      lines,
      seen: sorts.map((type) => ({ type, at: seenAt.get(type) ?? null })),
      shown: shown.toReversed(),
    }),
    async tryOut() {
      const day = login();
      if (day === null || broker() === null) return { outcome: 'not-connected' };
      const from = clock();
      await knock(day, ['gatehouse/v1/probe/log']);
      await knock({ ...day, username: `gatehouse-check-${lettersOf(random)}`, password: lettersOf(random) }, null);
      const has = (type: BrokerHappening['type']) => (seenAt.get(type) ?? 0) >= from;
      const isAll = () => has('log-in') && has('log-in-failed') && has('subscribed');
      for (const until = clock() + tryMs; clock() < until && !isAll();)
        await new Promise((resolve) => setTimeout(resolve, lookMs));
      return { outcome: 'tried', logIn: has('log-in'), refused: has('log-in-failed'), subscribed: has('subscribed') };
    },
    knock: (as) => knock(as, []),
    lastLogIn: (username) => lastIn.get(username) ?? null,
    get logSpeech() {
      return silence.speech(clock());
    },
  };

  /** One connection, which asks for these topics and ends. null: it is to be told as if it were somebody else's */
  async function knock(as: Login, topics: readonly string[] | null): Promise<Knocked> {
    let settle: (knocked: Knocked) => void = () => {};
    const known = new Promise<Knocked>((resolve) => (settle = resolve));
    const late = setTimeout(() => settle('unreachable'), knockMs);
    const wait = silence.expect();
    const trial = openBroker({
      login: as,
      clock,
      random,
      events: {
        onState(state) {
          if (state.status === 'connecting') return;
          const isRefused = state.status === 'failed' && state.failure.kind === 'bad-credentials';
          settle(state.status === 'connected' ? 'let-in' : isRefused ? 'refused' : 'unreachable');
        },
        onMessage: () => {},
        onOversize: () => {},
      },
    });
    if (topics !== null) trials.add(trial.clientId);
    const knocked = await known;
    clearTimeout(late);
    if (knocked === 'let-in') wait(clock());
    if (topics !== null && topics.length > 0) await trial.subscribe(topics);
    await trial.close();
    return knocked;
  }
}

function lettersOf(random: () => number): string {
  return Math.floor(random() * 2 ** 48).toString(36);
}
