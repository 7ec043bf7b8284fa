import { severities, type Alert } from '@/core/alerts/alert';
import { titleNow } from '@/core/alerts/danger-over';
import type { Incident } from '@/core/alerts/incident';
import type { LastTelling } from '@/core/watcher';
import { localTimeIn, type LocalTime } from '@/detection/learned/local-time';
import { setLast } from '@/detection/set-last';

import { noticeOf, noticeOfEnd, noticeOfIncident, testNotice, toldLate, type Notice } from './notice';
import {
  add,
  confirmed,
  emptyOutbox,
  ended,
  next,
  readdress,
  isTestWaiting,
  seenAtOf,
  settle,
  takesTest,
  without,
  withoutPart,
  type Outbox,
  type Sending,
} from './outbox';
import { isQuiet, type QuietHours } from './quiet-hours';
import { codeIn, failed, type Told, type Way } from './way';

/** What is kept of telling people from one start to the next. */
export type KeptDelivery = { readonly outbox: Outbox; readonly last: LastTelling | null };
const mostUnseen = 100;
export const nothingTold: KeptDelivery = { outbox: emptyOutbox, last: null };

/** Tells people of alerts, each by every way that takes its severity, until it is told. */
export type Delivery = {
  readonly kept: KeptDelivery;
  readonly waiting: number;
  /** it opened just now, or got worse */
  tell(alert: Alert): void;
  /**
   * It came about with `news`, and is told in the place of its alerts that still wait; or in that of `more`, which came to it since.
   */
  tellIncident(incident: Incident, news: readonly Alert[], more?: readonly Alert[]): void;
  /** its cause is over, by itself: what was told of danger has its end told, once */
  end(alert: Alert): void;
  endIncident(incident: Incident): void;
  /** `heir` took the place of the one with this id: they are of one cause */
  passOn(id: string, heir: Alert): void;
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
  /** whose clocks say when it was what is told late; absent: those of this machine */
  readonly localTime?: (at: number) => LocalTime;
  /** what the watcher's own detection has to do with an alert; null: it is the word of others. Absent: it sees all */
  readonly sight?: (id: string) => 'stands' | 'opened' | null;
  /** something to be said or kept has changed */
  readonly onChange: () => void;
};

