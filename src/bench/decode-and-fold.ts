import type { Message } from '@/core/message';
import { conventions } from '@/session/hearing/conventions';
import { openPipeline, type Pipeline } from '@/session/hearing/pipeline';

import { conversation } from './conversation';
import { median } from './median';

export type DecodeAndFold = {
  readonly devices: number;
  readonly messages: number;
  /** processor time, medians over the rounds: others on the machine do not count */
  readonly messagesPerSecond: number;
  readonly microsecondsPerMessage: number;
  /** from an empty home to one that knows all its devices, ms */
  readonly firstLookMs: number;
};

const rounds = 7;
const messagesARound = 50_000;

/**
 * Decode and fold without a network, on what the simulated home really says: the states of a home with `devices` devices,
 * each message a live one, and conventions that nobody speaks not loaded. The home is the same in every round.
 */
export async function benchDecodeAndFold(devices: number): Promise<DecodeAndFold> {
  const { announcements, states } = conversation(devices, messagesARound);
  const pipeline = openPipeline(conventions, ({ topic, reason }) => {
    throw new Error(`The benchmark's own home must be understood: ${topic}: ${reason}`);
  });
  const began = performance.now();
  for (const message of announcements) await hearLazily(pipeline, message);
  const firstLookMs = performance.now() - began;
  const perMessage: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage().user;
    for (let n = 0; n < messagesARound; n++) {
      const message = states[n % states.length];
      if (message !== undefined && pipeline.prepare(message) === null) pipeline.hear(message);
      if (n % 1000 === 0) takeChanges(pipeline);
    }
    perMessage.push((process.cpuUsage().user - start) / messagesARound);
  }
  const microsecondsPerMessage = median(perMessage);
  return {
    devices: pipeline.home.devices.size,
    messages: rounds * messagesARound,
    messagesPerSecond: 1e6 / microsecondsPerMessage,
    microsecondsPerMessage,
    firstLookMs,
  };
}

/** Whoever is missing for it comes first. */
export async function hearLazily(pipeline: Pipeline, message: Message): Promise<void> {
  const loading = pipeline.prepare(message);
  if (loading !== null) await loading;
  pipeline.hear(message);
}

/** as the page does, once a frame */
function takeChanges({ changes }: Pipeline): void {
  changes.changed.clear();
  changes.removed.clear();
}
