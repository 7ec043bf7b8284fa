import type { Broker } from '@/broker/broker';
import type { Alert, AlertId } from '@/core/alerts/alert';
import type { AlertSharing } from '@/core/feed';
import { isRecent } from '@/detection/recent';

import { topicOf, writeAlert } from './alert-line';
import { hasCome, restedAt } from '../rest';

/** the same alert is not said again sooner than this: an answer to others could go to and fro, more of the same can wait */
const restMs = { now: 0, paced: 0, answer: 1_000, more: 5_000 } as const;
/** but for what cannot wait, so many at a time: the first look at a large building may find hundreds of mild things */
const paced = { most: 15, withinMs: 500 } as const;
/** a broker that takes what it then drops (MQTT 3.1.1 has no word for "denied") does not bring our own words back */
const echoMs = 10_000;

type Due = { readonly at: number; readonly isUrgent: boolean };

type Parts = {
  readonly alert: (id: AlertId) => Alert | undefined;
  readonly onSharing: (sharing: AlertSharing) => void;
};

/** What is to be told to the other observers: each alert as it then stands, retained, and not more often than needed. */
export type AlertOutbox = {
  /** null: not connected; what stands then is told by whoever looks through the book after the next connect */
  connect(broker: Broker | null): void;
  tell(id: AlertId, urgency: keyof typeof restMs, now: number): void;
  withdraw(id: AlertId): void;
  /** it is not kept here any more */
  forget(id: AlertId): void;
  /** the broker delivered it: others can read it */
  echoed(id: AlertId): void;
  /** says what is due */
  flush(now: number): void;
};

export function openAlertOutbox({ alert: find, onSharing }: Parts): AlertOutbox {
  let broker: Broker | null = null;
  let sharing: AlertSharing = 'unknown';
  /** the broker itself said so: asking again would change nothing before the next connect */
  let isDenied = false;
  const due = new Map<AlertId, Due>();
  let pace = { since: Number.NEGATIVE_INFINITY, said: 0 };
  const toldAt = new Map<AlertId, number>();
  const unheard = new Map<AlertId, number>();
  /** a line that is dead, and does not show it yet, brings nothing back either: only what the broker took is waited for */
  const taken = new Set<AlertId>();

  function turn(next: AlertSharing): void {
    if (sharing === next) return;
    sharing = next;
    onSharing(next);
  }

  async function publish(id: AlertId, payload: string): Promise<void> {
    const mine = broker;
    const result = await mine?.publish({ topic: topicOf(id), payload, qos: 1, retain: true });
    if (mine !== broker || result === undefined) return;
    if (result.outcome === 'sent') {
      if (unheard.has(id)) taken.add(id);
      return;
    }
    if (result.reason !== 'not-authorised') return;
    isDenied = true;
    turn('refused');
  }

  function forget(id: AlertId): void {
    for (const map of [due, toldAt, unheard, taken]) map.delete(id);
  }

  function flush(now: number): void {
    if (!isRecent(pace.since, now, paced.withinMs)) pace = { since: now, said: 0 };
    for (const [id, { at, isUrgent }] of due) {
      if (!hasCome(at, now, restMs.more) || (!isUrgent && pace.said >= paced.most)) continue;
      if (!isUrgent) pace.said += 1;
      due.delete(id);
      const alert = find(id);
      if (alert === undefined || broker === null || isDenied) continue;
      toldAt.set(id, now);
      if (sharing !== 'shared' && !unheard.has(id)) unheard.set(id, now);
      void publish(id, writeAlert(alert));
    }
    for (const [id, at] of unheard) {
      if (!taken.has(id) || at > now) unheard.set(id, now);
      else if (now - at > echoMs) return turn('refused');
    }
  }

  return {
    connect(next) {
      broker = next;
      isDenied = false;
      due.clear();
      unheard.clear();
      taken.clear();
      toldAt.clear();
      turn('unknown');
    },
    tell(id, urgency, now) {
      const earliest = restedAt(toldAt.get(id), now, restMs[urgency]);
      const before = due.get(id);
      const isUrgent = urgency === 'now' || before?.isUrgent === true;
      due.set(id, { at: Math.min(before?.at ?? Number.POSITIVE_INFINITY, earliest), isUrgent });
    },
    withdraw(id) {
      forget(id);
      void publish(id, '');
    },
    forget,
    echoed(id) {
      if (!toldAt.has(id)) return;
      unheard.clear();
      taken.clear();
      turn('shared');
    },
    flush,
  };
}
