import { openBroker, type Broker, type Login } from '@/broker/broker';
import type { Convention } from '@/conventions/convention';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { HealthPoint } from '@/core/feed';
import type { Home } from '@/core/home';
import type { Message } from '@/core/message';

import { askBridge, sendCommand } from './commands';
import { createFeed, type Feed, type SessionNews } from './feed';
import { createHealthSeries } from './health-series';
import { createListening, type Listening } from './listening';
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
  /** what one page is told from now on, beginning with the whole home */
  openFeed(): Feed;
  closeFeed(feed: Feed): void;
  command(intent: Intent): Promise<CommandResult>;
  bridgeHealth(device: DeviceId): Promise<BridgeHealth>;
  healthSeries(device: DeviceId): readonly HealthPoint[];
  close(): Promise<void>;
};

export function openSession({ conventions, clock, random, askForStates }: SessionOptions): Session {
  const problems = createProblems();
  const pipeline = openPipeline(conventions, (problem) => {
    problems.add(problem);
    for (const feed of feeds) feed.problemsChanged();
  });
  const { home, changes } = pipeline;
  const recent = createRecentMessages(() => home.devices.size);
  const series = createHealthSeries(() => home.devices.size, clock());
  const feeds = new Set<Feed>();
  let news: SessionNews = {
    connection: { status: 'idle' },
    listening: { phase: 'idle', filters: 0 },
    withheld: [],
    admin: { status: 'closed' },
    rotations: [],
  };
  let broker: Broker | null = null;
  let listening: Listening | null = null;
  /** counts connections: a word from an older one is not heard any more */
  let connections = 0;

  function tell(part: Partial<SessionNews>): void {
    news = { ...news, ...part };
    for (const feed of feeds) feed.news(part);
  }

  function hear(message: Message): void {
    const { device: id, decoded } = pipeline.hear(message);
    const device = id === null ? undefined : home.devices.get(id);
    if (device !== undefined && decoded !== null) {
      recent.keep(device.id, message, decoded.masked);
      if (!message.retained) series.count(device, message.at);
    }
    for (const gone of changes.removed) {
      recent.forget(gone);
      series.forget(gone);
    }
    for (const feed of feeds) feed.touched(changes, device?.id ?? null);
    changes.changed.clear();
    changes.removed.clear();
    listening?.review(message);
  }

  function connect(login: Login): void {
    void leave();
    const mine = ++connections;
    broker = openBroker({
      login,
      clock,
      random,
      events: {
        onState(connection) {
          if (mine !== connections) return;
          tell({ connection });
          if (connection.status === 'connected') listening?.start();
          else listening?.stop();
        },
        onMessage(message) {
          if (mine === connections) hear(message);
        },
        onOversize(topic, bytes) {
          problems.add({
            topic,
            reason: `A message of ${Math.round(bytes / 1024)} KiB is larger than Gatehouse reads`,
          });
          for (const feed of feeds) feed.problemsChanged();
        },
      },
    });
    listening = createListening({ broker, pipeline, tell, askForStates });
  }

  async function leave(): Promise<void> {
    const leaving = broker;
    connections += 1;
    listening?.stop();
    broker = null;
    listening = null;
    await leaving?.close();
  }

  return {
    home,
    connect,
    async disconnect() {
      await leave();
      tell({ connection: { status: 'idle' }, listening: { phase: 'idle', filters: 0 } });
    },
    openFeed() {
      const feed = createFeed({ home, recent, problems, news });
      feeds.add(feed);
      return feed;
    },
    closeFeed: (feed) => void feeds.delete(feed),
    command: (intent) => sendCommand(broker, pipeline, intent),
    bridgeHealth: (device) => askBridge(broker, pipeline, device, random),
    healthSeries: (device) => series.of(home.devices.get(device), clock()),
    close: leave,
  };
}