export function openDelivery({
  ways,
  kept,
  quietHours,
  clock,
  localTime = localTimeIn(),
  sight = () => 'stands',
  onChange,
}: Parts): Delivery {
  const byName = new Map(ways.map((way) => [way.name as string, way]));
  // a way that is not taken any more will not tell what waits for it
  let outbox: Outbox = { ...kept.outbox, waiting: kept.outbox.waiting.filter(({ way }) => byName.has(way)) };
  let last = kept.last;
  /** by way: what is being told */
  const busy = new Map<string, { sending: Sending; done: Promise<void> }>();
  /** of incidents that are hearsay all through: their alerts, one of which may be seen here yet */
  const unseen = new Map<string, readonly string[]>();
  let isClosed = false;

  const underWay = () => [...busy.values()].flatMap(({ sending }) => sending.parcels);

  function put(notice: Notice, taking: readonly Way[], beside: Sending['parcels'] = []): void {
    for (const way of taking) outbox = add(outbox, notice, way.name, clock(), beside);
    onChange();
    tick();
  }

  function tell(notice: Notice, beside: Sending['parcels'] = []): void {
    const severity = severities.indexOf(notice.severity);
    const taking = ways.filter(({ from }) => severity >= severities.indexOf(from));
    if (taking.length > 0) put(notice, taking, beside);
  }

  function end(notice: Notice): void {
    const now = clock();
    const isHeldBack = ({ since }: { readonly since: number }) =>
      isQuiet(quietHours, now) || isQuiet(quietHours, since);
    turn(ended(outbox, notice, isHeldBack));
  }

  /** By the ways by which its beginning was told, none of it is left to tell, and which it is no order for. */
  function tellEnd(alert: Alert): void {
    const notice = noticeOfEnd(alert);
    if (notice === null || sight(alert.id) === 'stands') return;
    const isLeft = ({ name }: Way) => outbox.waiting.some((one) => one.way === name && one.notice.id === alert.id);
    const taking = ways.filter((way) => way.name !== 'siren' && !isLeft(way));
    if (taking.length > 0) put(sight(alert.id) === null ? { ...notice, hearsay: true } : notice, taking);
  }

  function turn(next: Outbox): void {
    if (next === outbox) return;
    outbox = next;
    onChange();
  }

  function test(): void {
    // a siren is no way to try whether messages arrive
    const asked = ways.filter(({ name }) => name !== 'siren');
    if (asked.length === 0 || isTestWaiting(outbox)) return;
    const now = clock();
    const isQuietNow = isQuiet(quietHours, now);
    const notice = testNotice(now);
    const taking = asked.filter(({ name }) => takesTest(outbox, notice, name, now, isQuietNow));
    if (taking.length > 0) return put(notice, taking);
    const reason = isQuietNow ? 'One test is enough in quiet hours' : 'Three tests in an hour are enough';
    last = { at: now, outcome: 'failed', what: notice.title, reason };
    onChange();
  }

  function tick(): void {
    if (isClosed) return;
    const now = clock();
    outbox = confirmed(outbox, (id) => (unseen.get(id) ?? [id]).some((one) => sight(one) === 'stands'), underWay());
    for (const sending of next(outbox, now, isQuiet(quietHours, now))) {
      if (busy.has(sending.way)) continue;
      const trying = { sending, done: Promise.resolve() };
      busy.set(sending.way, trying);
      trying.done = send(trying);
    }
  }

  async function send(trying: { readonly sending: Sending }): Promise<void> {
    const { way, parcels } = trying.sending;
    const first = { at: Math.min(...parcels.map(seenAtOf)), isOne: parcels.length === 1 };
    const notice = toldLate(trying.sending.notice, first, clock(), localTime);
    const result = await tryToTell(byName.get(way), notice);
    const at = clock();
    // its alert may have got another name meanwhile
    outbox = settle(outbox, trying.sending, result, at);
    const reason = result.outcome === 'failed' ? result.reason : (result.doubt ?? null);
    last = { at, outcome: result.outcome, what: notice.title, reason };
    busy.delete(way);
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
      const notice = { ...noticeOf(alert), title: titleNow(alert) };
      tell(sight(alert.id) === null ? { ...notice, hearsay: true } : notice);
    },
    tellIncident(incident, news, more = []) {
      const parts = more.length === 0 ? incident.alerts : more.map(({ id }) => id);
      for (const id of parts) turn(withoutPart(outbox, id));
      const notice = noticeOfIncident(incident, news, more);
      const isHearsay = parts.every((id) => sight(id) === null);
      if (isHearsay) setLast(unseen, incident.id, parts, mostUnseen);
      // what wakes people goes on its way, and what came to it waits beside it
      tell(isHearsay ? { ...notice, hearsay: true } : notice, more.length === 0 ? [] : underWay());
    },
    end(alert) {
      end(noticeOf(alert));
      tellEnd(alert);
    },
    endIncident: (incident) => end(noticeOfIncident(incident, [], [])),
    passOn(id, heir) {
      const before = outbox.waiting;
      const next = readdress(outbox, id, noticeOf(heir));
      for (const trying of busy.values()) {
        const parcels = trying.sending.parcels.map((one) => next.waiting[before.indexOf(one)] ?? one);
        trying.sending = { ...trying.sending, parcels };
      }
      turn(next);
    },
    drop: (id) => turn(without(outbox, id)),
    test,
    tick,
    async close() {
      isClosed = true;
      await Promise.all([...busy.values()].map(({ done }) => done));
    },
  };
}

/** A way that breaks is one that failed: whatever it meets, it must not end the watcher. */
async function tryToTell(way: Way | undefined, notice: Notice): Promise<Told> {
  if (way === undefined) return failed('There is no such way', true);
  try {
    return await way.tell(notice);
  } catch (error) {
    return failed(`It could not be told this way${codeIn(error)}`);
  }
}
