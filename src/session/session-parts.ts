import type { Broker, Login } from '@/broker/broker';
import { mappedBy } from '@/conventions/mapped/mapped';
import { openMappings } from '@/conventions/mapped/mappings';
import { noKnowledge } from '@/core/firmware/advisory';
import { stands } from '@/core/alerts/alert';
import type { Intent } from '@/core/command';
import { hasLearned, type LearningProgress } from '@/core/learning-progress';
import type { Message } from '@/core/message';
import type { ConventionName, Problem } from '@/core/observation';
import { watcherSpeaks } from '@/core/watcher';
import { pageName, watcherName } from '@/firmware/runner';
import { openPassingRotations } from '@/history/rotation-memory';
import { openPassingSigners } from '@/history/signer-memory';

import { openAccess } from './access/access';
import { openAlertKeeper } from './alerts/alert-keeper';
import type { AlertChanges } from './alerts/alert-news';
import { openAlertPictures } from './alerts/alert-pictures';
import { openAlerts } from './alerts/alerts';
import { openArrivals } from './hearing/arrivals';
import { openAudience } from './audience';
import { openClaims } from './look-around/claims';
import { sendCommand } from './commands';
import { openCountKeeper } from './watching/count-keeper';
import { openDeviceKeeper } from './history/device-keeper';
import { openFirmwareDesk } from './firmware/firmware-desk';
import { openFirmwareWork } from './firmware/firmware-work';
import { createHealthSeries } from './recent/health-series';
import { openHistory } from './history/history';
import { openLearning } from './learning/learning';
import type { Listening } from './hearing/listening';
import { openLookingAround } from './look-around/look-around';
import { openLookers } from './look-around/lookers';
import { openMappedDevices } from './look-around/mapped-devices';
import { createPictures } from './recent/pictures';
import { openPipeline } from './hearing/pipeline';
import { createProblems, isLimit } from './recent/problems';
import type { CommandResult } from './protocol';
import { createRecentMessages, type KeptMessage } from './recent/recent-messages';
import type { SessionOptions } from './session-types';
import { openSignatures } from './hearing/signatures';
import { openSpeaker } from './learning/speaker';
import { shareOn } from './firmware/update-mirror';
import { openSessionVault } from './vault/vault';
import { openWatching } from './watching/watching';
import { openWitness } from './witness/witness';

/** The way to the broker, as long as there is one. The connection sets it; the parts, which outlive it, look here. */
export type Line = {
  broker: Broker | null;
  login: Login | null;
  listening: Listening | null;
  /** as the broker speaks it; 4 is MQTT 3.1.1 */
  protocol: 4 | 5;
};

/** What the parts need of those that are made of them. */
type Above = {
  readonly hear: (message: Message) => void;
  readonly passOn: (heard: KeptMessage | null) => void;
  readonly connect: (login: Login) => void;
};

export type SessionParts = ReturnType<typeof openParts>;

