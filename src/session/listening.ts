import type { Broker } from '@/broker/broker';
import type { Withheld } from '@/core/feed';

import type { SessionNews } from './feed';
import type { Pipeline } from './pipeline';
import { askLocks } from './ask-locks';

/** One SUBSCRIBE step asks for at most so many filters; each matches one retained message (see `Reader.filters`). */
const filtersAStep = 400;
/** a step is over when nothing retained has come for `quietMs`, or after `maxMs` on a broker that never falls quiet */
const settling = { quietMs: 150, maxMs: 10_000 } as const;

type Parts = {
  readonly broker: Broker;
  readonly pipeline: Pipeline;
  readonly tell: (news: Partial<SessionNews>) => void;
  readonly askForStates: boolean;
};

/**
 * Subscribes to what the readers want, narrow filters one step after the other, the next when the last is quiet: a
 * broad filter on Mosquitto over WebSockets silently loses what is beyond about 1,000 retained messages (DESIGN.md,
 * "The wire"). Readers learn from what they hear and want more; that goes on until nobody does.
 */
export type Listening = {
  start(): void;
  stop(): void;
  /** to be called after each message: the readers may want other filters now */
  review(): void;
};

export function createListening({ broker, pipeline, tell, askForStates }: Parts): Listening {
  /** filter → was it granted; empty while not connected */
  let subscribed = new Map<string, boolean>();
  let reviewed = -1;
  /** counts connections: work begun under an older one stops at its next step */
  let connection = 0;
  let running = false;

  const revision = () => pipeline.readers.reduce((sum, reader) => sum + reader.filtersRevision, 0);

  function wanted(): Set<string> {
    return new Set(pipeline.readers.flatMap((reader) => reader.filters()));
  }

  async function run(mine: number): Promise<void> {
    running = true;
    for (;;) {
      reviewed = revision();
      const filters = wanted();
      await leave(filters);
      const next = [...filters].filter((filter) => !subscribed.has(filter)).slice(0, filtersAStep);
      if (mine !== connection) return;
      if (next.length === 0) break;
      tell({ listening: { phase: 'learning', filters: subscribed.size + next.length } });
      const answers = await broker.subscribe(next);
      if (mine !== connection) return;
      for (const { filter, granted } of answers) subscribed.set(filter, granted);
      await broker.settle(settling);
      if (mine !== connection) return;
    }
    running = false;
    tell({ listening: { phase: 'settled', filters: subscribed.size }, withheld: withheld() });
    if (askForStates) await askLocks(broker, pipeline, () => mine === connection);
  }

  async function leave(filters: ReadonlySet<string>): Promise<void> {
    const old = [...subscribed.keys()].filter((filter) => !filters.has(filter));
    for (const filter of old) subscribed.delete(filter);
    if (old.length > 0) await broker.unsubscribe(old);
  }

  function withheld(): readonly Withheld[] {
    const denied = [...subscribed].filter(([, granted]) => !granted).map(([filter]) => filter);
    const silent = pipeline.readers.flatMap((reader) => reader.unheard());
    return [
      ...(denied.length > 0
        ? [{ reason: 'denied' as const, topics: denied.slice(0, 50), devices: denied.length }]
        : []),
      ...(silent.length > 0
        ? [{ reason: 'retained-limit' as const, topics: silent.slice(0, 50), devices: silent.length }]
        : []),
    ];
  }

  return {
    start() {
      connection += 1;
      subscribed = new Map();
      void run(connection);
    },
    stop() {
      connection += 1;
      running = false;
      subscribed = new Map();
    },
    review() {
      if (running || subscribed.size === 0 || reviewed === revision()) return;
      void run(connection);
    },
  };
}
