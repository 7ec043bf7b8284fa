import { EventEmitter, once } from 'node:events';

import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

import { sendWholePackets } from '@/broker/whole-packets';

type Heard = { readonly topic: string; readonly text: string; readonly retain: boolean };

/** An MQTT client of a test. It notes what it hears from the first moment, so that nothing has to be waited for in time. */
export type Guest = {
  readonly client: MqttClient;
  /** the topics of all it heard, in order */
  readonly topics: readonly string[];
  /** the next message on `topic` that was not asked for yet */
  heard(topic: string): Promise<Heard>;
  /** whatever came on `topic` so far is not asked for any more */
  forget(topic: string): void;
  /** the next event of this name; `error` does not throw */
  next(
    event: 'connect' | 'close' | 'disconnect' | 'error',
  ): Promise<{ readonly code?: number; readonly reasonCode?: number }>;
};

/** Knocks at the broker; `next('connect')` or `next('error')` tells how it went. Does not come back by itself. */
export function knock(url: string, options: IClientOptions): Guest {
  const client = mqtt.connect(url, { reconnectPeriod: 0, ...options });
  sendWholePackets(client);
  const arrivals = new EventEmitter();
  const topics: string[] = [];
  let unread: Heard[] = [];
  client.on('error', () => {});
  client.on('message', (topic, payload, { retain }) => {
    topics.push(topic);
    unread.push({ topic, text: payload.toString(), retain });
    arrivals.emit('message');
  });
  return {
    client,
    topics,
    async heard(topic) {
      for (;;) {
        const index = unread.findIndex((message) => message.topic === topic);
        const [message] = index < 0 ? [] : unread.splice(index, 1);
        if (message) return message;
        await once(arrivals, 'message');
      }
    },
    forget: (topic) => void (unread = unread.filter((message) => message.topic !== topic)),
    next: (event) => new Promise((resolve) => void client.once(event, resolve)), // each gives one packet
  };
}
