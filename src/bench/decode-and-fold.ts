import type { Message } from '@/core/message';
import { conventions } from '@/session/conventions';
import { openPipeline } from '@/session/pipeline';
import { openHome, step } from '@/simulator/home';
import type { SimulatedMessage } from '@/simulator/types';

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
  const { announcements, states } = conversation(devices);
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

/** what one Zigbee network carries; larger homes have several bridges side by side */
const devicesABridge = 2_000;

function conversation(devices: number): { announcements: Message[]; states: Message[] } {
  const encoder = new TextEncoder();
  const startAt = Date.UTC(2026, 10, 23, 6);
  let at = startAt;
  const live = ({ topic, payload }: SimulatedMessage): Message => ({
    topic,
    payload: encoder.encode(payload),
    retained: false,
    at: at++,
  });
  const announcements: Message[] = [];
  const states: Message[] = [];
  const bridges = Math.ceil(devices / devicesABridge);
  for (let bridge = 0; bridge < bridges; bridge++) {
    const baseTopic = `zigbee${bridge}`;
    const opened = openHome({ seed: bridge, devices: Math.min(devices, devicesABridge), startAt, baseTopic });
    announcements.push(...opened.messages.map((message) => live(apart(message, bridge))));
    let { home } = opened;
    for (const enough = states.length + messagesARound / bridges; states.length < enough;) {
      const next = step(home, 60);
      home = next.home;
      states.push(...next.messages.map(live));
    }
  }
  return { announcements, states: interleaved(states, bridges) };
}

/** Every simulated bridge pairs the same addresses: here each network gets its own. */
function apart(message: SimulatedMessage, bridge: number): SimulatedMessage {
  const network = bridge.toString(16).padStart(2, '0');
  return { ...message, payload: message.payload.replaceAll('0x00124b', `0x${network}124b`) };
}

/** One message of each bridge after the other, as they would come. */
function interleaved(messages: readonly Message[], bridges: number): Message[] {
  const each = Math.floor(messages.length / bridges);
  return messages
    .map((_, index) => messages[(index % bridges) * each + Math.floor(index / bridges)] ?? messages[0])
    .filter((message) => message !== undefined);
}
