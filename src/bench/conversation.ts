import type { Message } from '@/core/message';
import { openHome, step } from '@/simulator/home';
import type { SimulatedMessage } from '@/simulator/types';

/** what one Zigbee network carries; larger homes have several bridges side by side */
const devicesABridge = 2_000;

/** What a home of so many devices says: first who is there, then at least `atLeast` states, each message a live one. */
export function conversation(
  devices: number,
  atLeast: number,
  base = 'zigbee',
): { announcements: Message[]; states: Message[] } {
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
    const baseTopic = bridges === 1 && base !== 'zigbee' ? base : `${base}${bridge}`;
    const opened = openHome({ seed: bridge, devices: Math.min(devices, devicesABridge), startAt, baseTopic });
    announcements.push(...opened.messages.map((message) => live(apart(message, bridge))));
    let { home } = opened;
    for (const enough = states.length + atLeast / bridges; states.length < enough;) {
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
