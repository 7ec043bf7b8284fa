import { severities, type Alert } from '@/core/alert';
import type { LastTelling } from '@/core/watcher';

import { noticeOf, testNotice, type Notice } from './notice';
import { add, emptyOutbox, ended, next, settle, without, type Outbox, type Parcel } from './outbox';
import { isQuiet, type QuietHours } from './quiet-hours';
import { failed, type Way } from './way';

/** What is kept of telling people from one start to the next. */
export type KeptDelivery = { readonly outbox: Outbox; readonly last: LastTelling | null };
export const nothingTold: KeptDelivery = { outbox: emptyOutbox, last: null };

/** Tells people of alerts, each by every way that takes its severity, until it is told. */
export type Delivery = {
  readonly kept: KeptDelivery;
  readonly waiting: number;
  /** it opened just now, or got worse */
  tell(alert: Alert): void;
  /** its cause is over, and nobody did anything about it */
  end(alert: Alert): void;
  /** it wants nobody any more */
  drop(id: string): void;
  test(): void;
  /** time has come so far */
  tick(): void;
  /** resolves when no try is under way any more */
  close(): Promise<void>;
};

type Parts = {
  readonly ways: readonly Way[];
  readonly kept: KeptDelivery;
  readonly quietHours: QuietHours | null;
  readonly clock: () => number;
  /** something to be said or kept has changed */
  readonly onChange: () => void;
};

export function openDelivery({ ways, kept, quietHours, clock, onChange }: Parts): Delivery {
  const byName = new Map(ways.map((way) => [way.name as string, way]));
  // a way that is not taken any more will not tell what waits for it
  let outbox: Outbox = { ...kept.outbox, waiting: kept.outbox.waiting.filter(({ way }) => byName.has(way)) };
  let last = kept.last;
  const busy = new Map<string, Promise<void>>();
  let isClosed = false;

  function put(notice: Notice, takes: (way: Way) => boolean): void {
    for (const way of ways) if (takes(way)) outbox = add(outbox, notice, way.name, clock());
    onChange();
    tick();
  }

  function tick(): void {
    if (isClosed) return;
    const now = clock();
    for (const parcel of next(outbox, now, isQuiet(quietHours, now))) {
      if (busy.has(parcel.way)) continue;
      busy.set(parcel.way, send(parcel));
    }
  }

  async function send(parcel: Parcel): Promise<void> {
    const result = (await byName.get(parcel.way)?.tell(parcel.notice)) ?? failed('There is no such way', true);
    const at = clock();
    outbox = settle(outbox, parcel, result, at);
    const reason = result.outcome === 'failed' ? result.reason : (result.doubt ?? null);
    last = { at, outcome: result.outcome, what: parcel.notice.title, reason };
    busy.delete(parcel.way);
    onChange();
    tick();
  }

  return {
    get kept() {
      return { outbox, last };
    },
    get waiting() {
      return outbox.waiting.length;
    },
    tell(alert) {
      put(noticeOf(alert), ({ from }) => severities.indexOf(alert.severity) >= severities.indexOf(from));
    },
    end(alert) {
      if (!outbox.waiting.some(({ notice }) => notice.id === alert.id)) return;
      outbox = ended(outbox, noticeOf(alert));
      onChange();
    },
    drop(id) {
      const before = outbox;
      outbox = without(outbox, id);
      if (outbox !== before) onChange();
    },
    // a siren is no way to try whether messages arrive
    test: () => put(testNotice(clock()), ({ name }) => name !== 'siren'),
    tick,
    async close() {
      isClosed = true;
      await Promise.all(busy.values());
    },
  };
}
