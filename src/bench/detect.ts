import type { Message } from '@/core/message';
import { openDetection, type Detection } from '@/detection/detection';
import { learnedRule } from '@/detection/learned/learned-rule';
import { openHomeMemory } from '@/detection/learned/memory';
import type { RuleContext } from '@/detection/rule';
import { rulesOf } from '@/detection/rules';
import { conventions } from '@/session/conventions';
import { openPipeline, type Pipeline } from '@/session/pipeline';

import { conversation } from './conversation';
import { hearLazily } from './decode-and-fold';
import { median } from './median';

export type Detect = {
  readonly devices: number;
  /** processor time, median of the rounds with detection less that of those without */
  readonly microsecondsPerMessage: number;
  readonly signals: number;
};

const rounds = 11;
const messagesARound = 50_000;

/**
 * What detection adds to decode and fold, in processor time: rounds with and without take turns, on devices that the fold
 * has just touched, as in a session.
 */
export async function benchDetect(devices: number, { learns }: { readonly learns: boolean }): Promise<Detect> {
  const { announcements, states } = conversation(devices, messagesARound);
  const pipeline = openPipeline(conventions, ({ topic, reason }) => {
    throw new Error(`The benchmark's own home must be understood: ${topic}: ${reason}`);
  });
  const memory = openHomeMemory();
  const learned = (context: RuleContext) => learnedRule(context, { memory, mayRaise: () => true });
  const rules = rulesOf(() => null, learns ? learned : undefined);
  const detection = openDetection({ home: pipeline.home, known: null, rules });
  for (const message of announcements) {
    await hearLazily(pipeline, message);
    pipeline.changes.changed.clear();
    pipeline.changes.removed.clear();
  }
  detection.lookedOver();
  const without: number[] = [];
  const withDetection: number[] = [];
  let signals = 0;
  for (let round = 0; round < rounds; round++) {
    without.push(play(states, pipeline, null).microseconds);
    const played = play(states, pipeline, detection);
    withDetection.push(played.microseconds);
    signals += played.signals;
  }
  return {
    devices: pipeline.home.devices.size,
    microsecondsPerMessage: median(withDetection) - median(without),
    signals: Math.round(signals / rounds),
  };
}

/** Processor time a message. */
function play(messages: readonly Message[], pipeline: Pipeline, detection: Detection | null) {
  const { changed, removed } = pipeline.changes;
  let signals = 0;
  const start = process.cpuUsage().user;
  for (const message of messages) {
    signals += detection?.tick(message.at).length ?? 0;
    const observations = pipeline.hear(message).decoded?.observations ?? [];
    const { at, retained, topic } = message;
    const bytes = message.payload.byteLength;
    signals += detection?.hear({ at, retained, topic, bytes, observations, changed, removed }).length ?? 0;
    changed.clear();
    removed.clear();
  }
  return { microseconds: (process.cpuUsage().user - start) / messages.length, signals };
}
