import { openBroker, type Broker, type BrokerState, type Login } from '@/broker/broker';
import { isTopic } from '@/broker/topic';
import type { Message } from '@/core/message';
import type { LookAround, Unseen } from '@/core/unknown-traffic';
import { isRecent } from '@/detection/recent';

import { headOf, isBulky, type Claims } from './claims';
import { openUnknownTopics } from './unknown-topics';

/** looking ends by itself: it is a question, not a recording */
const mostMs = 5 * 60_000;
/** Mosquitto over WebSockets silently drops what is beyond about 1,000 retained messages */
const mostRetained = 900;
const settling = { quietMs: 150, maxMs: 5_000 } as const;
/** on the last one pictures stand, and the announcements of thousands of entities, where there are such programs */
const deepest = '+/+/+/+';
const levels = ['+', '+/+', '+/+/+', deepest] as const;
const mostHeads = 100;
const mostUnseen = 50;

type Parts = {
  readonly claims: Claims;
  readonly clock: () => number;
  readonly random: () => number;
};

/** Looks at topics that nobody claims, for some minutes. */
export type LookingAround = {
  start(login: Login): void;
  /** also below this topic, which was not found or is a program's own */
  below(topic: string): void;
  /** leaves the broker and forgets what was found */
  stop(): void;
  tick(now: number): void;
  /** null: nobody looks around */
  state(focus: ReadonlySet<string>): LookAround | null;
  textOf(topic: string): string | null;
  /** as whom the broker knows it; null: it is not connected */
  readonly clientId: string | null;
  /** counts up whenever `state` may tell something else */
  readonly revision: number;
};

/**
 * Subscribes in parts, never to all that is retained at once: topics of one level, of two and so on, then all below each first level
 * that came up and is no program's with long documents; each part is given back before the next. Then it listens to what
 * is said live, which asks the broker for nothing it remembers (MQTT 5), and looks below each new first level. All this is
 * a connection of its own: a message that came twice would be counted twice by those who watch for attacks, and a broker
 * that sends slowly must not hold up the home.
 */
export function openLookingAround({ claims, clock, random }: Parts): LookingAround {
  const topics = openUnknownTopics(claims.speaker);
  const unseen: Unseen[] = [];
  const heads = new Set<string>();
  const looked = new Set<string>();
  const places: string[] = [];
  let broker: Broker | null = null;
  let phase: LookAround['phase'] = 'looking';
  let since = 0;
  let revision = 0;
  let remembered = 0;
  let isWorking = false;
  /** counts beginnings: work begun under an older one stops at its next step */
  let round = 0;

  function hear(message: Message): void {
    const { topic, retained } = message;
    if (retained) remembered += 1;
    const head = headOf(topic);
    if (heads.size < mostHeads && topic !== head) heads.add(head);
    if (claims.has(topic)) return;
    topics.take(message);
    revision += 1;
    if (phase === 'listening' && !isWorking && nextPlace() !== null) void lookBelow(round);
  }

  function leaveOut(reason: Unseen['reason'], filter: string): void {
    const known = unseen.findIndex((one) => one.reason === reason);
    const filters = known < 0 ? [] : (unseen[known]?.filters ?? []);
    if (filters.includes(filter) || filters.length >= mostUnseen) return;
    unseen.splice(known < 0 ? unseen.length : known, 1, { reason, filters: [...filters, filter] });
    revision += 1;
  }

  /** All that is retained for one filter, which is given back then. */
  async function look(asked: Broker, filter: string): Promise<void> {
    remembered = 0;
    const [answer] = await asked.subscribe([filter]);
    if (answer?.granted !== true) return leaveOut('denied', filter);
    await asked.settle(settling);
    if (remembered >= mostRetained) leaveOut('too-many', filter);
    await asked.unsubscribe([filter]);
  }

  function nextPlace(): string | null {
    const asked = places.find((place) => !looked.has(place));
    if (asked !== undefined) return asked;
    for (const head of heads) {
      // `gatehouse` is our own
      if (looked.has(head) || head === 'gatehouse' || !isTopic(head)) continue;
      if (!isBulky(claims.speaker(head))) return head;
      looked.add(head);
      leaveOut('spoken-for', `${head}/#`);
    }
    return null;
  }

  async function lookBelow(mine: number): Promise<void> {
    isWorking = true;
    for (;;) {
      if (mine !== round || broker === null) return;
      const place = nextPlace();
      if (place === null) break;
      looked.add(place);
      await look(broker, `${place}/#`);
    }
    isWorking = false;
  }

  async function run(mine: number, asked: Broker, { protocol }: Extract<BrokerState, { status: 'connected' }>) {
    // by who was heard on the levels above it
    const isBig = () => claims.isDiscovered() || [...heads].some((head) => isBulky(claims.speaker(head)));
    for (const filter of levels) {
      if (filter === deepest && isBig()) leaveOut('spoken-for', filter);
      else await look(asked, filter);
      if (mine !== round) return;
    }
    for (const head of claims.heads().slice(0, mostHeads)) heads.add(head);
    await lookBelow(mine);
    if (mine !== round) return;
    phase = 'listening';
    revision += 1;
    await listen(asked, protocol === 5);
  }

  async function listen(asked: Broker, canLeaveRetained: boolean): Promise<void> {
    if (canLeaveRetained) {
      const [answer] = await asked.subscribe(['#'], { liveOnly: true });
      if (answer?.granted === true) return;
      leaveOut('denied', '#');
    } else leaveOut('memory-only', '#');
    // at least what was found
    await asked.subscribe([...looked].filter((place) => !isBulky(claims.speaker(place))).map((place) => `${place}/#`));
  }

  function leave(): void {
    round += 1;
    isWorking = false;
    const leaving = broker;
    broker = null;
    void leaving?.close();
  }

  function begin(login: Login): void {
    const mine = ++round;
    since = clock();
    phase = 'looking';
    broker = openBroker({
      login,
      clock,
      random,
      events: {
        onState(state) {
          if (mine !== round) return;
          if (state.status === 'failed') end('failed');
          if (state.status !== 'connected' || broker === null) return;
          looked.clear();
          void run(mine, broker, state);
        },
        onMessage: (message) => mine === round && hear(message),
        onOversize: (topic) => leaveOut('too-many', topic),
      },
    });
  }

  function end(how: 'over' | 'failed'): void {
    leave();
    phase = how;
    revision += 1;
  }

  return {
    start(login) {
      if (broker !== null) return;
      topics.clear();
      unseen.length = 0;
      heads.clear();
      looked.clear();
      begin(login);
      revision += 1;
    },
    below(topic) {
      if (!isTopic(topic) || places.includes(topic) || places.length >= mostHeads) return;
      places.push(topic);
      if (phase === 'listening' && !isWorking) void lookBelow(round);
    },
    stop() {
      leave();
      topics.clear();
      places.length = 0;
      since = 0;
      revision += 1;
    },
    tick(now) {
      if (broker !== null && !isRecent(since, now, mostMs)) end('over');
    },
    state(focus) {
      if (since === 0) return null;
      const found = topics.list(focus).filter(({ topic }) => !claims.has(topic));
      return { phase, since, endsAt: since + mostMs, topics: found, beyond: topics.beyond, unseen: [...unseen] };
    },
    textOf: topics.textOf,
    get clientId() {
      return broker?.clientId ?? null;
    },
    get revision() {
      return revision;
    },
  };
}
