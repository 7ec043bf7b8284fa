import { shownAddress } from '@/broker/address';
import { openBroker, type Broker, type Login, type PublishResult } from '@/broker/broker';
import { mappedBy } from '@/conventions/mapped/mapped';
import { openMappings } from '@/conventions/mapped/mappings';
import { noKnowledge } from '@/core/advisory';
import { noCodesNews } from '@/core/code-owner';
import type { Intent } from '@/core/command';
import type { Elsewhere } from '@/core/feed';
import type { Message, Outgoing } from '@/core/message';
import type { ConventionName, Problem } from '@/core/observation';
import { watcherPublishes } from '@/core/watcher';
import { noPlan } from '@/core/update-plan';
import { openPassingSigners } from '@/history/signer-memory';

import type { AlertChanges } from './alert-news';
import { openAccess } from './access/access';
import { openAlertKeeper } from './alert-keeper';
import { openAlerts } from './alerts';
import { openArrivals } from './arrivals';
import { openClaims } from './claims';
import { askBridge, sendCommand } from './commands';
import { openDeviceKeeper } from './device-keeper';
import { createFeed, type Feed, type SessionNews } from './feed';
import { openFirmwareDesk } from './firmware/firmware-desk';
import { openSignedUpdates } from './firmware/signed-updates';
import { openFirmwareWork } from './firmware-work';
import { pageName, watcherName } from '@/firmware/runner';
import { createHealthSeries } from './health-series';
import { noHistory } from './history/no-history';
import { openHistory } from './history/history';
import { createListening, type Listening } from './listening';
import { openLearning } from './learning';
import { openLookingAround } from './look-around';
import { openLookers } from './lookers';
import { openMappedDevices } from './mapped-devices';
import { openPipeline } from './pipeline';
import { createProblems, isLimit } from './problems';
import { openAlertPictures } from './alert-pictures';
import { createPictures } from './pictures';
import type { CommandResult } from './protocol';
import { createRecentMessages, type KeptMessage } from './recent-messages';
import { openSignatures } from './signatures';
import { readPlan, shareOn, updatesTopic } from './update-mirror';
import { openSessionVault } from './vault/vault';
import { openWatching } from './watching';
import { openWitness } from './witness/witness';
import type { Session, SessionOptions } from './session-types';

export type { Session, SessionOptions };

/** how often time passes for what waits for it: a snoozed alert, a device that must stay well for a while */
const tickMs = 250;