/** Everything that a session is made of, each wired to those that it needs; nothing of it knows when a home is entered or left. */
export function openParts(options: SessionOptions, line: Line, above: Above) {
  const {
    conventions,
    clock,
    random,
    shareAlerts,
    memory,
    mappingMemory,
    certificateStore,
    timeZone,
    vaulted = [],
  } = options;
  const sharesUpdates = shareAlerts || options.carriesOutUpdates === true;
  const audience = openAudience();
  const { tell } = audience;
  const problems = createProblems();
  const mappings = openMappings();
  const pipeline = openPipeline([...conventions, mappedBy(mappings)], tellProblem);
  const { home } = pipeline;
  const arrivals = openArrivals({ prepare: pipeline.prepare, hear: above.hear });
  const signatures = openSignatures({
    store: certificateStore,
    anchors: options.anchors,
    memory: options.signerMemory ?? openPassingSigners(),
    pass: arrivals.take,
  });
  const recent = createRecentMessages(() => home.devices.size);
  const series = createHealthSeries(() => home.devices.size, clock());
  const pictures = createPictures();
  const alertPictures = openAlertPictures(home, pictures);
  const keeper = openDeviceKeeper(memory, home);
  const alerts = openAlerts({
    home,
    clock,
    share: shareAlerts,
    timeZone,
    onChange: tellAlerts,
    onSharing: (alertSharing) => tell({ alertSharing }),
    onMutes: (mutes) => tell({ mutes }),
    onProblem: tellProblem,
  });
  const alertKeeper = openAlertKeeper(options.alertMemory ?? null, alerts.all);
  const countKeeper = openCountKeeper({
    memory: options.countMemory ?? null,
    counts: alerts.counts,
    keepAlerts: alertKeeper.keep,
  });
  const watching = openWatching({ duty: options.watchDuty ?? null, clock, tell: (watch) => tell({ watch }) });
  const learning = openLearning(
    options.habits === undefined
      ? null
      : {
          memory: options.habits.memory,
          mayRaise: () => speaker.mayRaise(),
          ...(timeZone !== undefined && { timeZone }),
        },
  );
  const speaker = openSpeaker({
    shares: agreesOnSpeaker,
    clock,
    random,
    learned: learnedHere,
    onTurn: () => learning.takeOver([...alerts.all.values()].filter(stands), clock()),
  });
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
      above.passOn(null);
      lookers.refresh();
      line.listening?.review({ topic: '', retained: false });
    },
  });
  const witness = openWitness({
    pipeline,
    broker: () => line.broker,
    login: () => line.login,
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
    broker: () => line.broker,
    isConnected: () => audience.news.connection?.status === 'connected',
    login: () => line.login,
    clock,
    random,
    certificateStore,
    rotationMemory: options.rotationMemory ?? openPassingRotations(),
    alerts: () => alerts.all.values(),
    knowledge: () => audience.news.firmwareKnowledge ?? noKnowledge,
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
    login: () => line.login,
    connect: above.connect,
    tell(state) {
      tell({ vault: state });
      history?.vaultIs(state);
      learning.vaultIs(state);
      const isWiped = vaulted.map((memory) => memory.vaultIs(state)).some(Boolean);
      if (!isWiped) return;
      for (const part of [desk, mapped, access]) part.wiped();
    },
    onSecret(secret) {
      history?.unlocked(secret);
      learning.unlocked(secret);
      const isReadable = vaulted.map((memory) => memory.unlocked(secret)).some(Boolean);
      if (!isReadable) return;
      for (const part of [firmware, desk, mapped, access]) void part.recallAgain();
    },
  });
  const firmware = openFirmwareWork({
    devices: home.devices,
    clock,
    me: (options.watchDuty === undefined ? pageName : watcherName)(random),
    mayCarryOut: options.carriesOutUpdates ?? true,
    ...(timeZone !== undefined && { timeZone }),
    asksAtOnce: options.watchDuty !== undefined && options.carriesOutUpdates === true,
    isConnected: () => audience.news.connection.status === 'connected',
    send: command,
    memory: options.updateMemory,
    tellsRefusals: () => line.protocol === 5,
    share: (plan) => (sharesUpdates ? shareOn(line.broker, plan) : null),
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

  function command(intent: Intent): Promise<CommandResult> {
    const { type } = intent.command;
    if (type === 'update' || type === 'schedule-update')
      alerts.happen({ type: 'update-asked', at: clock(), device: intent.device });
    witness.sends(intent.device);
    return sendCommand(line.broker, pipeline, intent);
  }

  /** Who watches day and night knows the habits best, from the day on when it has learned them, and asks nobody. */
  function agreesOnSpeaker(): boolean {
    return shareAlerts && (options.watchDuty === undefined || !hasLearned(learning.progress(null)));
  }

  /** What it could speak of: of the pages of a browser the one that holds the lease, where no watcher does. */
  function learnedHere(): LearningProgress | null {
    const mine = options.habits?.isMine() === true ? learning.progress(null) : null;
    return options.watchDuty === undefined && watcherSpeaks(watching.now, mine) ? null : mine;
  }

  function tellProblem(problem: Problem, by: ConventionName | null = null): void {
    problems.add(problem, by);
    if (isLimit(problem)) alerts.happen({ type: 'limit', at: clock(), ...problem });
    audience.problemsChanged();
  }

  function tellAlerts(changes: AlertChanges): void {
    for (const id of changes.gone) alertPictures.forget(id);
    for (const id of changes.fresh) {
      const alert = alerts.all.get(id);
      if (alert !== undefined) alertPictures.keep(alert);
    }
    history?.alertsChanged(changes.changed);
    audience.alertsChanged(changes);
  }

  return {
    options,
    audience,
    problems,
    pipeline,
    home,
    arrivals,
    signatures,
    recent,
    series,
    pictures,
    alertPictures,
    keeper,
    alerts,
    alertKeeper,
    countKeeper,
    watching,
    learning,
    speaker,
    lookers,
    mapped,
    witness,
    access,
    history,
    vault,
    firmware,
    desk,
    sharesUpdates,
    command,
    tellProblem,
  };
}
