import type { AlertNews, ConnectionState } from '@/core/feed';
import { incidentsOf, withToldNames } from '@/core/alerts/incident';
import type { TellingWay } from '@/core/watcher';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingFirmwareShelf } from '@/history/firmware-shelf';
import { openPassingMappings } from '@/history/mapping-memory';
import { openPassingShelf } from '@/history/vault-shelf';
import { localTimeIn } from '@/detection/learned/local-time';
import { openAlertLog } from '@/session/alerts/alert-log';
import { conventions } from '@/session/hearing/conventions';
import type { Login } from '@/session/protocol';
import type { Anchors } from '@/session/hearing/signatures';
import { openSession, type Session } from '@/session/session';

import { connectTrouble } from '../connect-trouble';
import { nothingTold, openDelivery } from '../delivery/delivery';
import { atStart } from '../delivery/outbox';
import type { QuietHours } from '../delivery/quiet-hours';
import type { Way } from '../delivery/way';
import { UsageError } from '../options';
import { servedCatalogs } from '../served-catalogs';
import { openAlertTelling } from './alert-telling';
import { openOtherWatchers } from './other-watchers';
import { asAlerts, asDelivery, asDevices, asIncidents, asItIs, asPlan, asSessionName, asSigners } from './kept-values';
import type { Kept, StateDirectory } from './state-directory';

const tickMs = 1_000;
const keepRestMs = 100;

export type HomeWatchOptions = {
  readonly login: Login;
  /** writes the alerts to the broker too */
  readonly publish: boolean;
  /** does what is left for the night, where the broker lets its account */
  readonly updates?: boolean;
  readonly clock?: () => number;
  /** the catalogues of firmware; absent: those that lie beside the page */
  readonly catalogs?: () => readonly string[] | null;
  readonly state: StateDirectory;
  readonly quietHours: QuietHours | null;
  readonly waysOf: (publish: Session['publish']) => readonly Way[];
  /** whose clocks the home keeps to; absent: those of this machine */
  readonly timeZone?: string;
  /** the home's authority and what it took back; absent: no certificate is vouched for */
  readonly anchors?: Anchors;
  /** one line of JSON an alert that opened, changed or closed */
  readonly write: (line: string) => void;
  /** a sentence for whoever looks after this process */
  readonly say: (sentence: string) => void;
};

export type HomeWatch = {
  /** rejects with a UsageError when there is no connection and will be none */
  readonly ended: Promise<never>;
  /** says goodbye and keeps what is to be kept */
  close(): Promise<void>;
};