export function openSession(options: SessionOptions): Session {
  const { conventions, clock, random, askForStates, shareAlerts, memory, mappingMemory, certificateStore } = options;
  const sharesUpdates = shareAlerts || options.carriesOutUpdates === true;
  const problems = createProblems();
  const mappings = openMappings();
  const pipeline = openPipeline([...conventions, mappedBy(mappings)], tellProblem);
  const { home, changes } = pipeline;
  const arrivals = openArrivals({ prepare: pipeline.prepare, hear });
  const signatures = openSignatures({
    store: certificateStore,
    memory: options.signerMemory ?? openPassingSigners(),
    pass: arrivals.take,
  });
  const recent = createRecentMessages(() => home.devices.size);
  const series = createHealthSeries(() => home.devices.size, clock());
  const pictures = createPictures();
  const alertPictures = openAlertPictures(home, pictures);
  const feeds = new Set<Feed>();
  let news: SessionNews = {
    connection: { status: 'idle' },
    elsewhere: null,
    listening: { phase: 'idle', filters: 0 },
    withheld: [],
    admin: { status: 'closed' },
    vault: { status: 'unknown' },
    rotations: [],
    codes: noCodesNews,
    updates: noPlan,
    alertSharing: 'unknown',
    mutes: [],
    history: { status: 'off' },
    mappings: [],
    lookAround: null,
    watch: { status: 'unknown' },
  };
  const keeper = openDeviceKeeper(memory, home);
  const alerts = openAlerts({
    home,
    clock,
    share: shareAlerts,
    onChange: tellAlerts,
    onSharing: (alertSharing) => tell({ alertSharing }),
    onMutes: (mutes) => tell({ mutes }),
    onProblem: tellProblem,
  });
  const alertKeeper = openAlertKeeper(options.alertMemory ?? null, alerts.all);
  const watching = openWatching({ duty: options.watchDuty ?? null, clock, tell: (watch) => tell({ watch }) });
  const learning = openLearning(
    options.habits === undefined
      ? null
      : {
          memory: options.habits.memory,
          mayRaise: mayRaiseLearned,
          ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
        },
  );
  const around = openLookingAround({ claims: openClaims(pipeline.readers), clock, random });
  const lookers = openLookers(around);
  const mapped = openMappedDevices({
    mappings,
    memory: mappingMemory,
    pipeline,
    clock,
    textOf: around.textOf,
    tell: (all) => tell({ mappings: all }),
    onChange() {
      passOn(null);
      lookers.refresh();
      listening?.review({ topic: '', retained: false });
    },
  });
  let broker: Broker | null = null;
  let login: Login | null = null;
  let listening: Listening | null = null;
  /** counts connections: a word from an older one is not heard any more */
  let connections = 0;
  /** as the broker speaks it; 4 is MQTT 3.1.1 */
  let protocol: 4 | 5 = 5;
  let entered: { readonly url: string; readonly done: Promise<void> } | null = null;
  let ticking: ReturnType<typeof setInterval> | null = null;

  const witness = openWitness({
    pipeline,
    broker: () => broker,
    login: () => login,
    others: () => [around.clientId],
    alerts: alerts.all,
    clock,
    random,
    happen: alerts.happen,
    isWatching: shareAlerts || options.watchDuty !== undefined,
  });
  const access = openAccess({
    witness,
    pipeline,
    broker: () => broker,
    login: () => login,
    clock,
    random,
    certificateStore,
    alerts: () => alerts.all.values(),
    knowledge: () => news.firmwareKnowledge ?? noKnowledge,
    signal: (signals) => alerts.take(signals),
    recent: recent.of,
    tell,
  });
  const history =
    options.history &&
    openHistory({ ...options.history, home, alerts: alerts.all, clock, tell: (state) => tell({ history: state }) });
  const vault = openSessionVault({
    shelf: options.vaultShelf,
    clock,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    login: () => login,
    connect,
    tell(state) {
      tell({ vault: state });
      history?.vaultIs(state);
      learning.vaultIs(state);
    },
    onSecret(secret) {
      history?.unlocked(secret);
      learning.unlocked(secret);
    },
  });
  void vault.look();
  const firmware = openFirmwareWork({
    devices: home.devices,
    clock,
    me: (options.watchDuty === undefined ? pageName : watcherName)(random),
    mayCarryOut: options.carriesOutUpdates ?? true,
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
    asksAtOnce: options.watchDuty !== undefined && options.carriesOutUpdates === true,
    isConnected: () => news.connection.status === 'connected',
    send: command,
    memory: options.updateMemory,
    tellsRefusals: () => protocol === 5,
    share: (plan) => (sharesUpdates ? shareOn(broker, plan) : null),
    tell: (updates) => tell({ updates }),
  });
  const desk = openFirmwareDesk(
    {
      devices: home.devices,
      clock,
      alerts: () => alerts.all.values(),
      signal: (signals) => alerts.take(signals),
      tell: (firmwareKnowledge) => tell({ firmwareKnowledge }),
    },
    options.firmwareSources ?? null,
  );

  async function publish(outgoing: Outgoing): Promise<PublishResult> {
    return broker === null ? { outcome: 'refused', reason: 'not-connected' } : broker.publish(outgoing);
  }

  function command(intent: Intent): Promise<CommandResult> {
    const { type } = intent.command;
    if (type === 'update' || type === 'schedule-update')
      alerts.happen({ type: 'update-asked', at: clock(), device: intent.device });
    return sendCommand(broker, pipeline, intent);
  }

  /** Whoever watches day and night knows the habits best; without such a one, the page that holds the lease. */
  function mayRaiseLearned(): boolean {
    if (options.watchDuty !== undefined) return true;
    return options.habits?.isMine() === true && !watcherPublishes(watching.now);
  }

  function tell(part: Partial<SessionNews>): void {
    news = { ...news, ...part };
    for (const feed of feeds) feed.news(part);
  }

  function tellProblem(problem: Problem, by: ConventionName | null = null): void {
    problems.add(problem, by);
    if (isLimit(problem)) alerts.happen({ type: 'limit', at: clock(), ...problem });
    for (const feed of feeds) feed.problemsChanged();
  }

  /** One page of several shows notifications: the newest that may. */
  function tellAlerts(changes: AlertChanges): void {
    for (const id of changes.gone) alertPictures.forget(id);
    for (const id of changes.fresh) {
      const alert = alerts.all.get(id);
      if (alert !== undefined) alertPictures.keep(alert);
    }
    history?.alertsChanged(changes.changed);
    const notifier = [...feeds].findLast((feed) => feed.mayNotify);
    for (const feed of feeds) feed.alertsChanged(changes, feed === notifier);
  }

  function tellListening(part: Partial<SessionNews>): void {
    if (part.listening?.phase === 'settled') {
      alerts.lookedOver();
      firmware.lookedOver();
      keeper.lookedOver(clock());
      if (entered !== null) desk.lookedOver(entered.url);
      witness.settled();
    }
    tell(part);
  }

  /** What was known of this home at earlier visits, before anything is heard of it. */
  async function enter(url: string): Promise<void> {
    const [known, kept, learned] = await Promise.all([
      keeper.enter(url),
      alertKeeper.recall(url),
      learning.enter(url),
      mapped.enter(url),
      signatures.enter(url),
    ]);
    if (entered?.url !== url) return;
    alerts.enter(known, kept, learned);
    alertKeeper.entered(url);
  }

  /** What others know of it is read before we look ourselves. */
  async function begin(mine: number): Promise<void> {
    await entered?.done;
    if (mine !== connections || broker === null) return;
    void broker.subscribe([...access.filters, updatesTopic]);
    access.joined();
    witness.joined();
    watching.join(broker);
    if (!(await alerts.join(broker))) return;
    watching.lookedOver();
    listening?.start();
  }

  function tick(): void {
    witness.tick();
    alerts.tick();
    keeper.tick(clock());
    signatures.tick(clock());
    desk.tick(clock());
    history?.tick(news.connection.status === 'connected');
    alertKeeper.tick(clock());
    signatures.tick(clock());
    learning.tick(clock());
    for (const feed of feeds) feed.tick();
    lookers.tick(clock());
    if (askForStates) access.tick();
  }

  function hear(message: Message): void {
    if (witness.hear(message)) return;
    if (alerts.hearShared(message) || watching.hear(message) || access.hear(message) || hearUpdates(message))
      return passOn(recent.keep(null, message, null));
    alerts.pass(message.at);
    const { device: id, decoded } = pipeline.hear(message);
    const device = id === null ? undefined : home.devices.get(id);
    if (device !== undefined) {
      access.deviceHeard(device.id, message);
      if (!message.retained) {
        series.count(device, message.at);
        history?.heard(device, message.at);
      }
    }
    const picture = decoded?.picture;
    if (picture !== undefined) {
      const standstill = pictures.keep(picture.voice, picture.bytes, message);
      if (id !== null) alerts.happen({ type: 'picture', at: message.at, device: id, ...standstill });
    }
    if (decoded !== null) alerts.hear(message, decoded.observations, changes);
    passOn(recent.keep(device?.id ?? null, message, decoded));
    listening?.review(message);
  }

  /** true: the message was the plan of updates, as another session of this home knows it */
  function hearUpdates(message: Message): boolean {
    if (message.topic !== updatesTopic) return false;
    const plan = sharesUpdates ? readPlan(message) : null;
    if (plan === 'newer') firmware.hearNewer();
    else if (plan !== null) firmware.hearPlan(plan);
    return true;
  }

  function passOn(heard: KeptMessage | null): void {
    if (changes.removed.size > 0) pictures.forgetUnless((voice) => home.byVoice.has(voice));
    for (const gone of changes.removed) {
      recent.forget(gone);
      series.forget(gone);
      history?.gone(gone);
    }
    for (const feed of feeds) feed.touched(changes, heard);
    firmware.heard(changes.changed);
    access.homeChanged(changes.changed);
    changes.changed.clear();
    changes.removed.clear();
  }

  /** Nothing waits to be verified, or for a convention, any more. */
  async function allHeard(): Promise<void> {
    await signatures.settled();
    await arrivals.settled();
  }

  /** Another broker is another home, and another person may see another part of it. */
  function forget(): void {
    entered = null;
    mapped.leave();
    desk.leave();
    watching.forget();
    alertKeeper.leave();
    learning.leave();
    alerts.enter(null);
    access.forget();
    witness.forget();
    pipeline.forget();
    passOn(null);
    recent.forgetAll();
    problems.forget();
    for (const feed of feeds) feed.problemsChanged();
    tell({ listening: { phase: 'idle', filters: 0 }, withheld: [] });
  }

  function tellOthers(elsewhere: Elsewhere | null, by: Feed | undefined): void {
    for (const feed of feeds) feed.news({ elsewhere: feed === by ? null : elsewhere });
  }

  function connect(wanted: Login, by?: Feed): void {
    void leave();
    const isOther = login !== null && !isSameAccount(login, wanted);
    if (isOther) forget();
    tellOthers(isOther ? { did: 'connect', url: shownAddress(wanted.url), username: wanted.username } : null, by);
    login = wanted;
    const mine = ++connections;
    history?.enter(wanted.url);
    if (entered?.url !== wanted.url) entered = { url: wanted.url, done: enter(wanted.url) };
    void firmware.enter(wanted.url);
    ticking ??= setInterval(tick, tickMs);
    broker = openBroker({
      login: wanted,
      ...(watching.lastWill !== null && { lastWill: watching.lastWill }),
      clock,
      random,
      events: {
        onState(connection) {
          if (mine !== connections) return;
          witness.state(connection);
          tell({ connection });
          if (connection.status === 'connected') {
            ({ protocol } = connection);
            lookers.connected(wanted);
            return void begin(mine);
          }
          listening?.stop();
          alerts.leave();
          watching.leave();
        },
        onMessage(message) {
          if (mine === connections) signatures.take(message);
        },
        onOversize(topic, bytes) {
          tellProblem({
            topic,
            reason: `A message of ${Math.round(bytes / 1024)} KiB is larger than Gatehouse reads`,
          });
        },
      },
    });
    listening = createListening({ broker, pipeline, allHeard, tell: tellListening, askForStates });
  }

  function join(wanted: Login): void {
    const { status } = news.connection;
    const isOnItsWay = status === 'connecting' || status === 'reconnecting';
    // another password for the same account is newer than the one that is being tried
    const isNewer = login !== null && isSameAccount(login, wanted) && login.password !== wanted.password;
    if (status === 'connected' || (isOnItsWay && !isNewer)) return;
    connect(wanted);
  }

  async function disconnect(by?: Feed): Promise<void> {
    void firmware.giveUp(); // on its way before the connection ends
    const left = leave();
    if (login !== null) tellOthers({ did: 'disconnect' }, by);
    login = null;
    tell({ connection: { status: 'idle' } });
    forget();
    await left;
  }

  async function leave(): Promise<void> {
    const leaving = broker;
    connections += 1;
    history?.leave();
    firmware.forget();
    listening?.stop();
    alerts.leave();
    signatures.forget();
    watching.leave();
    arrivals.forget();
    lookers.leave();
    witness.leave();
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
    join,
    disconnect,
    openFeed() {
      const feed = createFeed({ home, recent, problems, alerts: alerts.all, news });
      feeds.add(feed);
      return feed;
    },
    closeFeed(feed) {
      feeds.delete(feed);
      lookers.look(feed, null, null);
    },
    alertAct: alerts.act,
    mute: alerts.mute,
    unmute: alerts.unmute,
    look: (page, look) => lookers.look(page, look, broker === null ? null : login),
    mapped,
    command,
    firmware: (order) => firmware.order(order),
    bridgeHealth: (device) => askBridge(broker, pipeline, device, random),
    healthSeries: (device) => series.of(home.devices.get(device), clock()),
    picture(id) {
      const device = home.devices.get(id);
      const told = device?.picture ?? null;
      const picture = device === undefined ? null : pictures.newestOf(device.voices);
      return told === null || picture === null ? null : { told, ...picture };
    },
    alertPicture(id) {
      const alert = alerts.all.get(id);
      return alert === undefined ? null : alertPictures.of(alert);
    },
    messagePicture(id) {
      const bytes = recent.picture(id);
      return bytes === null ? null : { bytes };
    },
    access,
    vault,
    firmwareDesk: desk,
    signedUpdates: openSignedUpdates({
      devices: home.devices,
      store: certificateStore,
      at: () => login?.url ?? null,
      clock,
      publish,
    }),
    witness,
    history: history ?? noHistory,
    learning,
    watching,
    updateDuty: () => firmware.duty,
    publish,
    async close() {
      vault.close();
      await access.close();
      await Promise.all([watching.goodbye(), firmware.giveUp()]);
      await Promise.all([alertKeeper.close(), keeper.close(), learning.close()]);
      await leave();
      await history?.close();
    },
  };
}

function isSameAccount(one: Login, other: Login): boolean {
  return one.url === other.url && one.username === other.username;
}
