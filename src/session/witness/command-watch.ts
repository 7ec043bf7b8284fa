import type { Broker } from '@/broker/broker';
import { coveredBy, covers } from '@/broker/topic';
import type { Reader } from '@/conventions/convention';
import { stands, type Alert } from '@/core/alerts/alert';
import type { Command } from '@/core/command';
import type { Device, DeviceId } from '@/core/device';
import type { Happening } from '@/core/happening';
import type { Message } from '@/core/message';

import type { Office } from '../access/admin';
import type { Pipeline } from '../hearing/pipeline';

/** one SUBSCRIBE step; what guards the home comes first, and of a very large home the rest is not watched */
const filtersAStep = 400;
const mostFilters = 2_000;
/** commands are remembered by mistake: a handful, so that a step is soon quiet */
const settling = { quietMs: 200, maxMs: 3_000 } as const;
/** so long after we told a device something, what is heard on its topics is ours */
const ownMs = 10_000;
/** whoever plants them by the thousand: of more it is not known whether they were cleared while nobody looked */
const mostRemembered = 20_000;
/** topics whose memory waits to be looked at again */
const mostDoubtful = 50;
const guarding: readonly string[] = ['lock', 'alarm-panel', 'siren', 'camera', 'cover', 'valve'];
const asked: readonly Command[] = [{ type: 'unlock' }, { type: 'siren', sounding: true }, { type: 'switch', on: true }];

type Parts = {
  readonly pipeline: Pick<Pipeline, 'home' | 'readers'>;
  readonly clock: () => number;
  readonly broker: () => Broker | null;
  readonly alerts: () => Iterable<Alert>;
  readonly happen: (happening: Happening) => void;
};

/**
 * Listens where devices take their orders: a command that the broker remembers would be carried out again at each restart, and
 * a command that is given just now explains what a device does. Only the topic is looked at, for a command may hold a code.
 */
export type CommandWatch = {
  /** the home has told what there is */
  settled(): void;
  /** true: it was a command, and about nothing else */
  hear(message: Message): boolean;
  left(): void;
  /** an administrator may hear what the day-to-day account may not: looked through once */
  begin(office: Office): void;
  /** this session tells a device to do something */
  sends(device: DeviceId): void;
  /** a device of the home takes orders there */
  isOrder(topic: string): boolean;
  /** takes a command back that the broker remembers; false: the broker did not take that, or there is none */
  clear(topic: string): Promise<boolean>;
  /** when a command was heard last; null: never, or this account may not hear them */
  readonly heardAt: number | null;
  readonly watched: number;
};

