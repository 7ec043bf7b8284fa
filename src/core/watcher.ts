import { hasLearned, type LearningProgress } from './learning-progress';

/** By which ways a watcher tells people. */
export const tellingWays = ['topic', 'siren', 'command', 'ntfy', 'gotify'] as const;
export type TellingWay = (typeof tellingWays)[number];

/** How the last attempt to tell somebody ended. `what` is the sentence that was told. */
export type LastTelling = {
  /** ms since the epoch, the watcher's clock */
  readonly at: number;
  readonly outcome: 'delivered' | 'failed';
  readonly what: string;
  /** why it failed, or why nobody knows whether what was delivered got further, in plain words without any secret; null: neither */
  readonly reason: string | null;
};

/** `npm run watch`: a session without a page, as it says itself at the broker. */
export type Watcher = {
  /** when it said this, ms since the epoch, its own clock: each time another. Absent: an older one, which says it only once */
  readonly saidAt?: number;
  /** since when it watches, ms since the epoch */
  readonly since: number;
  /** its alerts are on the broker, for every page to see */
  readonly publishes: boolean;
  readonly ways: readonly TellingWay[];
  /** null: nothing was told yet */
  readonly last: LastTelling | null;
  /** so much waits to be told: for a way that is out of order, or for the end of the quiet hours */
  readonly waiting: number;
  /** carries out what is left for the night; `refused`: it would, and the broker does not let it. Absent: an older one, which does not */
  readonly updates?: 'carries-out' | 'refused' | 'only-knows' | 'cannot-read';
  /** how much it knows of what is usual. Absent: an older one, which does not say it */
  readonly learned?: LearningProgress;
  /** another watcher of this home tells people by the same way: whatever happens is told twice */
  readonly beside?: true;
};

/**
 * Does anybody watch the home while no page is open? `unknown`: the broker has not said yet. `gone`: there was one, and its
 * last will, or its goodbye, says that it is not there now. `silent`: it said that it is there, and for so many minutes nothing
 * more. A broker speaks no last will for an account that is disabled, and remembers what it said for ever. `unheard`: what the
 * broker remembers was said so many minutes ago, when no watcher says nothing for so long, and we have not listened for long yet.
 */
export type Watch =
  | { readonly status: 'unknown' | 'none' | 'gone' }
  | { readonly status: 'silent' | 'unheard'; readonly watcher: Watcher; readonly minutes: number }
  | { readonly status: 'there'; readonly watcher: Watcher };

/**
 * Learned alerts come from one observer only: where a watcher publishes, from that one, as long as it is heard. While it says
 * that it still learns, whoever has learned (`mine`) goes on: or a watcher that is new would silence a home for two weeks. One
 * that is `unheard` may be there, with a clock that is wrong: for the minutes till it is known two voices would be one too many.
 */
export function watcherSpeaks(watch: Watch, mine: LearningProgress | null): boolean {
  if ((watch.status !== 'there' && watch.status !== 'unheard') || !watch.watcher.publishes) return false;
  const { learned } = watch.watcher;
  return learned === undefined || hasLearned(learned) || !hasLearned(mine);
}
