import {
  causeOf,
  isLive,
  stands,
  type Alert,
  type AlertAct,
  type AlertClass,
  type AlertId,
  type AlertSignal,
  type AlertState,
} from './alert';
import { openBook, openBookChanges, type AlertBook } from './alert-book';
import { act, hear, hearWithdrawn, take, wake } from './alert-steps';
import { alertOf, sighting } from './alert.testing';
import { mostChanges } from './last-word';
import { muteKey, muteNameOf, type Mute } from './mute';
import { hearMute, mute, unmute } from './mute-steps';

type Said =
  | { readonly type: 'alert'; readonly id: AlertId; readonly alert: Alert | null }
  | { readonly type: 'mute'; readonly mute: Mute };

/** What the broker delivers: an alert, one taken back, a mute, or a device whose cause begins or ends. */
type Delivery = Said | Cause;

type Cause = { readonly type: 'cause'; readonly subject: string; readonly begins: boolean; readonly news: boolean };

type Observer = {
  readonly book: AlertBook;
  readonly clockOffsetMs: number;
  readonly inbox: Delivery[];
  readonly outbox: Said[];
};

/** Some observers at one broker, each with a clock of its own; messages wait until they are delivered. `kind`: of what they see. */
export function openObservers(clockOffsetsMs: readonly number[], kind: AlertClass = 'tamper') {
  const retained = new Map<AlertId, Alert>();
  const retainedMutes = new Map<string, Mute>();
  const standing = new Set<string>();
  const observers: (Observer | null)[] = clockOffsetsMs.map(() => null);
  let now = 1_000_000;

  function publish(delivery: Delivery): void {
    if (delivery.type === 'alert' && delivery.alert === null) retained.delete(delivery.id);
    else if (delivery.type === 'alert' && delivery.alert !== null) retained.set(delivery.id, delivery.alert);
    else if (delivery.type === 'mute') retainedMutes.set(muteKey(delivery.mute), delivery.mute);
    for (const observer of observers) observer?.inbox.push(delivery);
  }

  /** Lets `observer` do something with its book, and puts what it has to say into its outbox. */
  function letWork(
    observer: Observer,
    work: (clock: number, changes: ReturnType<typeof openBookChanges>) => Mute | null | void,
  ): void {
    const changes = openBookChanges();
    const muted = work(now + observer.clockOffsetMs, changes);
    for (const id of changes.withdraw) observer.outbox.push({ type: 'alert', id, alert: null });
    for (const id of new Set([...changes.tell, ...changes.tellLater])) {
      observer.outbox.push({ type: 'alert', id, alert: observer.book.alerts.get(id) ?? null });
    }
    if (muted) observer.outbox.push({ type: 'mute', mute: muted });
  }

  function signalOf({ subject, begins, news }: Cause, clock: number): AlertSignal {
    const evidence = { t: clock, topic: subject, text: begins ? 'began' : 'ended' };
    return begins
      ? {
          type: 'seen',
          sighting: sighting({ t: clock, class: kind, subject, device: subject, evidence: [evidence], news }),
        }
      : { type: 'over', class: kind, subject, evidence };
  }

  function receive(observer: Observer, delivery: Delivery): void {
    letWork(observer, (clock, changes) => {
      if (delivery.type === 'cause') take(observer.book, signalOf(delivery, clock), clock, changes);
      else if (delivery.type === 'mute') return hearMute(observer.book, delivery.mute, clock, changes);
      else if (delivery.alert === null) hearWithdrawn(observer.book, delivery.id, changes);
      else hear(observer.book, delivery.alert, clock, changes);
    });
  }

  return {
    retained,
    observers,
    pass: (ms: number) => void (now += ms),
    /** reads what is retained before it opens anything, then sees how the devices stand */
    join(index: number) {
      if (observers[index] !== null) return;
      const observer: Observer = {
        book: openBook(),
        clockOffsetMs: clockOffsetsMs[index] ?? 0,
        inbox: [
          ...[...retained].map(([id, alert]) => ({ type: 'alert', id, alert }) as const),
          ...[...retainedMutes.values()].map((one) => ({ type: 'mute', mute: one }) as const),
        ],
        outbox: [],
      };
      for (const delivery of observer.inbox.splice(0)) receive(observer, delivery);
      observers[index] = observer;
      const known = [...observer.book.alerts.values()].filter(stands).map(({ subject }) => subject);
      for (const subject of new Set([...standing, ...known]))
        receive(observer, { type: 'cause', subject, begins: standing.has(subject), news: false });
    },
    leave: (index: number) => void (observers[index] = null),
    cause(subject: string, begins: boolean) {
      if (standing.has(subject) === begins) return;
      if (begins) standing.add(subject);
      else standing.delete(subject);
      publish({ type: 'cause', subject, begins, news: true });
    },
    act(index: number, choice: number, what: AlertAct['type'] | 'mute' | 'unmute') {
      const observer = observers[index];
      const ids = [...(observer?.book.alerts.keys() ?? [])];
      const id = ids[choice % Math.max(1, ids.length)];
      if (!observer || id === undefined) return;
      letWork(observer, (clock, changes) => {
        const { book } = observer;
        const until = clock + 60_000;
        const alert = book.alerts.get(id);
        switch (what) {
          case 'mute':
            return mute(book, id, until, clock, changes);
          case 'unmute':
            return alert && unmute(book, muteNameOf(alert), clock, changes);
          case 'snooze':
            return void act(book, id, { type: what, until }, clock, changes);
          case 'judge':
            return void act(book, id, { type: what, verdict: choice % 2 ? 'mine' : 'false-alarm' }, clock, changes);
          default:
            return void act(book, id, { type: what }, clock, changes);
        }
      });
    },
    /** somebody who may write alerts says that one was closed that never was */
    plant(subject: string, agoMs: number) {
      const t = now - agoMs;
      const alert = alertOf({
        id: `planted-${now}`,
        t,
        class: kind,
        subject,
        device: subject,
        state: 'resolved',
        evidence: [],
      });
      publish({ type: 'alert', id: alert.id, alert });
    },
    /** somebody who may write alerts counts to the end, of what is retained, and speaks of up to an hour to come */
    drive(choice: number, state: AlertState, aheadMs: number) {
      const driven = { changes: mostChanges - (choice % 3) };
      const alert = [...retained.values()][choice % Math.max(1, retained.size)];
      if (alert !== undefined) {
        const verdict = { kind: 'mine', at: now + aheadMs, ...driven } as const;
        const until = state === 'snoozed' ? now + 60_000 : null;
        const said = { ...alert, state, until, changedAt: now + aheadMs, verdict, ...driven };
        publish({ type: 'alert', id: alert.id, alert: said });
      }
      const [muted] = retainedMutes.values();
      if (muted !== undefined) publish({ type: 'mute', mute: { ...muted, at: now + aheadMs, ...driven } });
    },
    wake(index: number) {
      const observer = observers[index];
      if (observer) letWork(observer, (clock, changes) => wake(observer.book, clock, changes));
    },
    /** one message on its way into or out of an observer */
    deliver(index: number, into: boolean) {
      const observer = observers[index];
      if (!observer) return;
      if (into) {
        const delivery = observer.inbox.shift();
        if (delivery !== undefined) receive(observer, delivery);
      } else {
        const said = observer.outbox.shift();
        if (said !== undefined) publish(said);
      }
    },
    /** everything that is on its way arrives; how many rounds that took */
    settle(mostRounds: number): number {
      for (let round = 1; round <= mostRounds; round++) {
        let moved = false;
        for (const observer of observers) {
          if (!observer) continue;
          moved ||= observer.inbox.length + observer.outbox.length > 0;
          for (const delivery of observer.inbox.splice(0)) receive(observer, delivery);
          for (const said of observer.outbox.splice(0)) publish(said);
        }
        if (!moved) return round;
      }
      return Number.POSITIVE_INFINITY;
    },
    standing,
  };
}

/** What a book says, in an order that does not depend on who heard what first. */
export function contents({ alerts }: AlertBook): readonly Alert[] {
  return [...alerts.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** What a book says is muted, likewise. */
export function mutesOf({ mutes }: AlertBook): readonly Mute[] {
  return [...mutes.values()].toSorted((one, other) => (muteKey(one) < muteKey(other) ? -1 : 1));
}

/** The causes for which more than one alert wants somebody; a danger that was over may have been opened again beside the one that is. */
export function doubles(book: AlertBook): readonly string[] {
  const causes = [...book.alerts.values()].filter((alert) => isLive(alert) && stands(alert)).map(causeOf);
  return causes.filter((cause, index) => causes.indexOf(cause) !== index);
}
