import type { Alert } from '@/core/alert';
import type { AlertNews, ConnectionState } from '@/core/feed';
import type { KnownDevice } from '@/core/known-device';
import type { KnownSigner } from '@/core/known-signer';
import type { UpdatePlan } from '@/core/update-plan';
import type { TellingWay } from '@/core/watcher';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingFirmwareShelf } from '@/history/firmware-shelf';
import { openPassingMappings } from '@/history/mapping-memory';
import { openPassingShelf } from '@/history/vault-shelf';
import { openAlertLog } from '@/session/alert-log';
import { conventions } from '@/session/conventions';
import type { Login } from '@/session/protocol';
import type { Anchors } from '@/session/signatures';
import { openSession, type Session } from '@/session/session';

import { connectTrouble } from '../connect-trouble';
import { nothingTold, openDelivery, type KeptDelivery } from '../delivery/delivery';
import type { QuietHours } from '../delivery/quiet-hours';
import type { Way } from '../delivery/way';
import { UsageError } from '../options';
import { servedCatalogs } from '../served-catalogs';
import type { Kept, StateDirectory } from './state-directory';

const tickMs = 1_000;

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
  const keptDevices = state<readonly KnownDevice[]>('devices');
  const keptAlerts = state<readonly Alert[]>('alerts');
  const keptDelivery = state<KeptDelivery>('delivery');
  const keptSigners = state<readonly KnownSigner[]>('signers');
  const keptSession = state<string>('session');
  const sessionBefore = keptSession.read(home);
  const before = keptAlerts.read(home);
  const known = new Set((before ?? []).map(({ id }) => id));
  /** open, and their cause goes on: what of them is over next ended by itself */
  const goingOn = new Set(
    (before ?? []).filter(({ state: now, endedAt }) => now === 'open' && endedAt === null).map(({ id }) => id),
  );
  let isLooking = true;
  let isToBeKept = false;

  const session = openSession({
    conventions,
    clock,
    random: Math.random,
    askForStates: false,
    shareAlerts: publish,
    memory: asMemory(keptDevices),
    alertMemory: asMemory(keptAlerts),
    certificateStore: openPassingCertificateStore(),
    ...(anchors !== undefined && { anchors }),
    mappingMemory: openPassingMappings(),
    vaultShelf: openPassingShelf(),
    signerMemory: {
      recall: async (url) => keptSigners.read(url) ?? [],
      remember: async (url, signers) => keptSigners.write(url, signers),
    },
    updateMemory: {
      ...asMemory(state<UpdatePlan>('updates')),
      begin: (session) => keptSession.write(home, session),
      // a directory is one process's: whoever wrote there before is over, and what it began is gone on with
      hasEnded: async (session) => session === sessionBefore,
    },
    carriesOutUpdates: updates,
    firmwareSources: { shelf: openPassingFirmwareShelf(), served: async () => catalogs() },
    habits: { memory: asMemory(state<unknown>('habits')), isMine: () => true },
    ...(timeZone !== undefined && { timeZone }),
    watchDuty: {
      about: () => ({
        since,
        publishes: publish,
        ways: names,
        last: delivery.kept.last,
        waiting: delivery.waiting,
        updates: session.updateDuty(),
      }),
      test: () => delivery.test(),
    },
  });
  const ways = waysOf(session.publish);
  const names: readonly TellingWay[] = [...new Set(ways.map(({ name }) => name))];
  const delivery = openDelivery({
    ways,
    kept: keptDelivery.read(home) ?? nothingTold,
    quietHours,
    clock: Date.now,
    onChange() {
      isToBeKept = true;
      session.watching.say();
    },
  });
  const log = openAlertLog(session.alerts, before ?? []);

  function hear({ changed, gone, fresh }: AlertNews): void {
    log.changed({ changed: changed.map(({ id }) => id), gone }, Date.now()).forEach(write);
    for (const id of gone) {
      goingOn.delete(id);
      delivery.drop(id);
    }
    for (const alert of changed) {
      const wentOn = goingOn.delete(alert.id);
      if (alert.state === 'open' && alert.endedAt === null) goingOn.add(alert.id);
      if (alert.state === 'resolved' && alert.endedAt !== null && wentOn) delivery.end(alert);
      else if (alert.state !== 'open') delivery.drop(alert.id);
      // what opened while this process was away is news to whoever it tells
      else if (fresh.includes(alert.id) || (isLooking && before !== null && !known.has(alert.id))) delivery.tell(alert);
      known.add(alert.id);
    }
  }

  function lookedOver(): void {
    isLooking = false;
    const { size } = session.home.devices;
    say(`Watching ${size === 1 ? '1 device' : `${size} devices`} at ${login.url}.`);
  }

  const feed = session.openFeed();
  let connection: ConnectionState['status'] = 'idle';
  const ended = new Promise<never>((_, reject) => {
    feed.onChange(() => {
      const batch = feed.take();
      if (batch === null) return;
      const trouble = connectTrouble(batch.connection);
      if (trouble !== null) reject(new UsageError(trouble));
      if (batch.connection !== undefined && batch.connection.status !== connection) {
        connection = batch.connection.status;
        if (connection === 'reconnecting') say('The connection to the broker is lost; trying again.');
      }
      if (batch.alertSharing === 'refused' && publish)
        say('The broker does not let this account write to gatehouse/v1/alert/+, so no page sees these alerts.');
      if (batch.alerts !== undefined) hear(batch.alerts);
      if (batch.listening?.phase === 'settled') lookedOver();
    });
  });
  let duty = session.updateDuty();
  const ticking = setInterval(() => {
    sayDuty();
    log.pass(Date.now()).forEach(write);
    delivery.tick();
    keep();
  }, tickMs);
  session.connect(login);

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

  function keep(): void {
    if (!isToBeKept) return;
    isToBeKept = false;
    keptDelivery.write(home, delivery.kept);
  }

  return {
    ended,
    async close() {
      clearInterval(ticking);
      await delivery.close();
      await session.close();
      keep();
    },
  };
}

function asMemory<T>(kept: Kept<T>) {
  return {
    recall: async (home: string) => kept.read(home),
    remember: async (home: string, value: T) => kept.write(home, value),
  };
}
