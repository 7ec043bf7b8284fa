import type { Broker } from '@/broker/broker';
import { covers } from '@/broker/topic';
import type { Withheld } from '@/core/feed';
import type { Message } from '@/core/message';

import type { SessionNews } from '../feed';
import type { Pipeline } from './pipeline';
import { askLocks } from './ask-locks';
import { introduce } from './introduce';

/** One SUBSCRIBE step asks for at most so many filters; most match one retained message (see `Reader.filters`). */
const filtersAStep = 400;
/** of which so many may hold wildcards */
const wideAStep = 80;
/** Mosquitto over WebSockets silently drops what is beyond about 1,000 retained messages: a step that brought so many may have lost some. */
const mostRetained = 900;
/** so many steps one after the other that ask for hardly anything: only newcomers are left, who in some homes never end */
const mostSmallSteps = 10;
const smallStep = 40;
/** a step is over when nothing retained has come for `quietMs`, or after `maxMs` on a broker that never falls quiet */
const settling = { quietMs: 150, maxMs: 10_000 } as const;

type Parts = {
  readonly broker: Pick<Broker, 'subscribe' | 'unsubscribe' | 'settle' | 'publish'>;
  readonly pipeline: Pipeline;
  /** kept when what has come is heard: it may wait for the convention that reads it */
  readonly allHeard: () => Promise<void>;
  readonly tell: (news: Partial<SessionNews>) => void;
  readonly askForStates: boolean;
};

/**
 * Subscribes to what the readers want, one step after the other, the next when the last is quiet (DESIGN.md, "The wire").
 * Where a step brought so much that some may be lost, the readers want the parts of the filter that was too full, and the
 * rest is asked again in parts. Readers learn from what they hear and want more; that goes on until nobody does.
 */
export type Listening = {
  start(): void;
  stop(): void;
  /** to be called after each message: the readers may want other filters now */
  review(message: Pick<Message, 'topic' | 'retained'>): void;
};

