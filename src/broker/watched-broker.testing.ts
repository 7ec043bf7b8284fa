import type { Message } from '@/core/message';

import { openBroker, type Broker, type BrokerState, type Login } from './broker';
import { createListeners } from './listeners';
import type { BrokerOptions } from './port';

type Status = BrokerState['status'];

/** A broker whose every word is kept, and can be waited for. */
export type WatchedBroker = Broker & {
  readonly states: readonly BrokerState[];
  readonly messages: readonly Message[];
  readonly oversized: readonly string[];
  /** the newest state if it is of that status, else the next one; rejects where none can follow */
  until<S extends Status>(status: S): Promise<Extract<BrokerState, { status: S }>>;
  /** the text of the first message on `topic`, had or to come */
  heard(topic: string): Promise<string>;
};

export function openWatchedBroker(login: Login, more: Partial<BrokerOptions> = {}): WatchedBroker {
  const states: BrokerState[] = [];
  const messages: Message[] = [];
  const oversized: string[] = [];
  const changes = createListeners<void>();

  function when<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = changes.add(attempt);
      attempt();
      function attempt(): void {
        try {
          const found = look();
          if (found === undefined) return;
          resolve(found);
        } catch (error) {
          reject(error);
        }
        queueMicrotask(() => stop());
      }
    });
  }

  const broker = openBroker({
    login,
    clock: Date.now,
    random: Math.random,
    events: {
      onState: (state) => (states.push(state), changes.tell()),
      onMessage: (message) => (messages.push(message), changes.tell()),
      onOversize: (topic) => (oversized.push(topic), changes.tell()),
    },
    ...more,
  });

  return {
    ...broker,
    states,
    messages,
    oversized,
    until: <S extends Status>(status: S) =>
      when(() => {
        const state = states.at(-1);
        if (state?.status === 'failed' && status !== 'failed') throw new Error(`failed: ${state.failure.kind}`);
        return state?.status === status ? (state as Extract<BrokerState, { status: S }>) : undefined; // just compared
      }),
    heard: (topic) =>
      when(() => {
        const message = messages.find((one) => one.topic === topic);
        return message === undefined ? undefined : new TextDecoder().decode(message.payload);
      }),
  };
}
