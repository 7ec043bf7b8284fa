import type { AdminState } from '@/core/log-ins/account';
import type { FirmwareKnowledge } from '@/core/firmware/advisory';
import type { Alert, AlertId } from '@/core/alerts/alert';
import type { CodesNews } from '@/core/codes/code-owner';
import type { Device, DeviceId } from '@/core/device';
import type { AlertSharing, Batch, ConnectionState, Elsewhere, Listening, Withheld } from '@/core/feed';
import type { HistoryState } from '@/core/history';
import type { Changes, Home } from '@/core/home';
import type { Mapping } from '@/core/mapping';
import type { Mute } from '@/core/alerts/mute';
import type { Rotation } from '@/core/log-ins/rotation';
import type { MessageView } from '@/core/shown-message';
import type { LookAround } from '@/core/unknown-traffic';
import type { ShownPlan } from '@/core/firmware/update-plan';
import type { VaultState } from '@/core/log-ins/vault';
import type { Watch } from '@/core/watcher';

import { openAlertNews, type AlertChanges } from './alerts/alert-news';
import { createInspection } from './recent/inspection';
import type { Problems } from './recent/problems';
import type { KeptMessage, RecentMessages } from './recent/recent-messages';

/** What is true of the session as a whole; a page that opens later is told it first. */
export type SessionNews = {
  readonly connection: ConnectionState;
  readonly elsewhere: Elsewhere | null;
  readonly listening: Listening;
  readonly withheld: readonly Withheld[];
  readonly admin: AdminState;
  readonly vault: VaultState;
  readonly rotations: readonly Rotation[];
  readonly codes: CodesNews;
  readonly updates: ShownPlan;
  readonly firmwareKnowledge?: FirmwareKnowledge;
  readonly alertSharing: AlertSharing;
  readonly mutes: readonly Mute[];
  readonly history: HistoryState;
  readonly mappings: readonly Mapping[];
  readonly lookAround: LookAround | null;
  readonly watch: Watch;
};

/** Gathers what changed for one page until it is ready: a device that changed a hundred times is sent once. */
export type Feed = {
  /** `heard`: the message that did it */
  touched(changes: Changes, heard: KeptMessage | null): void;
  /** time passes for what is told now and then only */
  tick(): void;
  news(news: Partial<SessionNews>): void;
  problemsChanged(): void;
  /** `notify`: this page is the one to show notifications */
  alertsChanged(changes: AlertChanges, notify: boolean): void;
  /** may this page show notifications */
  mayNotify: boolean;
  /** the messages that the page shows; null: none. While paused they are only counted */
  watch(view: MessageView | null, paused: boolean): void;
  /** what changed since the last call; null: nothing */
  take(): Batch | null;
  /** called once whenever there is something to take; returns its undo */
  onChange(listener: () => void): () => void;
};

type Parts = {
  readonly home: Home;
  readonly recent: RecentMessages;
  readonly problems: Problems;
  readonly alerts: ReadonlyMap<AlertId, Alert>;
  readonly news: SessionNews;
};

/** A new page's feed begins with the whole home. */
export function createFeed({ home, recent, problems, alerts, news: begin }: Parts): Feed {
  const listeners = new Set<() => void>();
  const changed = new Set<DeviceId>(home.devices.keys());
  const removed = new Set<DeviceId>();
  const alertNews = openAlertNews(alerts);
  const inspection = createInspection(recent);
  let news: Partial<SessionNews> = begin;
  let problemsAreNew = true;
  let announced = false;

  function announce(): void {
    if (announced) return;
    announced = true;
    for (const listener of listeners) listener();
  }

  function take(): Batch | null {
    announced = false;
    const batch: Batch = {
      devices: [...changed].map((id) => home.devices.get(id)).filter((one): one is Device => one !== undefined),
      removed: [...removed],
      ...news,
      ...(problemsAreNew && { problems: problems.list() }),
      ...alertNews.take(),
      ...inspectedMessages(),
    };
    changed.clear();
    removed.clear();
    news = {};
    problemsAreNew = false;
    const parts = Object.keys(batch).length;
    return batch.devices.length > 0 || batch.removed.length > 0 || parts > 2 ? batch : null;
  }

  function inspectedMessages(): Pick<Batch, 'messages'> {
    const messages = inspection.take();
    return messages === null ? {} : { messages };
  }

  return {
    touched(changes, heard) {
      for (const id of changes.removed) {
        changed.delete(id);
        removed.add(id);
      }
      for (const id of changes.changed) {
        removed.delete(id);
        changed.add(id);
      }
      if (heard !== null) inspection.heard(heard);
      if (inspection.isWaiting || changed.size > 0 || removed.size > 0) announce();
    },
    tick() {
      inspection.tick();
      if (inspection.isWaiting) announce();
    },
    news(part) {
      news = { ...news, ...part };
      announce();
    },
    problemsChanged() {
      problemsAreNew = true;
      announce();
    },
    alertsChanged(changes, notify) {
      alertNews.add(changes, notify);
      announce();
    },
    mayNotify: false,
    watch(view, paused) {
      inspection.look(view, paused);
      if (inspection.isWaiting) announce();
    },
    take,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
