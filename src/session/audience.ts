import { noCodesNews } from '@/core/codes/code-owner';
import type { Elsewhere } from '@/core/feed';
import type { Changes } from '@/core/home';
import { noPlan } from '@/core/firmware/update-plan';

import type { AlertChanges } from './alerts/alert-news';
import type { Feed, SessionNews } from './feed';
import type { KeptMessage } from './recent/recent-messages';

const nothingYet: SessionNews = {
  connection: { status: 'idle' },
  elsewhere: null,
  listening: { phase: 'idle', filters: 0 },
  withheld: [],
  admin: { status: 'closed' },
  vault: { status: 'unknown' },
  rotations: [],
  codes: noCodesNews,
  updates: noPlan,
  alertSharing: 'unknown',
  mutes: [],
  history: { status: 'off' },
  mappings: [],
  lookAround: null,
  watch: { status: 'unknown' },
};

/** Everybody who is told of a session: a feed each, for the pages that are open, or for a watcher. */
export type Audience = {
  /** what is true of the session as a whole, now */
  readonly news: SessionNews;
  add(feed: Feed): void;
  remove(feed: Feed): void;
  tell(part: Partial<SessionNews>): void;
  /** all but `by` are told that it was another's doing; `by` that it was not */
  tellOthers(elsewhere: Elsewhere | null, by: Feed | undefined): void;
  problemsChanged(): void;
  /** of several pages one shows notifications: the newest that may */
  alertsChanged(changes: AlertChanges): void;
  touched(changes: Changes, heard: KeptMessage | null): void;
  tick(): void;
};

export function openAudience(): Audience {
  const feeds = new Set<Feed>();
  let news = nothingYet;

  return {
    get news() {
      return news;
    },
    add: (feed) => void feeds.add(feed),
    remove: (feed) => void feeds.delete(feed),
    tell(part) {
      news = { ...news, ...part };
      for (const feed of feeds) feed.news(part);
    },
    tellOthers(elsewhere, by) {
      for (const feed of feeds) feed.news({ elsewhere: feed === by ? null : elsewhere });
    },
    problemsChanged() {
      for (const feed of feeds) feed.problemsChanged();
    },
    alertsChanged(changes) {
      const notifier = [...feeds].findLast((feed) => feed.mayNotify);
      for (const feed of feeds) feed.alertsChanged(changes, feed === notifier);
    },
    touched(changes, heard) {
      for (const feed of feeds) feed.touched(changes, heard);
    },
    tick() {
      for (const feed of feeds) feed.tick();
    },
  };
}
