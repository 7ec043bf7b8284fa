import { conventions } from '@/session/conventions';
import { openPipeline } from '@/session/pipeline';

import { conversation } from './conversation';

export type DecodeAndFold = {
  readonly devices: number;
  readonly messages: number;
  /** medians over the rounds */
  readonly messagesPerSecond: number;
  readonly microsecondsPerMessage: number;
  /** from an empty home to one that knows all its devices, ms */
  readonly firstLookMs: number;
};

const rounds = 7;
const messagesARound = 50_000;

/**
 * Decode and fold without a network, on what the simulated home really says: the states of a home with `devices` devices,
 * each message a live one. The home is the same in every round.
 */
export function benchDecodeAndFold(devices: number): DecodeAndFold {
  const { announcements, states } = conversation(devices, messagesARound);
  const pipeline = openPipeline(conventions, ({ topic, reason }) => {
    throw new Error(`The benchmark's own home must be understood: ${topic}: ${reason}`);
  });
  const began = performance.now();
  for (const message of announcements) pipeline.hear(message);
  const firstLookMs = performance.now() - began;
  const perMessage: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    for (let n = 0; n < messagesARound; n++) {
      const message = states[n % states.length];
      if (message !== undefined) pipeline.hear(message);
      if (n % 1000 === 0) takeChanges(pipeline);
    }
    perMessage.push(((performance.now() - start) * 1000) / messagesARound);
  }
  const microsecondsPerMessage = perMessage.toSorted((one, other) => one - other)[Math.floor(rounds / 2)] ?? Number.NaN;
  return {
    devices: pipeline.home.devices.size,
    messages: rounds * messagesARound,
    messagesPerSecond: 1e6 / microsecondsPerMessage,
    microsecondsPerMessage,
    firstLookMs,
  };
}

/** as the page does, once a frame */
function takeChanges({ changes }: ReturnType<typeof openPipeline>): void {
  changes.changed.clear();
  changes.removed.clear();
}
