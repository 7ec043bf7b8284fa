import type { Alert, AlertId } from '@/core/alerts/alert';
import type { Device, DeviceId } from '@/core/device';
import { mostSeenDevices, type HistoryState } from '@/core/history';
import type { Home } from '@/core/home';
import type { VaultState } from '@/core/log-ins/vault';
import { seriesKey } from '@/history/history-records';

import type { Answerers } from '../protocol';
import { openRest } from '../rest';
import type { DeskOptions, HistoryDesk, HomeDesk } from './history-desk';
import type { HistoryQuestions } from './history-questions';
import { openRecorder } from './recorder';

/** What the history is made of; a session that is given none keeps none. */
export type HistoryParts = Omit<DeskOptions, 'secret' | 'isWiped'> & {
  /** the part that knows the database, a chunk of its own */
  readonly load: () => Promise<{ openHistoryDesk(options: DeskOptions): Promise<HistoryDesk> }>;
  /**
   * Runs `work` when no other session of this browser writes the history, until what it returns is settled. Null: this page
   * cannot know, so nothing is kept.
   */
  readonly alone: ((work: () => Promise<void>) => void) | null;
};

type Parts = HistoryParts & {
  readonly home: Pick<Home, 'devices'>;
  readonly alerts: ReadonlyMap<AlertId, Alert>;
  readonly clock: () => number;
  readonly tell: (state: HistoryState) => void;
};

/** What is kept of the home in this browser, beside the living one: nothing here is waited for. */
export type SessionHistory = {
  /** a live message of the device; `bytes`: 0 where it is a picture */
  heard(device: Device, at: number, bytes: number): void;
  gone(device: DeviceId): void;
  alertsChanged(changed: Iterable<AlertId>): void;
  /** `isConnected`: somebody listens */
  tick(isConnected: boolean): void;
  enter(url: string): void;
  leave(): void;
  vaultIs(state: VaultState): void;
  /** the vault was opened, and this lies in it */
  unlocked(secret: string): void;
  readonly answers: Answerers<keyof HistoryQuestions>;
  close(): Promise<void>;
};

/** while it begins; later ten times as long */
const writeMs = 1_000;
const seeHomeMs = 60_000;
const foldMs = 15 * 60_000;

