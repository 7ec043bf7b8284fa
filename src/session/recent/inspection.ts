import { isSameView, type MessageNews, type MessageView } from '@/core/shown-message';

import type { KeptMessage, RecentMessages } from './recent-messages';
import { isSameContent, showMessage, shownTextOf } from './show-message';

/** at most so many messages are sent with one batch: a page that draws 60 a second sees 12,000 a second without a gap */
const mostABatch = 200;

/** One page's look at the messages as they come. Where it looks at none, a message costs it nothing. */
export type Inspection = {
  /** null: at none. While `paused`, what comes is counted, and given when the page goes on */
  look(view: MessageView | null, paused: boolean): void;
  heard(message: KeptMessage): void;
  /** time passes: a count that has grown is told now and then, not with every message */
  tick(): void;
  /** is there something to take */
  readonly isWaiting: boolean;
  take(): MessageNews | null;
};

export function createInspection(recent: RecentMessages): Inspection {
  let view: MessageView | null = null;
  let paused = false;
  /** the id of the last message before the pause */
  let pausedAt = Infinity;
  let lastHeard = 0;
  let isFresh = false;
  /** the newest of what was not sent yet, and how many came before these */
  let pending: KeptMessage[] = [];
  let leftOut = 0;
  let told = 0;
  let countIsDue = false;

  function isWanted({ topic, retained, content, before, device, others }: KeptMessage, wanted: MessageView): boolean {
    if (wanted.device !== null && wanted.device !== device && !others.includes(wanted.device)) return false;
    if (wanted.only !== 'all' && (wanted.only === 'retained') !== retained) return false;
    if (wanted.onlyChanges && before !== null && isSameContent(before, content)) return false;
    const text = wanted.text.trim().toLowerCase();
    return text === '' || topic.toLowerCase().includes(text) || shownTextOf(content).toLowerCase().includes(text);
  }

  function keep(message: KeptMessage): void {
    pending.push(message);
    if (pending.length < mostABatch * 2) return;
    leftOut += pending.length - mostABatch;
    pending.splice(0, pending.length - mostABatch);
  }

  function waiting(): number {
    return paused ? pending.length + leftOut : 0;
  }

  function begin(wanted: MessageView): readonly KeptMessage[] {
    const matching = recent.of(wanted.device).filter((message) => isWanted(message, wanted));
    pending = [];
    leftOut = 0;
    for (const message of matching) if (message.id > pausedAt) keep(message);
    return matching.filter(({ id }) => id <= pausedAt).slice(-mostABatch);
  }

  function shown(messages: readonly KeptMessage[], missing: number) {
    return messages.map((message, index) =>
      showMessage(message, index === 0 ? missing : 0, recent.hasPicture(message.id)),
    );
  }

  return {
    look(wanted, isPaused) {
      if (isPaused !== paused) pausedAt = isPaused ? lastHeard : Infinity;
      paused = isPaused;
      isFresh = wanted !== null && (isFresh || view === null || !isSameView(view, wanted));
      view = wanted;
      if (wanted !== null) return;
      pending = [];
      leftOut = 0;
    },
    heard(message) {
      lastHeard = message.id;
      if (view !== null && !isFresh && isWanted(message, view)) keep(message);
    },
    tick() {
      countIsDue = view !== null && told !== waiting();
    },
    get isWaiting() {
      return view !== null && (isFresh || countIsDue || (!paused && pending.length > 0));
    },
    take() {
      if (view === null || !(isFresh || countIsDue || (!paused && pending.length > 0))) return null;
      const wasFresh = isFresh;
      let messages: MessageNews['messages'] = [];
      if (isFresh) messages = shown(begin(view), 0);
      isFresh = false;
      if (!paused && !wasFresh) {
        const next = pending.slice(-mostABatch);
        messages = shown(next, leftOut + pending.length - next.length);
        pending = [];
        leftOut = 0;
      }
      told = waiting();
      countIsDue = false;
      return { view, isFresh: wasFresh, messages, waiting: told };
    },
  };
}
