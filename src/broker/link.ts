import type { MqttClient } from 'mqtt';

import { limits } from '@/core/limits';
import type { Message, Outgoing } from '@/core/message';

import { createListeners } from './listeners';
import { createNudge, type Nudge } from './nudge';
import type { MqttVersion, PublishResult, SubscribeOptions } from './port';

const ackTimeoutMs = 10_000;
/** how long a broker may take to acknowledge what is under way and to say goodbye */
const farewellMs = 500;
/** MQTT 5 §2.4: reason codes from here on are failures. MQTT 3.1.1 has only this one, in a SUBACK. */
const firstFailure = 0x80;
/** MQTT 5 §3.4.2.1: taken, and nobody subscribes to it */
const noSubscribers = 0x10;

/** One connection to a broker, from its CONNACK until it is lost. Beside `attempt.ts` the only one who knows mqtt.js. */
export type Link = {
  readonly protocol: MqttVersion;
  readonly nudge: Nudge;
  onMessage(listener: (message: Message) => void): () => void;
  /** never called back before it returns; soon after where it is lost already */
  onLost(listener: () => void): () => void;
  /** resolves with the PINGRESP, which comes after whatever the broker was sending already */
  ping(): Promise<void>;
  publish(outgoing: Outgoing): Promise<PublishResult>;
  /** one SUBSCRIBE; which filters were granted, null where the connection was lost before the answer */
  subscribe(filters: readonly string[], options?: SubscribeOptions): Promise<readonly boolean[] | null>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  end(): Promise<void>;
};

type Parts = {
  /** just connected */
  readonly client: MqttClient;
  readonly protocol: MqttVersion;
  readonly clock: () => number;
  onOversize(topic: string, bytes: number): void;
};

export function createLink({ client, protocol, clock, onOversize }: Parts): Link {
  const messages = createListeners<Message>();
  const pongs = createListeners<number>();
  const losses = createListeners<void>();
  const nudge = createNudge(
    () => client.sendPing(),
    () => performance.now(),
  );
  /** messages that the broker took and hands to nobody */
  const unheard = new Set<number>();
  let isLost = false;
  let pingsSent = 0;
  let pingsAnswered = 0;

  client.on('message', (topic, payload, packet) => {
    if (payload.byteLength > limits.inventoryBytes) return onOversize(topic, payload.byteLength);
    if (packet.retain) nudge.progress();
    messages.tell({
      topic,
      payload: plain(payload),
      retained: packet.retain,
      at: clock(),
      steadyAt: performance.now(),
    });
  });
  client.on('packetsend', ({ cmd }) => {
    if (cmd !== 'pingreq') return;
    pingsSent += 1;
    nudge.pinged();
  });
  client.on('packetreceive', (packet) => {
    // mqtt.js keeps the code of a success to itself
    if (packet.cmd === 'puback' && packet.reasonCode === noSubscribers) unheard.add(packet.messageId ?? 0);
    if (packet.cmd !== 'pingresp') return;
    nudge.ponged();
    pongs.tell((pingsAnswered += 1));
  });
  // after the CONNACK an error of mqtt.js means a broken stream; its text may quote the wire, so nobody repeats it
  client.on('error', () => client.stream.destroy());
  client.once('close', lose);
  nudge.start();
  if (!client.connected) lose();

  function lose(): void {
    isLost = true;
    nudge.stop();
    client.end(true);
    losses.tell();
  }

  function onLost(listener: () => void): () => void {
    if (isLost) queueMicrotask(listener);
    return losses.add(listener);
  }

  /** What `ask` answers, or `otherwise` when the connection is lost first. `ask` returns how to stop waiting. */
  function untilLost<T>(otherwise: T, ask: (answer: (result: T) => void) => () => void): Promise<T> {
    if (isLost) return Promise.resolve(otherwise);
    return new Promise((resolve) => {
      let stopAsking: (() => void) | null = null;
      let isAnswered = false;
      const stop = onLost(() => answer(otherwise));
      function answer(result: T): void {
        isAnswered = true;
        stop();
        stopAsking?.();
        resolve(result);
      }
      stopAsking = ask(answer);
      if (isAnswered) stopAsking();
    });
  }

  return {
    protocol,
    nudge,
    onMessage: messages.add,
    onLost,
    ping: () =>
      untilLost(undefined, (answer) => {
        client.sendPing();
        const mine = pingsSent;
        return pongs.add((count) => {
          if (count >= mine) answer(undefined);
        });
      }),
    publish: ({ topic, payload, qos, retain = false }) =>
      untilLost<PublishResult>({ outcome: 'refused', reason: 'not-connected' }, (answer) => {
        client.publish(topic, payload, { qos, retain }, (error, packet) => {
          nudge.progress();
          const result = published(error);
          const isTold = result.outcome === 'refused' || qos !== 1;
          answer(isTold ? result : { ...result, ...heardBy(protocol, unheard.delete(packet?.messageId ?? 0)) });
        });
        const timer = setTimeout(() => answer({ outcome: 'refused', reason: 'timed-out' }), ackTimeoutMs);
        return () => clearTimeout(timer);
      }),
    subscribe: (filters, { liveOnly = false } = {}) =>
      untilLost<readonly boolean[] | null>(null, (answer) => {
        // QoS 0: nothing is delivered again after a clean start, so a higher one would only throttle a slow broker
        client.subscribe(
          [...filters],
          { qos: 0, ...(liveOnly && protocol === 5 && { rh: 2 }) },
          (_error, _granted, suback) => answer(suback?.granted.map((code) => Number(code) < firstFailure) ?? null),
        );
        return nothingToStop;
      }),
    unsubscribe: (filters) =>
      untilLost(undefined, (answer) => {
        client.unsubscribe([...filters], () => answer(undefined));
        return nothingToStop;
      }),
    end: () =>
      untilLost(undefined, () => {
        const cut = setTimeout(() => client.stream.destroy(), farewellMs);
        client.end();
        return () => clearTimeout(cut);
      }),
  };
}

function nothingToStop(): void {}

/** A Buffer is a Uint8Array whose `slice` does not copy: kept by somebody, it would keep the socket's whole chunk. */
function plain({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Who hears it, as far as the PUBACK tells. */
function heardBy(protocol: MqttVersion, isUnheard: boolean): { readonly heard?: 'nobody' | 'unknown' } {
  if (protocol !== 5) return { heard: 'unknown' };
  return isUnheard ? { heard: 'nobody' } : {};
}

/** The result of a PUBACK or PUBREC. Other codes than 0x87 also say that this account may not do this. */
function published(error: Error | null | undefined): PublishResult {
  if (error === null || error === undefined) return { outcome: 'sent' };
  const code = 'code' in error ? Number(error.code) : NaN;
  return { outcome: 'refused', reason: code >= firstFailure ? 'not-authorised' : 'not-connected' };
}