export function openCommandWatch({ pipeline, clock, broker, alerts, happen }: Parts): CommandWatch {
  /** what each filter makes act */
  const orders = new Map<string, DeviceId>();
  const subscribed = new Set<string>();
  /** what the broker delivered as a memory since we connected */
  const remembered = new Set<string>();
  const doubtful = new Set<string>();
  /** when this session told which device something */
  const sentAt = new Map<DeviceId, number>();
  let isChecking = false;
  let heardAt: number | null = null;
  let connections = 0;

  /** Learns every topic that makes a device act, what guards the home first. */
  function learnOrders(): void {
    orders.clear();
    const heard = new Map<Reader, ReadonlySet<string>>();
    const devices = [...pipeline.home.devices.values()];
    for (const { id, voices } of [...devices.filter(isGuarding), ...devices.filter((device) => !isGuarding(device))]) {
      if (orders.size >= mostFilters) break;
      for (const filter of voices.flatMap((voice) => ordersOf(voice, heard))) {
        if (orders.size >= mostFilters || /\+/.test(filter)) continue;
        orders.set(filter, id);
      }
    }
  }

  /** Where orders are given and no reader listens: two subscriptions that match would deliver a message twice. */
  function filtersNow(): readonly string[] {
    learnOrders();
    const isHeard = coveredBy(pipeline.readers.flatMap((reader) => reader.filters()));
    return [...orders.keys()].filter((filter) => !isHeard(filter.replace(/\/#$/, '')));
  }

  /**
   * Where a voice takes orders, but for topics on which it tells its state as well: nobody can say which of them it was.
   * `heard`: what the readers want, as far as it was asked.
   */
  function ordersOf(voice: string, heard: Map<Reader, ReadonlySet<string>>): readonly string[] {
    return pipeline.readers.flatMap((reader) => {
      if (!voice.startsWith(`${reader.convention}:`)) return [];
      const ways = reader.waysIn?.(voice).filter(({ kind }) => kind === 'command') ?? [];
      if (ways.length > 0) return ways.filter(({ tellsState }) => tellsState !== true).map(({ filter }) => filter);
      const topics = asked.flatMap((command) => reader.encode(voice, command) ?? []).map(({ topic }) => topic);
      if (topics.length === 0) return topics;
      const filters = heard.get(reader) ?? new Set(reader.filters());
      heard.set(reader, filters);
      return topics.filter((topic) => !filters.has(topic));
    });
  }

  /** What a reader wants is its own: the broker knows one subscription of us, whoever of us asked for it. */
  async function giveBack(filters: readonly string[]): Promise<void> {
    const wanted = new Set(pipeline.readers.flatMap((reader) => reader.filters()));
    const unused = filters.filter((filter) => !wanted.has(filter));
    if (unused.length > 0) await broker()?.unsubscribe(unused);
  }

  async function subscribe(mine: number): Promise<void> {
    const on = broker();
    // a recording has none, and tells thousands of newcomers one after the other
    if (on === null) return learnOrders();
    const filters = filtersNow();
    const wanted = new Set(filters);
    const old = [...subscribed].filter((filter) => !wanted.has(filter));
    for (const filter of old) subscribed.delete(filter);
    if (old.length > 0) await giveBack(old);
    const fresh = filters.filter((filter) => !subscribed.has(filter));
    for (let from = 0; from < fresh.length; from += filtersAStep) {
      if (mine !== connections) return;
      const step = fresh.slice(from, from + filtersAStep);
      for (const { filter, granted } of await on.subscribe(step)) if (granted) subscribed.add(filter);
      await on.settle(settling);
    }
    if (mine === connections && fresh.length > 0) forgetCleared();
  }

  /** What stands as an alert and was not delivered any more was cleared while nobody looked. */
  function forgetCleared(): void {
    if (remembered.size >= mostRemembered) return;
    for (const alert of alerts()) {
      const { class: kind, subject } = alert;
      if (kind !== 'retained_command' || !stands(alert) || remembered.has(subject) || !mayBeHeard(subject)) continue;
      happen({ type: 'command-cleared', at: clock(), topic: subject });
    }
  }

  function mayBeHeard(topic: string): boolean {
    return heardAt !== null && [...subscribed].some((filter) => covers(filter, topic));
  }

  /** Whom an order there makes act. Below an order stand states too, so only a filter that ends in `#` reaches there. */
  function whose(topic: string): DeviceId | undefined {
    const exact = orders.get(topic);
    if (exact !== undefined) return exact;
    for (let end = topic.length; end > 0; end = topic.lastIndexOf('/', end - 1)) {
      const id = orders.get(`${topic.slice(0, end)}/#`);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  function take({ topic, payload, retained, at }: Message, device: DeviceId): void {
    heardAt = at;
    if (payload.byteLength === 0) {
      const isFull = remembered.size >= mostRemembered;
      if (remembered.delete(topic) || isFull) happen({ type: 'command-cleared', at, topic });
      return;
    }
    if (retained && remembered.size < mostRemembered) remembered.add(topic);
    const isOwn = !retained && Math.abs(clock() - (sentAt.get(device) ?? Number.NEGATIVE_INFINITY)) < ownMs;
    happen({ type: 'command', at, topic, device, retained, ...(isOwn && { isOwn }) });
    if (!retained && doubtful.size < mostDoubtful) doubtful.add(topic);
    if (!retained && !isChecking) void check(connections);
  }

  /** A live message does not tell whether the broker keeps it: its topic is asked for anew. */
  async function check(mine: number): Promise<void> {
    isChecking = true;
    for (const topic of doubtful) {
      doubtful.delete(topic);
      const on = broker();
      if (on === null || mine !== connections) break;
      await on.subscribe([topic]);
      await on.settle(settling);
      if (mine !== connections) break;
      if (!subscribed.has(topic)) await giveBack([topic]);
    }
    isChecking = false;
  }

  return {
    settled: () => void subscribe(connections),
    hear(message) {
      if (orders.size === 0) return false;
      const device = whose(message.topic);
      if (device === undefined) return false;
      take(message, device);
      return [...subscribed].some((filter) => covers(filter, message.topic));
    },
    isOrder: (topic) => whose(topic) !== undefined,
    sends: (device) => void sentAt.set(device, clock()),
    left() {
      connections += 1;
      subscribed.clear();
      remembered.clear();
      doubtful.clear();
      isChecking = false;
    },
    begin(office) {
      const filters = filtersNow();
      const stop = office.onMessage((message) => {
        const device = message.retained ? whose(message.topic) : undefined;
        if (device !== undefined && message.payload.byteLength > 0) take(message, device);
      });
      void (async () => {
        for (let from = 0; from < filters.length; from += filtersAStep) {
          const step = filters.slice(from, from + filtersAStep);
          await office.broker.subscribe(step);
          await office.broker.settle(settling);
          await office.broker.unsubscribe(step);
        }
        stop();
      })();
    },
    async clear(topic) {
      if (whose(topic) === undefined && !remembered.has(topic)) return false;
      const sent = await broker()?.publish({ topic, payload: '', qos: 1, retain: true });
      if (sent?.outcome !== 'sent') return false;
      remembered.delete(topic);
      happen({ type: 'command-cleared', at: clock(), topic });
      return true;
    },
    get heardAt() {
      return heardAt;
    },
    get watched() {
      return subscribed.size;
    },
  };
}

function isGuarding({ capabilities }: Device): boolean {
  return capabilities.some((one) => guarding.includes(one));
}
