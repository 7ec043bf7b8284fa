import type { Broker } from '@/broker/broker';
import {
  causeOf,
  isClosedByPerson,
  isJudged,
  isLive,
  matterOf,
  stands,
  type Alert,
  type AlertAct,
  type AlertId,
  type AlertSignal,
} from '@/core/alerts/alert';
import { openBook, openBookChanges, type BookChanges } from '@/core/alerts/alert-book';
import { act, hear, hearWithdrawn, take, wake } from '@/core/alerts/alert-steps';
import type { AlertSharing } from '@/core/feed';
import type { Happening } from '@/core/happening';
import type { Changes, Home } from '@/core/home';
import type { KnownDevice } from '@/core/known-device';
import type { Message } from '@/core/message';
import type { Mute, MuteName } from '@/core/alerts/mute';
import type { Observation, Problem } from '@/core/observation';
import { openDetection, type Detection } from '@/detection/detection';
import { localTimeIn } from '@/detection/learned/local-time';
import { isRecent } from '@/detection/recent';
import { rulesOf, type OpenRule } from '@/detection/rules';
import { compareVersions } from '@/firmware/version-order';

import { alertFilter, readAlert } from './alert-line';
import { muteFilter, openSharedMutes } from './shared-mutes';
import type { AlertChanges } from './alert-news';
import { openAlertOutbox } from './alert-outbox';

import type { ActResult } from '../protocol';

const settling = { quietMs: 150, maxMs: 5_000 } as const;
/** two observers that open the same at once are one alert for whoever is told of it */
const announcedMs = 60_000;

type Parts = {
  readonly home: Home;
  readonly clock: () => number;
  /** false: listens to what others share, and keeps its own to itself */
  readonly share: boolean;
  /** IANA name of the zone whose clocks the home keeps to; absent: that of this machine */
  readonly timeZone?: string | undefined;
  readonly onChange: (changes: AlertChanges) => void;
  readonly onSharing: (sharing: AlertSharing) => void;
  /** what is muted now */
  readonly onMutes?: (mutes: readonly Mute[]) => void;
  readonly onProblem: (problem: Problem) => void;
};

/** What wants a person, as this session sees it and as the others share it. */
export type Alerts = {
  readonly all: ReadonlyMap<AlertId, Alert>;
  /** what our own detection has to do with it: sees it stand now, or opened it once; null: it is the word of others */
  sight(id: AlertId): 'stands' | 'opened' | null;
  /**
   * Another home: what was known of the last one is forgotten. `kept`: its alerts as this session knew them before it ended, and
   * `counts` what its rules had counted.
   */
  enter(known: readonly KnownDevice[] | null, kept?: readonly Alert[], learned?: OpenRule, counts?: unknown): void;
  /** what the rules count: to be written at once */
  counts(): unknown;
  /**
   * Connected: resolves when what others share is read, so that nothing is opened that they know already; false: the
   * connection was lost meanwhile.
   */
  join(broker: Broker): Promise<boolean>;
  leave(): void;
  /** true: the message was an alert */
  hearShared(message: Message): boolean;
  /** time has come so far; before the home takes in a message of that time */
  pass(at: number): void;
  hear(message: Message, observations: readonly Observation[], touched: Changes): void;
  /** something came about that no device told */
  happen(happening: Happening): void;
  /** the home has told what it remembers */
  lookedOver(): void;
  tick(): void;
  /** what is seen by other eyes than those of detection, in a look at the accounts */
  take(signals: readonly AlertSignal[]): void;
  act(id: AlertId, what: AlertAct): ActResult;
  /** puts off what this alert is about, for everybody, until a time */
  mute(id: AlertId, until: number): ActResult;
  unmute(name: MuteName): ActResult;
};

/** What is mild and new can wait its turn; what a person did cannot. */
function urgencyOf(alert: Alert | undefined): 'now' | 'paced' {
  return alert?.severity === 'info' && alert.changes === 0 ? 'paced' : 'now';
}

