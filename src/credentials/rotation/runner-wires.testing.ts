import type { Broker, PublishResult } from '@/broker/broker';
import type { Message } from '@/core/message';
import type { VirtualTime } from '@/core/virtual-time.testing';

import type { Authority, Failed } from '../authority/authority';
import type { RunnerHome } from './runner-home.testing';

/** What becomes of what is sent, and when: decided by the story. null: it is lost. */
export type Wire = {
  there(): number | null;
  back(): number | null;
  /** how long after the first a second copy comes; null: none does */
  again(): number | null;
  /** how long a message of the broker is on its way to a browser */
  word(): number;
};

type Parts = {
  readonly name: string;
  readonly home: RunnerHome;
  readonly time: VirtualTime;
  readonly wire: Wire;
  readonly isOpen: () => boolean;
  readonly isLinked: () => boolean;
  /** its tab sleeps until then */
  readonly asleepUntil: () => number;
};

const answerMs = 10_000;
const unanswered: Failed = { outcome: 'failed', failure: { kind: 'unanswered' } };

export type RunnerWires = ReturnType<typeof openRunnerWires>;

/** The administration of the broker, and the broker itself, as one browser reaches them. */
export function openRunnerWires({ name, home, time, wire, isOpen, isLinked, asleepUntil }: Parts) {
  let lastWordAt = 0;
  let hear: (message: Message) => void = () => {};

  /** A tab that sleeps neither reads an answer nor goes by its timers. */
  function whenAwake(run: () => void): void {
    if (!isOpen()) return;
    if (asleepUntil() <= time.now()) run();
    else time.later(asleepUntil() - time.now(), () => whenAwake(run));
  }

  /** Something on its way to the broker and back. A browser that is closed does not go on with anything. */
  function call<T, L>(apply: () => T, lost: L): Promise<T | L> {
    return new Promise((resolve) => {
      if (!isOpen()) return;
      const giveUp = time.later(answerMs, () => whenAwake(() => resolve(lost)));
      const there = wire.there();
      if (there === null) return;
      const { isLost } = home;
      /** what was on its way to a broker that has lost its accounts went with its connection */
      const arrive = () => (isLost === home.isLost ? apply() : lost);
      time.later(there, () => {
        const result = arrive();
        const again = wire.again();
        if (again !== null) time.later(again, arrive);
        const back = wire.back();
        if (back === null) return;
        time.later(back, () => {
          giveUp();
          whenAwake(() => resolve(result));
        });
      });
    });
  }

  const { administration } = home;
  const authority: Authority = {
    list: (only) => call(() => administration.list(only), unanswered),
    createSlot: (slot) => call(() => administration.createSlot(slot), unanswered),
    grant: (username, right) => call(() => administration.grant(username, right), unanswered),
    setDisabled: (username, off) => call(() => administration.setDisabled(username, off), unanswered),
    remove: (what) => call(() => administration.remove(what), unanswered),
    register: (key, value) => call(() => administration.register(key, value), unanswered),
  };

  const timedOut: PublishResult = { outcome: 'refused', reason: 'timed-out' };
  const broker: Broker = {
    clientId: name,
    /** what is retained comes before the answer (`deliver` keeps the order) */
    subscribe(filters) {
      return new Promise((resolve) => {
        if (!isLinked()) return resolve(filters.map((filter) => ({ filter, granted: false, reason: 'not-connected' })));
        for (const filter of filters) if (home.retained.has(filter)) deliver(filter);
        later(() => resolve(filters.map((filter) => ({ filter, granted: true }))));
      });
    },
    unsubscribe: async () => {},
    publish: ({ topic, payload }) =>
      call((): PublishResult => (home.publish(topic, payload), { outcome: 'sent' }), timedOut),
    request: async () => ({ outcome: 'not-connected' }), // nobody asks the fake authority's broker anything
    settle: () => new Promise((resolve) => later(resolve)),
    close: async () => {},
  };
  /** Whatever comes from the broker comes in its order. */
  function later(run: () => void): void {
    lastWordAt = Math.max(lastWordAt, time.now() + wire.word());
    time.later(lastWordAt - time.now(), () => isOpen() && run());
  }

  function deliver(topic: string): void {
    const payload = new TextEncoder().encode(home.retained.get(topic) ?? '');
    later(() => isLinked() && hear({ topic, payload, retained: false, at: time.now() }));
  }

  return {
    authority,
    broker,
    call,
    later,
    deliver,
    whenAwake,
    onMessage: (listener: typeof hear) => void (hear = listener),
  };
}