export function openHistory(parts: Parts): SessionHistory {
  const { home, alerts, clock, load, alone, tell } = parts;
  const recorder = openRecorder(seriesKey);
  let state: HistoryState = { status: 'off' };
  /** is there a vault, and what lies in it for us; `secret` null: there is none */
  let key: 'unknown' | 'locked' | { readonly secret: string | null } = 'unknown';
  let isWiped = false;
  let url: string | null = null;
  /** the home that the session is at, or was last; `url` may be another while it is not there */
  let wanted: string | null = null;
  let isThere = false;
  let desk: Promise<HistoryDesk> | null = null;
  let place: Promise<HomeDesk | null> | null = null;
  let mayWrite = false;
  let isAsking = false;
  let end = () => {};
  let writeRest = openRest(writeMs);
  const foldRest = openRest(foldMs);
  let seeRest = openRest(seeHomeMs);
  /** what was kept of a home elsewhere, until it can be taken; then perhaps why it was not */
  let past: { readonly home: string; readonly text: string } | null = null;
  let refusedPast: string | null = null;
  /** one write after the other */
  let writing: Promise<unknown> | null = null;
  let isRemoving = false;

  function turn(next: HistoryState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    tell(next);
  }

  function turnTo(next: string): void {
    if (url === next) return;
    url = next;
    place = null;
    seeRest = openRest(seeHomeMs);
    recorder.forget();
  }

  /** The history of the home, open. null: it cannot be. */
  function open(): Promise<HomeDesk | null> {
    if (url === null || typeof key === 'string') return Promise.resolve(null);
    if (place !== null) return place;
    const wanted = url;
    const mine: Promise<HomeDesk | null> = openDesk(key.secret)
      .then((opened) => opened.enter(wanted))
      .catch(() => {
        turn({ status: 'unavailable' });
        // the page's server may be away, or the browser busy: it is tried again at the next writing
        if (place === mine) closeDesk();
        return null;
      });
    return (place = mine);
  }

  function openDesk(secret: string | null): Promise<HistoryDesk> {
    return (desk ??= load().then(({ openHistoryDesk }) => openHistoryDesk({ ...parts, secret, isWiped })));
  }

  function closeDesk(): void {
    void desk?.then((opened) => opened.close()).catch(() => {});
    desk = null;
    place = null;
  }

  function askForTurn(): void {
    if (isAsking) return;
    isAsking = true;
    if (alone === null) return turn({ status: 'unavailable' });
    turn({ status: 'elsewhere' });
    alone(() => {
      mayWrite = true;
      turn({ status: 'off' });
      return new Promise((resolve) => (end = resolve));
    });
  }

  function seen(now: number): string | null {
    if (url === null || home.devices.size === 0 || home.devices.size > mostSeenDevices) return null;
    if (!seeRest.isDue(now)) return null;
    const open = [...alerts.values()].filter((alert) => alert.state !== 'resolved');
    return JSON.stringify({ url, at: now, devices: [...home.devices.values()], alerts: open });
  }

  async function write(goesOn: boolean, before: Promise<unknown> | null): Promise<void> {
    const now = clock();
    // before anything is waited for: what comes meanwhile may be of another home
    const opening = open();
    const taken = recorder.take(now, goesOn);
    const home = seen(now);
    const begins = past?.home === url ? past : null;
    await before;
    const opened = await opening;
    if (opened === null) return;
    if (begins !== null) {
      if (past === begins) past = null;
      refusedPast = await opened.adopt(begins.text, now);
    }
    if (taken === null) return;
    const outcome = await opened.append({ ...taken, home });
    if (outcome === 'kept' && foldRest.isDue(now)) await opened.fold(now, await opened.budget());
    if (outcome === 'kept') {
      const { leavesOpen } = opened;
      return turn({ status: 'keeping', encrypted: typeof key === 'object' && key.secret !== null, leavesOpen });
    }
    turn({ status: outcome === 'full' ? 'full' : 'unavailable' });
    closeDesk();
  }

  /** While another is under way only what cannot wait: by a clock that was set back the next words would stand where nobody said them. */
  function startWriting(goesOn: boolean): void {
    if (!mayWrite || (writing !== null && (isRemoving || !recorder.isAhead(clock())))) return;
    const mine: Promise<unknown> = write(goesOn, writing)
      .catch(() => {
        turn({ status: 'unavailable' });
        closeDesk();
      })
      .finally(() => {
        if (writing === mine) writing = null;
      });
    writing = mine;
  }

  async function whenIdle(): Promise<void> {
    if (writing === null) return;
    await writing;
    return whenIdle();
  }

  async function remove(): Promise<boolean> {
    [past, refusedPast] = [null, null];
    const isGone = (await (await open())?.remove()) === true;
    closeDesk();
    recorder.forget();
    return isGone;
  }

  return {
    heard: recorder.heard,
    gone: (device) => recorder.gone(device),
    alertsChanged(changed) {
      for (const id of changed) {
        const alert = alerts.get(id);
        if (alert !== undefined) recorder.alert(alert);
      }
    },
    tick(isConnected) {
      isThere = isConnected;
      if (isThere && wanted !== null) turnTo(wanted);
      const now = clock();
      const isBeginning = state.status === 'off' || state.status === 'elsewhere';
      if (url === null || key === 'unknown' || !writeRest.isDue(now, isBeginning ? 1 : 10)) return;
      if (isConnected) recorder.listen(now);
      if (key === 'locked') return void recorder.take(now, isConnected);
      askForTurn();
      startWriting(isConnected);
    },
    enter(next) {
      wanted = next;
      turnTo(next);
    },
    leave() {
      isThere = false;
      startWriting(false);
    },
    vaultIs({ status }) {
      const known = typeof key === 'object' ? key.secret : undefined;
      // once unlocked it goes on till the last tab is closed: what is seen is written, and what is written can be read
      if ((status === 'locked' || status === 'damaged') && typeof known !== 'string') {
        closeDesk();
        key = 'locked';
        return turn({ status: 'locked' });
      }
      if ((status !== 'none' && status !== 'unavailable') || known === null) return;
      isWiped = key !== 'unknown';
      closeDesk();
      key = { secret: null };
      // what only its secret could open goes at once, whether anybody asks for the history again or not
      if (isWiped) void openDesk(null).catch(closeDesk);
      if (state.status !== 'off') turn({ status: 'off' });
    },
    unlocked(secret) {
      if (typeof key === 'object' && key.secret === secret) return;
      isWiped = false;
      closeDesk();
      key = { secret };
      writeRest = openRest(writeMs);
      if (state.status === 'locked') turn({ status: 'off' });
    },
    answers: {
      async historySpan(query) {
        const span = await (await open())?.span(query, recorder.look(clock()));
        return span === undefined ? null : { ...span, keeps: recorder.keeps(query) };
      },
      historyMetrics: async ({ device }) =>
        (await (await open())?.metrics(device, clock(), recorder.look(clock()))) ?? null,
      historyEvents: async ({ from, to, device, most }) =>
        (await (await open())?.events(from, to, device, most)) ?? null,
      historyAlerts: async ({ from, to }) => (await (await open())?.alerts(from, to)) ?? null,
      async historySummary({ of }) {
        if (of !== url) return null;
        const summary = await (await open())?.summary();
        if (summary === undefined) return null;
        const isHomeKept = home.devices.size <= mostSeenDevices;
        return { ...summary, refusedPast, courses: recorder.courses(), isHomeKept };
      },
      exportHistory: async (question) => (await (await open())?.exportPart(question)) ?? null,
      async deleteHistory({ of }) {
        await whenIdle();
        if (of !== url) return { outcome: 'refused' };
        // nothing is written meanwhile: it would count on with what is on its way out
        isRemoving = true;
        const removing = remove().finally(() => {
          isRemoving = false;
          writing = null;
        });
        writing = removing;
        return { outcome: (await removing) ? 'done' : 'refused' };
      },
      adoptHistory({ home: of, past: text }) {
        past = { home: of, text };
        return null;
      },
      async lastHome() {
        if (typeof key === 'string') return null;
        const before = wanted;
        const last = await openDesk(key.secret)
          .then((opened) => opened.lastHome())
          .catch(() => null);
        // whoever is nowhere asks about this one: how much is kept of it, and to be rid of it
        if (!isThere && wanted === before && last !== null) turnTo(last.url);
        return last;
      },
    },
    async close() {
      startWriting(false);
      await writing;
      closeDesk();
      end();
    },
  };
}