export function createListening({ broker, pipeline, allHeard, tell, askForStates }: Parts): Listening {
  /** filter → was it granted; empty while not connected */
  let subscribed = new Map<string, boolean>();
  let reviewed = -1;
  /** counts connections: work begun under an older one stops at its next step */
  let connection = 0;
  let running = false;
  /** the home was told once since we connected: what comes later are newcomers, and no reason to wait with a word on all others */
  let isSettled = false;
  /** the topics of what the broker remembers and has handed out since the step began */
  let remembered: string[] = [];

  const revision = () => pipeline.readers.reduce((sum, reader) => sum + reader.filtersRevision, 0);

  function wanted(): Set<string> {
    return new Set(pipeline.readers.flatMap((reader) => reader.filters()));
  }

  async function run(mine: number): Promise<void> {
    running = true;
    const again: (readonly string[])[] = [];
    let steps: (readonly string[])[] = [];
    let small = 0;
    for (let isFurther = false; ;) {
      // a large home wants tens of thousands, and others after each step: all of them are looked through once they were asked for
      if (again.length === 0 && steps.length === 0) {
        reviewed = revision();
        const filters = wanted();
        await leave(filters);
        if (mine !== connection) return;
        steps = stepsOf([...filters].filter((filter) => !subscribed.has(filter)));
        small = (steps[0] ?? []).length < smallStep ? small + 1 : 0;
      }
      const next = again.shift() ?? steps.shift();
      if (next !== undefined) {
        const doubtful = await ask(next);
        if (mine !== connection) return;
        again.push(...doubtful);
        if (small < mostSmallSteps || again.length > 0) continue;
      }
      if (!isFurther) {
        isFurther = true;
        small = 0;
        for (const reader of pipeline.readers) reader.lookFurther?.();
      } else {
        await waitForTheLate();
        if (mine !== connection) return;
        if (reviewed === revision() || small >= mostSmallSteps) break;
      }
    }
    running = false;
    isSettled = true;
    tell({ listening: { phase: 'settled', filters: subscribed.size }, withheld: withheld() });
    if (!askForStates) return;
    await askLocks(broker, pipeline, () => mine === connection);
    await introduce(broker, pipeline, () => mine === connection);
  }

  /** Subscribes, and waits until it is quiet. What comes back is to be asked again: the broker may have dropped some of it. */
  async function ask(filters: readonly string[]): Promise<readonly (readonly string[])[]> {
    if (filters.length === 0) return [];
    const mine = connection;
    // the broker hands out again only what was given back
    const old = filters.filter((filter) => subscribed.delete(filter));
    if (old.length > 0) await broker.unsubscribe(old);
    if (!isSettled) tell({ listening: { phase: 'learning', filters: subscribed.size + filters.length } });
    remembered = [];
    const answers = await broker.subscribe(filters);
    if (mine !== connection) return [];
    for (const { filter, granted } of answers) subscribed.set(filter, granted);
    await settle();
    if (mine !== connection || remembered.length < mostRetained) return [];
    const matches = new Map(filters.filter(isWide).map((filter) => [filter, coveredIn(remembered, filter)]));
    const full = filters.filter((filter) => filters.length === 1 || (matches.get(filter) ?? 0) >= mostRetained);
    for (const reader of pipeline.readers) for (const filter of full) reader.narrow?.(filter);
    const others = filters.filter((filter) => !full.includes(filter));
    return inParts(others, Math.min(others.length, filters.length - 1), matches);
  }

  /** Parts of at most `most` filters that stay well below the limit, as far as what was seen of each filter tells. */
  function inParts(
    filters: readonly string[],
    most: number,
    matches: ReadonlyMap<string, number>,
  ): readonly (readonly string[])[] {
    const parts: string[][] = [];
    let room = -1;
    for (const filter of filters) {
      const number = matches.get(filter) ?? 1;
      room -= number;
      if (room < 0 || parts.at(-1)?.length === most) {
        parts.push([]);
        room = mostRetained / 2 - number;
      }
      parts.at(-1)?.push(filter);
    }
    return parts;
  }

  async function settle(): Promise<void> {
    await broker.settle(settling);
    await allHeard();
  }

  /** A broker that is busy pauses: before something is called withheld, nothing of it has come for another while. */
  async function waitForTheLate(): Promise<void> {
    for (let missing = Infinity; missing > unheard().length && unheard().length > 0;) {
      missing = unheard().length;
      await settle();
    }
  }

  function unheard(): readonly string[] {
    return pipeline.readers.flatMap((reader) => reader.unheard());
  }

  async function leave(filters: ReadonlySet<string>): Promise<void> {
    const old = [...subscribed.keys()].filter((filter) => !filters.has(filter));
    for (const filter of old) subscribed.delete(filter);
    if (old.length > 0) await broker.unsubscribe(old);
  }

  function withheld(): readonly Withheld[] {
    const denied = [...subscribed].filter(([, granted]) => !granted).map(([filter]) => filter);
    const silent = unheard();
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
      isSettled = false;
      void run(connection);
    },
    stop() {
      connection += 1;
      running = false;
      subscribed = new Map();
    },
    review(message) {
      if (running && message.retained) remembered.push(message.topic);
      if (running || subscribed.size === 0 || reviewed === revision()) return;
      void run(connection);
    },
  };
}

/** What is asked for at once, one step after the other: many topics by their names, few filters that may each match many. */
function stepsOf(filters: readonly string[]): string[][] {
  const steps: string[][] = [];
  const wide: number[] = [];
  /** before these nothing more has room */
  let first = 0;
  let firstWide = 0;
  for (const filter of filters) {
    while (steps[first]?.length === filtersAStep) first += 1;
    if (isWide(filter))
      while (wide[firstWide] === wideAStep || steps[firstWide]?.length === filtersAStep) firstWide += 1;
    const place = isWide(filter) ? firstWide : first;
    (steps[place] ??= []).push(filter);
    wide[place] = (wide[place] ?? 0) + Number(isWide(filter));
  }
  return steps;
}

/** How many of tens of thousands of topics `filter` covers: most begin otherwise. */
function coveredIn(topics: readonly string[], filter: string): number {
  const [head = ''] = filter.split(/\/?[+#]/);
  return topics.filter((topic) => topic.startsWith(head) && covers(filter, topic)).length;
}

function isWide(filter: string): boolean {
  return /[+#]/.test(filter);
}
