import mqtt, { type MqttClient } from 'mqtt';

import type { SimulatedMessage } from '@/simulator/types';

export type BridgeLogin = {
  /** `ws://…`, `wss://…`, or `mqtt://…` */
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly clientId?: string;
};

/** The simulated bridge as a client of a broker; goes on when the broker was away. */
export type BridgeConnection = {
  /** the broker took all that was published before; rejects when it refuses the log-in or a filter */
  readonly ready: Promise<void>;
  publish(messages: readonly SimulatedMessage[]): void;
  /** from now on these topic filters and no others */
  listen(filters: readonly string[]): void;
  /** goes, and comes back with another log-in; one that the broker refuses is tried until it does not */
  logInAs(login: Pick<BridgeLogin, 'username' | 'password'>): void;
  /** publishes its last words and logs out, so that the will is not needed */
  close(lastWords: readonly SimulatedMessage[]): Promise<void>;
};

type Hear = (topic: string, payload: string) => void;

/** How many messages may be under way at once: mqtt.js waits with one listener each for a socket that is full. */
const atOnce = 200;
/** How long a broker that does not answer may hold up the end. */
const farewellMs = 2000;

export function connectBridge(login: BridgeLogin, will: SimulatedMessage, hear: Hear): BridgeConnection {
  // Zigbee2MQTT keeps what it retained too and says it again whenever it connects: the broker may have lost it.
  const retained = new Map<string, SimulatedMessage>();
  let firstWords: SimulatedMessage[] | null = [];
  let filters: readonly string[] = [];
  const client = mqtt.connect(login.url, {
    username: login.username,
    password: login.password,
    clientId: login.clientId ?? 'zigbee2mqtt',
    protocolVersion: 4, // Zigbee2MQTT's default
    reconnectPeriod: 1000,
    reconnectOnConnackError: true, // a broker that starts may refuse for a moment whom it knows
    resubscribe: false, // done below, with the filters of then
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: will.qos, retain: will.retain },
  });
  client.on('message', (topic, payload) => hear(topic, payload.toString()));

  const ready = new Promise<void>((resolve, reject) => {
    client.on('connect', () => {
      const words = [...retained.values(), ...(firstWords ?? [])];
      firstWords = null;
      Promise.all([subscribe(client, filters), sendAll(client, words)]).then(
        () => resolve(),
        // What a connection loses on the way is said again at the next; what a broker denies, it always will.
        (error: Error) => client.connected && reject(error),
      );
    });
    client.on('error', (error) => {
      const refused = 'code' in error && typeof error.code === 'number';
      if (!refused || firstWords === null) return; // mqtt.js tries again
      reject(error);
      client.end(true);
    });
  });
  ready.catch(() => {}); // for who asks; nobody has to

  return {
    ready,
    publish(messages) {
      for (const message of messages) {
        if (message.retain) remember(retained, message);
        if (client.connected) void send(client, message).catch(() => {});
        else if (!message.retain) firstWords?.push(message);
      }
    },
    listen(wanted) {
      if (wanted === filters) return;
      const added = without(wanted, filters);
      const gone = without(filters, wanted);
      filters = wanted;
      if (!client.connected) return;
      void subscribe(client, added).catch(() => {});
      if (gone.length > 0) client.unsubscribe([...gone]);
    },
    logInAs({ username, password }) {
      Object.assign(client.options, { username, password });
      // what was published before is on its way out; a farewell that the broker does not answer is not waited for
      void soon(client.endAsync().catch(() => {})).then(() => client.reconnect());
    },
    async close(lastWords) {
      if (client.connected) {
        await soon(sendAll(client, lastWords).catch(() => {}));
      }
      await client.endAsync(!client.connected);
    },
  };
}

function remember(retained: Map<string, SimulatedMessage>, message: SimulatedMessage): void {
  if (message.payload === '') retained.delete(message.topic);
  else retained.set(message.topic, message);
}

function without(some: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
}

async function send(client: MqttClient, { topic, payload, qos, retain }: SimulatedMessage): Promise<void> {
  await client.publishAsync(topic, payload, { qos, retain });
}

async function sendAll(client: MqttClient, messages: readonly SimulatedMessage[]): Promise<void> {
  for (let start = 0; start < messages.length; start += atOnce) {
    await Promise.all(messages.slice(start, start + atOnce).map((message) => send(client, message)));
  }
}

async function subscribe(client: MqttClient, filters: readonly string[]): Promise<void> {
  if (filters.length > 0) await client.subscribeAsync([...filters], { qos: 1 });
}

async function soon(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, farewellMs)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
