import { openBroker, type Broker, type Login } from '@/broker/broker';
import type { Convention } from '@/conventions/convention';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { Batch, ConnectionState, HealthPoint } from '@/core/feed';
import type { Home } from '@/core/home';
import type { Message } from '@/core/message';

import { createFeed } from './feed';
import { createHealthSeries } from './health-series';
import { createListening } from './listening';
import { openPipeline } from './pipeline';
import { createProblems } from './problems';
import type { BridgeHealth, CommandResult } from './protocol';
import { createRecentMessages } from './recent-messages';

export type SessionOptions = {
  readonly conventions: readonly Convention[];
  readonly clock: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** ask locks for their state after connecting, because Zigbee2MQTT does not retain it; false for a mere listener */
  readonly askForStates: boolean;
};

/** One home on one broker, without a page: the same code in a Worker, in Node and in tests. */
export type Session = {
  readonly home: Home;
  connect(login: Login): void;
  disconnect(): Promise<void>;
  /** what changed since the last call; null: nothing */
  takeBatch(): Batch | null;
  /** called once whenever there is something to take; returns its undo */
  onChange(listener: () => void): () => void;
  watch(device: DeviceId | null): void;
  command(intent: Intent): Promise<CommandResult>;
  bridgeHealth(device: DeviceId): Promise<BridgeHealth>;
  healthSeries(device: DeviceId): readonly HealthPoint[];
  close(): Promise<void>;
};

const answerTimeoutMs = 10_000;

export function openSession(options: SessionOptions): Session {
  const { clock, random } = options;
  const problems = createProblems();
  const pipeline = openPipeline(options.conventions, (problem) => {
    problems.add(problem);
    feed.problemsChanged();
  });
  const { home } = pipeline;
  const recent = createRecentMessages(() => home.devices.size);
  const series = createHealthSeries(() => home.devices.size, clock());
  const feed = createFeed({ pipeline, recent, problems });
  let broker: Broker | null = null;
  let listening: ReturnType<typeof createListening> | null = null;

  function hear(message: Message): void {
    const { device: id, decoded } = pipeline.hear(message);
    const device = id === null ? undefined : home.devices.get(id);
    if (device !== undefined && decoded !== null) {
      recent.keep(device.id, message, decoded.masked);
      if (!message.retained) series.count(device, message.at);
    }
    feed.touched(device?.id ?? null);
    listening?.review();
  }

  async function drop(): Promise<void> {
    const leaving = broker;
    listening?.stop();
    broker = null;
    listening = null;
    await leaving?.close();
  }

  function connect(login: Login): void {
    void drop();
    const mine = openBroker({
      login,
      clock,
      random,
      events: {
        onState(state: ConnectionState) {
          if (broker !== null && broker !== mine) return;
          feed.connection(state);
          if (state.status === 'connected') listening?.start();
          else listening?.stop();
        },
        onMessage(message) {
          if (broker === mine) hear(message);
        },
        onOversize(topic, bytes) {
          problems.add({
            topic,
            reason: `A message of ${Math.round(bytes / 1024)} KiB is larger than Gatehouse reads`,
          });
          feed.problemsChanged();
        },
      },
    });
    broker = mine;
    listening = createListening({ broker: mine, pipeline, feed, askForStates: options.askForStates });
  }

  async function command({ device, command: wanted }: Intent): Promise<CommandResult> {
    if (broker === null) return { outcome: 'refused', reason: 'not-connected' };
    for (const voice of home.devices.get(device)?.voices ?? []) {
      for (const reader of pipeline.readers) {
        const messages = reader.encode(voice, wanted);
        if (messages === null) continue;
        for (const message of messages) {
          const result = await broker.publish(message);
          if (result.outcome !== 'sent') return result;
        }
        return { outcome: 'sent' };
      }
    }
    return { outcome: 'refused', reason: 'cannot' };
  }

  async function bridgeHealth(device: DeviceId): Promise<BridgeHealth> {
    if (broker === null) return { outcome: 'not-connected' };
    for (const voice of home.devices.get(device)?.voices ?? []) {
      for (const reader of pipeline.readers) {
        const question = reader.askHealth(voice, `gatehouse-${Math.floor(random() * 2 ** 48).toString(36)}`);
        if (question === null) continue;
        const result = await broker.request(question, { timeoutMs: answerTimeoutMs });
        if (result.outcome === 'answered')
          return { outcome: reader.isHealthy(result.payload) ? 'healthy' : 'unhealthy' };
        return { outcome: result.outcome === 'not-connected' ? 'not-connected' : 'no-answer' };
      }
    }
    return { outcome: 'cannot' };
  }

  function takeBatch(): Batch | null {
    for (const gone of pipeline.changes.removed) {
      recent.forget(gone);
      series.forget(gone);
    }
    return feed.take();
  }

  return {
    home,
    connect,
    disconnect: async () => {
      await drop();
      feed.connection({ status: 'idle' });
    },
    takeBatch,
    onChange: feed.onChange,
    watch: feed.watch,
    command,
    bridgeHealth,
    healthSeries: (device) => series.of(home.devices.get(device), clock()),
    close: drop,
  };
}
