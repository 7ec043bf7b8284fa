import type { Message } from '@/core/message';
import { openDetection, type Detection } from '@/detection/detection';
import { learnedRule } from '@/detection/learned/learned-rule';
import { openHomeMemory } from '@/detection/learned/memory';
import type { HomeMemory } from '@/detection/learned/home-memory';
import type { RuleContext } from '@/detection/rule';
import { rulesOf } from '@/detection/rules';
import { conventions } from '@/session/hearing/conventions';
import { openPipeline, type Pipeline } from '@/session/hearing/pipeline';

import { conversation } from './conversation';
import { hearLazily } from './decode-and-fold';
import { median, quantile } from './median';

/** Microseconds a message: the median of the rounds, and what half of them lie between. Two that are no further apart say the same. */
export type Spread = { readonly median: number; readonly between: readonly [number, number] };

export type Detect = {
  readonly devices: number;
  /** by a clock around detection's own calls, which adds about a tenth of a microsecond */
  readonly own: Spread;
  /** processor time that a round with detection takes more than one without: what it costs everything else is in it, and so is their noise */
  readonly longer: Spread;
  /** of a round */
  readonly signals: number;
};

const rounds = 9;
const messagesAPlay = 50_000;
const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;
/** so that the first words after a pause have come more than once, and what is the longest of anything is settled */
const taughtADayMs = 4 * hourMs;
/** so that whatever waits for two weeks of hearing has waited; longer ago than that nothing changes any more */
const heardBeforeDays = 28;

/**
 * What detection costs on devices that the fold has just touched, as in a session: by a clock around its own calls, and in processor time
 * that it adds to decode and fold. Everything is played twice, with and without it, in turns and at the same times, each time to a home of its own,
 * so that detection hears all that its home does, at the pace of the home; and what is learned is ripe. A round is no shorter than an hour, so
 * that as many windows and hours end in it as would.
 */
export async function benchDetect(devices: number, { learns }: { readonly learns: boolean }): Promise<Detect> {
  const { announcements, states, lastsMs } = conversation(devices, messagesAPlay);
  const watched = await openAnnounced(announcements);
  const unwatched = await openAnnounced(announcements);
  const memory = openHomeMemory();
  const learned = (context: RuleContext) => learnedRule(context, { memory, mayRaise: () => true });
  const rules = rulesOf(() => null, learns ? learned : undefined);
  const detection = openDetection({ home: watched.home, known: null, rules });
  detection.lookedOver();
  // what a day teaches is known when the next begins; a home of thousands says in half an hour what fills a day of a smaller one
  const playsADay = Math.ceil(taughtADayMs / lastsMs);
  for (const day of [0, 1, 2])
    for (let turn = 0; turn < playsADay; turn++) play(later(states, day * dayMs + turn * lastsMs), watched, detection);
  ripen(memory);
  const plays = Math.ceil(hourMs / lastsMs);
  const own: number[] = [];
  const longer: number[] = [];
  let signals = 0;
  let at = 2 * dayMs + (playsADay - 1) * lastsMs;
  for (let round = 0; round < rounds; round++) {
    let more = 0;
    let spent = 0;
    for (let turn = 0; turn < plays; turn++) {
      at += lastsMs;
      const isFirst = (round + turn) % 2 === 0;
      if (isFirst) more -= play(later(states, at), unwatched, null).microseconds;
      const played = play(later(states, at), watched, detection);
      more += played.microseconds;
      spent += played.own;
      signals += played.signals;
      if (!isFirst) more -= play(later(states, at), unwatched, null).microseconds;
    }
    own.push(spent / plays);
    longer.push(more / plays);
  }
  return {
    devices: watched.home.devices.size,
    own: spreadOf(own),
    longer: spreadOf(longer),
    signals: Math.round(signals / rounds),
  };
}

/** A home that was told who is there. */
async function openAnnounced(announcements: readonly Message[]): Promise<Pipeline> {
  const pipeline = openPipeline(conventions, ({ topic, reason }) => {
    throw new Error(`The benchmark's own home must be understood: ${topic}: ${reason}`);
  });
  for (const message of announcements) {
    await hearLazily(pipeline, message);
    pipeline.changes.changed.clear();
    pipeline.changes.removed.clear();
  }
  return pipeline;
}

function ripen({ coverage, devices }: HomeMemory): void {
  coverage.days += heardBeforeDays;
  for (const habits of devices.values()) habits.days += heardBeforeDays;
}

function later(messages: readonly Message[], ms: number): readonly Message[] {
  return messages.map((message) => ({ ...message, at: message.at + ms }));
}

/** Microseconds a message: processor time of everything, and what passed within detection's own calls. */
function play(messages: readonly Message[], pipeline: Pipeline, detection: Detection | null) {
  const { changed, removed } = pipeline.changes;
  let signals = 0;
  let ownMs = 0;
  const start = process.cpuUsage().user;
  for (const message of messages) {
    if (detection !== null) {
      const began = performance.now();
      signals += detection.tick(message.at).length;
      ownMs += performance.now() - began;
    }
    const observations = pipeline.hear(message).decoded?.observations ?? [];
    const { at, retained, topic } = message;
    const bytes = message.payload.byteLength;
    if (detection !== null) {
      const began = performance.now();
      signals += detection.hear({ at, retained, topic, bytes, observations, changed, removed }).length;
      ownMs += performance.now() - began;
    }
    changed.clear();
    removed.clear();
  }
  return {
    microseconds: (process.cpuUsage().user - start) / messages.length,
    own: (ownMs * 1000) / messages.length,
    signals,
  };
}

function spreadOf(rounds: readonly number[]): Spread {
  return { median: median(rounds), between: [quantile(rounds, 0.25), quantile(rounds, 0.75)] };
}
