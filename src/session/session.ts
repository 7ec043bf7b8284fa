import { openBroker, type Broker, type Login } from '@/broker/broker';
import type { Convention } from '@/conventions/convention';
import type { Alert, AlertAct, AlertId } from '@/core/alert';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { HealthPoint } from '@/core/feed';
import type { Home } from '@/core/home';
import type { Message } from '@/core/message';
import type { Problem } from '@/core/observation';
import type { DeviceMemory } from '@/history/device-memory';

import type { AlertChanges } from './alert-news';
import { openAlerts } from './alerts';
import { askBridge, sendCommand } from './commands';
import { openDeviceKeeper } from './device-keeper';
import { createFeed, type Feed, type SessionNews } from './feed';
import { createHealthSeries } from './health-series';
import { createListening, type Listening } from './listening';
import { openPipeline } from './pipeline';
import { createProblems } from './problems';
import type { ActResult, BridgeHealth, CommandResult } from './protocol';
import { createRecentMessages } from './recent-messages';

export type SessionOptions = {
  readonly conventions: readonly Convention[];
  readonly clock: () => number;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
  /** ask locks for their state after connecting, because Zigbee2MQTT does not retain it; false for a mere listener */
  readonly askForStates: boolean;
  /** tell the other observers of this home what we see; false for a mere listener */
  readonly shareAlerts: boolean;
  readonly memory: DeviceMemory;
};

/** how often time passes for what waits for it: a snoozed alert, a device that must stay well for a while */
const tickMs = 500;

/** One home on one broker, without a page: the same code in a Worker, in Node and in tests. */
export type Session = {
  readonly home: Home;
  readonly alerts: ReadonlyMap<AlertId, Alert>;
  connect(login: Login): void;
  disconnect(): Promise<void>;
  /** what one page is told from now on, beginning with the whole home */
  openFeed(): Feed;
  closeFeed(feed: Feed): void;
  command(intent: Intent): Promise<CommandResult>;
  alertAct(alert: AlertId, act: AlertAct): ActResult;
  bridgeHealth(device: DeviceId): Promise<BridgeHealth>;
  healthSeries(device: DeviceId): readonly HealthPoint[];
  close(): Promise<void>;
};

export function openSession(options: SessionOptions): Session {
  const { conventions, clock, random, askForStates, shareAlerts, memory } = options;
  const problems = createProblems();
  const pipeline = openPipeline(conventions, tellProblem);
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
    alertSharing: 'unknown',
  };
  const keeper = openDeviceKeeper(memory, home);
  const alerts = openAlerts({
    home,
    clock,
    share: shareAlerts,
    onChange: tellAlerts,
    onSharing: (alertSharing) => tell({ alertSharing }),
    onProblem: tellProblem,
  });
  let broker: Broker | null = null;
  let listening: Listening | null = null;
  /** counts connections: a word from an older one is not heard any more */
  let connections = 0;
  let entered: { readonly url: string; readonly done: Promise<void> } | null = null;
  let ticking: ReturnType<typeof setInterval> | null = null;

  function tell(part: Partial<SessionNews>): void {
    news = { ...news, ...part };
    for (const feed of feeds) feed.news(part);
  }

  function tellProblem(problem: Problem): void {
    problems.add(problem);
    for (const feed of feeds) feed.problemsChanged();
  }

  /** One page of several shows notifications: the newest that may. */
  function tellAlerts(changes: AlertChanges): void {
    const notifier = [...feeds].findLast((feed) => feed.mayNotify);
    for (const feed of feeds) feed.alertsChanged(changes, feed === notifier);
  }

  function tellListening(part: Partial<SessionNews>): void {
    if (part.listening?.phase === 'settled') {
      alerts.lookedOver();
      keeper.lookedOver(clock());
    }
    tell(part);
  }

  /** What was known of this home at earlier visits, before anything is heard of it. */
  async function enter(url: string): Promise<void> {
    const known = await keeper.enter(url);
    if (entered?.url === url) alerts.enter(known);
  }

  /** What others know of it is read before we look ourselves. */
  async function begin(mine: number): Promise<void> {
    await entered?.done;
    if (mine !== connections || broker === null) return;
    if (await alerts.join(broker)) listening?.start();
  }

  function tick(): void {
    alerts.tick();
    keeper.tick(clock());
  }

  function hear(message: Message): void {
    if (alerts.hearShared(message)) return;
    alerts.pass(message.at);
    const { device: id, decoded } = pipeline.hear(message);
    const device = id === null ? undefined : home.devices.get(id);
    if (device !== undefined && decoded !== null) {
      recent.keep(device.id, message, decoded.masked);
      if (!message.retained) series.count(device, message.at);
    }
    if (decoded !== null) alerts.hear(message, decoded.observations, changes);
    for (const gone of changes.removed) {
      recent.forget(gone);
      series.forget(gone);
    }
    for (const feed of feeds) feed.touched(changes, device?.id ?? null);
    changes.changed.clear();
    changes.removed.clear();
    listening?.review();
  }

  function connect(login: Login): void {
    void leave();
    const mine = ++connections;
    if (entered?.url !== login.url) entered = { url: login.url, done: enter(login.url) };
    ticking ??= setInterval(tick, tickMs);
    broker = openBroker({
      login,
      clock,
      random,
      events: {
        onState(connection) {
          if (mine !== connections) return;
          tell({ connection });
          if (connection.status === 'connected') return void begin(mine);
          listening?.stop();
          alerts.leave();
        },
        onMessage(message) {
          if (mine === connections) hear(message);
        },
        onOversize(topic, bytes) {
          tellProblem({
            topic,
            reason: `A message of ${Math.round(bytes / 1024)} KiB is larger than Gatehouse reads`,
          });
        },
      },
    });
    listening = createListening({ broker, pipeline, tell: tellListening, askForStates });
  }

  async function leave(): Promise<void> {
    const leaving = broker;
    connections += 1;
    listening?.stop();
    alerts.leave();
    if (ticking !== null) clearInterval(ticking);
    ticking = null;
    broker = null;
    listening = null;
    await leaving?.close();
  }

  return {
    home,
    alerts: alerts.all,
    connect,
    async disconnect() {
      await leave();
      tell({ connection: { status: 'idle' }, listening: { phase: 'idle', filters: 0 } });
    },
    openFeed() {
      const feed = createFeed({ home, recent, problems, alerts: alerts.all, news });
      feeds.add(feed);
      return feed;
    },
    closeFeed: (feed) => void feeds.delete(feed),
    alertAct: alerts.act,
    command: (intent) => sendCommand(broker, pipeline, intent),
    bridgeHealth: (device) => askBridge(broker, pipeline, device, random),
    healthSeries: (device) => series.of(home.devices.get(device), clock()),
    close: leave,
  };
}