/** A session without a page that watches day and night. It survives its broker; what it knows survives it, in `state`. */
export function openHomeWatch(options: HomeWatchOptions): HomeWatch {
  const {
    login,
    publish,
    updates = false,
    state,
    quietHours,
    waysOf,
    write,
    say,
    timeZone,
    anchors,
    clock = Date.now,
    catalogs = servedCatalogs,
  } = options;
  const home = login.url;
  const since = Date.now();
  const keptDevices = state('devices', asDevices);
  const keptAlerts = state('alerts', asAlerts);
  const keptIncidents = state('incidents', asIncidents);
  const keptDelivery = state('delivery', asDelivery);
  const keptSigners = state('signers', asSigners);
  const keptSession = state('session', asSessionName);
  const sessionBefore = keptSession.read(home);
  const before = keptAlerts.read(home);
  let isToBeKept = false;
  let keeping: ReturnType<typeof setTimeout> | null = null;

  const session = openSession({
    conventions,
    clock,
    random: Math.random,
    askForStates: false,
    shareAlerts: publish,
    isKnownBroker: before !== null,
    memory: afterTelling(keptDevices),
    alertMemory: afterTelling({
      read: keptAlerts.read,
      write(url, alerts) {
        keptIncidents.write(url, log.incidents);
        keptAlerts.write(url, alerts);
      },
    }),
    countMemory: afterTelling(state('counts', asItIs)),
    certificateStore: openPassingCertificateStore(),
    ...(anchors !== undefined && { anchors }),
    mappingMemory: openPassingMappings(),
    vaultShelf: openPassingShelf(),
    signerMemory: {
      ...afterTelling(keptSigners),
      recall: async (url) => keptSigners.read(url) ?? [],
    },
    updateMemory: {
      ...asMemory(state('updates', asPlan)),
      begin: (session) => keptSession.write(home, session),
      // a directory is one process's: whoever wrote there before is over, and what it began is gone on with
      hasEnded: async (session) => session === sessionBefore,
    },
    carriesOutUpdates: updates,
    firmwareSources: { shelf: openPassingFirmwareShelf(), served: async () => catalogs() },
    habits: { memory: asMemory(state('habits', asItIs)), isMine: () => true },
    ...(timeZone !== undefined && { timeZone }),
    watchDuty: {
      about() {
        const learned = session.learning.progress(null);
        return {
          since,
          publishes: publish,
          ways: names,
          last: delivery.kept.last,
          waiting: delivery.waiting,
          updates: session.updateDuty(),
          ...(learned !== null && { learned }),
          ...(others.isOne && { beside: true as const }),
        };
      },
      test: () => delivery.test(),
    },
  });
  const ways = waysOf(session.publish);
  const names: readonly TellingWay[] = [...new Set(ways.map(({ name }) => name))];
  const others = openOtherWatchers({ since, ways: names, clock, say });
  const { outbox, last } = keptDelivery.read(home) ?? nothingTold;
  const delivery = openDelivery({
    ways,
    kept: { outbox: atStart(outbox, since), last },
    quietHours,
    clock: Date.now,
    localTime: localTimeIn(timeZone),
    sight: session.alertSight,
    onChange() {
      isToBeKept = true;
      if (keeping === null) keep();
      session.watching.say();
    },
  });
  const log = openAlertLog(session.alerts, { alerts: before ?? [], incidents: keptIncidents.read(home) ?? [] });
  const telling = openAlertTelling({
    delivery,
    alerts: session.alerts,
    incidentsAmong: (alerts) => withToldNames(incidentsOf(alerts), log.incidents).values(),
    before,
  });

  function hear(news: AlertNews): void {
    log.changed({ changed: news.changed.map(({ id }) => id), gone: news.gone }, Date.now()).forEach(write);
    telling.hear(news);
  }

  function lookedOver(): void {
    telling.lookedOver();
    // who is started next knows that this home was watched, also where there was nothing to tell
    if (keptAlerts.read(home) === null) keptAlerts.write(home, [...session.alerts.values()]);
    const { size } = session.home.devices;
    if (size !== saidSize) say(`Watching ${size === 1 ? '1 device' : `${size} devices`} at ${login.url}.`);
    saidSize = size;
  }

  const feed = session.openFeed();
  let connection: ConnectionState['status'] = 'idle';
  let isRefused = false;
  /** it looks anew whenever a reader learns; null: not said since there is a connection */
  let saidSize: number | null = null;
  const ended = new Promise<never>((_, reject) => {
    feed.onChange(() => {
      const batch = feed.take();
      if (batch === null) return;
      const trouble = connectTrouble(batch.connection);
      if (trouble !== null) reject(new UsageError(trouble));
      if (batch.connection !== undefined && batch.connection.status !== connection) {
        const isLost = connection !== 'connecting';
        connection = batch.connection.status;
        if (connection !== 'connected') {
          saidSize = null;
          telling.connectionLost();
        }
        if (connection === 'reconnecting')
          say(
            isLost
              ? 'The connection to the broker is lost; trying again.'
              : `Nothing answers at ${login.url}, where a broker was before; trying again.`,
          );
      }
      if (batch.connection !== undefined) sayRefused(batch.connection);
      if (batch.alertSharing === 'refused' && publish)
        say('The broker does not let this account write to gatehouse/v1/alert/+, so no page sees these alerts.');
      if (batch.watch !== undefined && others.hear(batch.watch)) session.watching.say();
      if (batch.alerts !== undefined) hear(batch.alerts);
      if (batch.listening?.phase === 'settled') lookedOver();
    });
  });
  let duty = session.updateDuty();
  let learnedDays: number | null = null;
  const ticking = setInterval(() => {
    sayDuty();
    sayLearned();
    log.pass(Date.now()).forEach(write);
    delivery.tick();
  }, tickMs);
  session.connect(login);

  function sayRefused(now: ConnectionState): void {
    const before = isRefused;
    isRefused = now.status === 'reconnecting' && now.failure?.kind === 'bad-credentials';
    if (isRefused && !before)
      say(
        'The broker refuses the log-in that it took before. It may only be starting: trying again for some five minutes.',
      );
  }

  function sayDuty(): void {
    const next = session.updateDuty();
    if (next === duty) return;
    duty = next;
    session.watching.say();
    if (duty === 'refused')
      say(
        'The broker does not let this account write to gatehouse/v1/updates, so this watcher carries out no updates.',
      );
    if (duty === 'cannot-read')
      say(
        'The plan of updates cannot be read: it is of a newer Gatehouse, or longer than any plan is. Until this watcher is newer, or the plan is cleared, it carries out no updates.',
      );
  }

  /** Another day is said at once: from one of them on the pages leave it to this one to say what is unusual. */
  function sayLearned(): void {
    const days = session.learning.progress(null)?.days ?? null;
    if (days === learnedDays) return;
    learnedDays = days;
    session.watching.say();
  }

  /** At once, for whoever cuts the power does it now; a flood of alerts is no flood of writes. */
  function keep(): void {
    if (keeping !== null) clearTimeout(keeping);
    keeping = null;
    if (!isToBeKept) return;
    isToBeKept = false;
    keptDelivery.write(home, delivery.kept);
    keeping = setTimeout(keep, keepRestMs);
  }

  /** What is kept here is known at the next start, and no news any more: what is to be told of it is kept first. */
  function afterTelling<T>(kept: Kept<T>) {
    return {
      recall: async (url: string) => kept.read(url),
      async remember(url: string, value: T) {
        keep();
        kept.write(url, value);
      },
    };
  }

  return {
    ended,
    async close() {
      clearInterval(ticking);
      await delivery.close();
      await session.close();
      keep();
      if (keeping !== null) clearTimeout(keeping);
    },
  };
}

function asMemory<T>(kept: Kept<T>) {
  return {
    recall: async (home: string) => kept.read(home),
    remember: async (home: string, value: T) => kept.write(home, value),
  };
}
