import type { Message } from '@/core/message';
import { openHome, step } from '@/simulator/home';
import type { SimulatedMessage } from '@/simulator/types';

/** what one Zigbee network carries; larger homes have several bridges side by side */
const devicesABridge = 2_000;

/** A recording, and how long the home took to say it: it can be played again and again, each time so much later. */
export type Conversation = {
  readonly announcements: readonly Message[];
  readonly states: readonly Message[];
  readonly lastsMs: number;
};

const stepSeconds = 60;

/**
 * What a home of so many devices says, each message a live one: first who is there, then at least `atLeast` states in the order and
 * at the pace in which they would come.
 */
export function conversation(devices: number, atLeast: number, base = 'zigbee'): Conversation {
  const encoder = new TextEncoder();
  const startAt = Date.UTC(2026, 10, 23, 6);
  const live = ({ topic, payload }: SimulatedMessage, at: number): Message => ({
    topic,
    payload: encoder.encode(payload),
    retained: false,
    at,
  });
  const announcements: Message[] = [];
  const states: Message[] = [];
  const count = Math.ceil(devices / devicesABridge);
  const bridges = Array.from({ length: count }, (_, bridge) => {
    const baseTopic = count === 1 && base !== 'zigbee' ? base : `${base}${bridge}`;
    const opened = openHome({ seed: bridge, devices: Math.min(devices, devicesABridge), startAt, baseTopic });
    announcements.push(...opened.messages.map((message) => live(apart(message, bridge), startAt)));
    return opened.home;
  });
  let at = startAt;
  for (; states.length < atLeast; at += stepSeconds * 1_000) {
    const said = bridges.flatMap((home) => inTime(step(home, stepSeconds).messages, at));
    states.push(
      ...said.toSorted((one, other) => one.at - other.at).map(({ message, at: when }) => live(message, when)),
    );
  }
  return { announcements, states, lastsMs: at - startAt };
}

/** What one bridge said within a step, evenly over its time. */
function inTime(messages: readonly SimulatedMessage[], from: number) {
  const gapMs = (stepSeconds * 1_000) / messages.length;
  return messages.map((message, index) => ({ message, at: from + Math.floor(index * gapMs) }));
}

/** Every simulated bridge pairs the same addresses: here each network gets its own. */
function apart(message: SimulatedMessage, bridge: number): SimulatedMessage {
  const network = bridge.toString(16).padStart(2, '0');
  return { ...message, payload: message.payload.replaceAll('0x00124b', `0x${network}124b`) };
}