export function openAlerts({ home, clock, share, timeZone, onChange, onSharing, onMutes, onProblem }: Parts): Alerts {
  const book = openBook();
  const outbox = openAlertOutbox({ alert: (id) => book.alerts.get(id), onSharing });
  const mutes = openSharedMutes({ book, share, tell: (muted) => onMutes?.(muted) });
  const announced = new Map<string, { readonly id: AlertId; readonly at: number }>();
  /** how many words of judgement on each alert detection has heard */
  const taught = new Map<AlertId, number>();
  /** what the broker delivered since we connected */
  const delivered = new Set<AlertId>();
  let detection = openFor(null);
  let connections = 0;
  /** what others say is read: whether what was put off has been dealt with meanwhile, and whether it was a mute that put it off */
  let isRead = true;

  function openFor(known: readonly KnownDevice[] | null, learned?: OpenRule, counts?: unknown): Detection {
    return openDetection({
      home,
      known,
      counts,
      now: clock(),
      rules: rulesOf(compareVersions, learned, localTimeIn(timeZone)),
    });
  }

  function step(work: (changes: BookChanges, now: number) => void, { isFresh = true, isAnswer = false } = {}): void {
    const now = clock();
    const changes = openBookChanges();
    work(changes, now);
    if (share) {
      for (const id of changes.withdraw) outbox.withdraw(id);
      for (const id of changes.tell) outbox.tell(id, isAnswer ? 'answer' : urgencyOf(book.alerts.get(id)), now);
      for (const id of changes.tellLater) outbox.tell(id, 'more', now);
      outbox.flush(now);
    }
    for (const id of changes.gone) forget(id);
    if (changes.changed.size + changes.gone.size === 0) return;
    for (const id of changes.changed) teach(book.alerts.get(id), now);
    const fresh = isFresh ? [...changes.opened].filter((id) => isNews(id, now)) : [];
    onChange({ changed: changes.changed, gone: changes.gone, fresh });
  }

  /** What is not kept is remembered nowhere: whoever makes up names by the thousand fills no memory. */
  function forget(id: AlertId): void {
    taught.delete(id);
    delivered.delete(id);
    outbox.forget(id);
  }

  /** What a person said that it was, here or elsewhere, now or long ago: detection hears each word once. */
  function teach(alert: Alert | undefined, now: number): void {
    if (alert === undefined || !isJudged(alert) || taught.get(alert.id) === alert.verdict.changes) return;
    taught.set(alert.id, alert.verdict.changes);
    takeAll(detection.teach(alert, now));
  }

  /** What comes after an alert that a person closed is news, and no other makes the next one wait. */
  function isNews(id: AlertId, now: number): boolean {
    const alert = book.alerts.get(id);
    if (alert === undefined) return false;
    for (const [cause, { at }] of announced) if (!isRecent(at, now, announcedMs)) announced.delete(cause);
    const cause = `${matterOf(alert)} ${alert.severity}`;
    const last = announced.get(cause);
    const told = last && book.alerts.get(last.id);
    const isKnown = last !== undefined && (told === undefined || !isClosedByPerson(told));
    announced.set(cause, { id, at: isKnown ? last.at : now });
    return !isKnown;
  }

  function takeAll(signals: readonly AlertSignal[]): void {
    if (signals.length === 0) return;
    step((changes, now) => {
      for (const signal of signals) take(book, signal, now, changes);
    });
  }

  /** What others opened and what we open from now on are one list: it is ours too to say when something is over. */
  function adoptAll(): void {
    for (const alert of book.alerts.values()) if (isClosedByPerson(alert)) detection.closed(alert);
    const standing = [...book.alerts.values()].filter(stands);
    for (const alert of standing) takeAll(detection.adopt(alert, clock()));
    step((changes) => {
      for (const { id, state } of book.alerts.values())
        if (isLive({ state }) && !delivered.has(id)) changes.tell.add(id);
    });
  }

  return {
    all: book.alerts,
    sight(id) {
      const alert = book.alerts.get(id);
      if (alert !== undefined && book.seen.has(causeOf(alert))) return 'stands';
      return book.own.has(id) ? 'opened' : null;
    },
    counts: () => detection.counts(),
    enter(known, kept = [], learned, counts) {
      detection = openFor(known, learned, counts);
      const gone = [...book.alerts.keys()];
      for (const part of [book.alerts, book.byCause, book.own, book.seen, book.calm, taught]) part.clear();
      mutes.forget();
      if (gone.length > 0) onChange({ changed: [], gone, fresh: [] });
      isRead = kept.length === 0;
      for (const alert of kept) book.own.add(alert.id);
      step((changes, now) => kept.forEach((alert) => hear(book, alert, now, changes)), { isFresh: false });
    },
    async join(broker) {
      const mine = ++connections;
      isRead = false;
      delivered.clear();
      outbox.connect(broker);
      mutes.connect(broker);
      const [answer] = await broker.subscribe([alertFilter, muteFilter]);
      if (mine !== connections) return false;
      if (answer?.granted !== true) onSharing('refused');
      await broker.settle(settling);
      if (mine !== connections) return false;
      isRead = true;
      adoptAll();
      return true;
    },
    leave() {
      connections += 1;
      outbox.connect(null);
      mutes.connect(null);
    },
    hearShared(message) {
      const muted = mutes.hear(message);
      if (muted === 'unreadable')
        onProblem({ topic: message.topic, reason: 'A mute on the broker is not one that Gatehouse can read' });
      if (muted !== null && muted !== 'unreadable')
        step((changes, now) => mutes.take(muted, now, changes), { isFresh: false, isAnswer: true });
      if (muted !== null) return true;
      const shared = readAlert(message);
      if (shared === null) return false;
      if ('problem' in shared) {
        onProblem({ topic: message.topic, reason: shared.problem });
        return true;
      }
      const { id, alert } = shared;
      if (alert !== null) outbox.echoed(id);
      step(
        (changes, now) => {
          if (alert === null) hearWithdrawn(book, id, changes);
          else hear(book, alert, now, changes);
        },
        { isFresh: !message.retained, isAnswer: true },
      );
      if (alert !== null && book.alerts.has(id)) delivered.add(id);
      else delivered.delete(id);
      return true;
    },
    pass: (at) => takeAll(detection.tick(at)),
    hear({ at, steadyAt, retained, topic, payload }, observations, { changed, removed }) {
      const bytes = payload.byteLength;
      takeAll(detection.hear({ at, steadyAt, retained, topic, bytes, observations, changed, removed }));
    },
    happen(happening) {
      takeAll(detection.tick(happening.at));
      takeAll(detection.happen(happening));
    },
    lookedOver: () => detection.lookedOver(),
    tick() {
      takeAll(detection.tick(clock()));
      if (isRead) step((changes, now) => wake(book, now, changes));
      mutes.pass(clock());
    },
    take: takeAll,
    act(id, what) {
      let isDone = false;
      step((changes, now) => (isDone = act(book, id, what, now, changes)), { isFresh: false });
      return { outcome: isDone ? 'done' : 'gone' };
    },
    mute(id, until) {
      let isDone = false;
      step((changes, now) => (isDone = mutes.mute(id, until, now, changes)), { isFresh: false });
      return { outcome: isDone ? 'done' : 'gone' };
    },
    unmute(name) {
      let isDone = false;
      step((changes, now) => (isDone = mutes.unmute(name, now, changes)), { isFresh: false });
      return { outcome: isDone ? 'done' : 'gone' };
    },
  };
}
