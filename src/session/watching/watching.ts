import type { Broker } from '@/broker/broker';
import type { Message, Outgoing } from '@/core/message';
import type { Watch, Watcher } from '@/core/watcher';

import { openLooks } from '../looks';
import type { CommandResult } from '../protocol';
import { openRest } from '../rest';
import {
  asksForTest,
  readWatcher,
  repeatMs,
  requestTopic,
  testRequest,
  watcherTopic,
  watcherWill,
  writeWatcher,
} from './watcher-line';

/** who asks for a test again and again gets one in so long: anybody on the broker may ask */
const testRestMs = 10_000;
/** twice missed: it may be gone. A connection that is lost as usual has had its last will spoken long before */
const patienceMs = 2 * repeatMs;
/** two clocks that nobody looks after may be so far apart */
const clocksApartMs = 3 * 60_000;

/** What a session that is itself the watcher says, and does when it is asked. */
export type WatchDuty = {
  about(): Watcher;
  test(): void;
};

/** Who watches this home while no page is open: hears it, and says it where this session is the one. */
export type Watching = {
  /** what the broker says for us when we are gone without a word; null: nothing */
  readonly lastWill: Outgoing | null;
  readonly now: Watch;
  /** connected: asks who watches, and says that we do. The answer is there when the broker is quiet */
  join(broker: Broker): void;
  /** whoever watches has said so by now */
  lookedOver(): void;
  leave(): void;
  /** another home */
  forget(): void;
  /** true: the message was about watching */
  hear(message: Message): boolean;
  /** says again what has changed */
  say(): void;
  /** time has come so far: says again that we are there, or notices that nobody says so any more */
  tick(): void;
  askForTest(): Promise<CommandResult>;
  /** says goodbye, where this session is the watcher */
  goodbye(): Promise<void>;
};

type Parts = {
  readonly duty: WatchDuty | null;
  readonly clock: () => number;
  readonly tell: (watch: Watch) => void;
};

export function openWatching({ duty, clock, tell }: Parts): Watching {
  let broker: Broker | null = null;
  let now: Watch = { status: 'unknown' };
  let testedAt = Number.NEGATIVE_INFINITY;
  let repeating = openRest(repeatMs);
  /** what the broker remembered was read: from here on whoever is there is heard */
  let isListening = false;
  const passed = openLooks(clock());
  /** so long we listened, by our own clock, since the watcher was heard last */
  let silentMs = 0;
  /** so old was what the broker remembers of it, where that is too old for a watcher that runs */
  let agedMs = 0;
  /** so far our clock is ahead of the watcher's; null: it was not heard yet */
  let aheadMs: number | null = null;

  function turn(next: Watch): void {
    if (next.status === now.status && !('watcher' in next)) return;
    now = next;
    tell(next);
  }

  function say(): void {
    if (duty === null || broker === null) return;
    const saidAt = clock();
    repeating = openRest(repeatMs, saidAt);
    void broker.publish(writeWatcher({ ...duty.about(), saidAt }));
  }

  /** Whoever says that it is there is believed, and what the broker remembers of it for as long as it may be true. */
  function hearThere(watcher: Watcher, isRemembered: boolean): void {
    const before = 'watcher' in now ? now.watcher : null;
    if (before === null || !isRemembered || before.saidAt !== watcher.saidAt) silentMs = 0;
    agedMs = isRemembered ? Math.max(0, ageOf(watcher) - silentMs) : 0;
    if (!isRemembered) aheadMs = watcher.saidAt === undefined ? null : clock() - watcher.saidAt;
    turn(judged(watcher));
  }

  /** 0: it may be of a watcher that runs; so may all that an older one said, which does not say when */
  function ageOf({ saidAt }: Watcher): number {
    if (saidAt === undefined) return 0;
    const ageMs = clock() - saidAt - (aheadMs ?? 0);
    return ageMs < patienceMs + (aheadMs === null ? clocksApartMs : 0) ? 0 : ageMs;
  }

  function judged(watcher: Watcher): Watch {
    const minutes = Math.floor((agedMs + silentMs) / 60_000);
    if (silentMs >= patienceMs) return { status: 'silent', watcher, minutes };
    return agedMs === 0 ? { status: 'there', watcher } : { status: 'unheard', watcher, minutes };
  }

  function listen(at: number): void {
    const passedMs = passed(at);
    if (!isListening || duty !== null || !('watcher' in now)) return;
    silentMs += passedMs;
    const next = judged(now.watcher);
    if (next.status === 'silent' && !(now.status === 'silent' && now.minutes === next.minutes)) turn(next);
  }

  function test(): void {
    if (duty === null || Math.abs(clock() - testedAt) < testRestMs) return;
    testedAt = clock();
    duty.test();
  }

  return {
    lastWill: duty === null ? null : watcherWill,
    get now() {
      return now;
    },
    join(connected) {
      broker = connected;
      void connected.subscribe(duty === null ? [watcherTopic] : [watcherTopic, requestTopic]);
      say();
    },
    lookedOver() {
      isListening = true;
      if (now.status === 'unknown') turn({ status: 'none' });
    },
    leave() {
      broker = null;
      isListening = false;
    },
    forget() {
      aheadMs = null;
      turn({ status: 'unknown' });
    },
    hear(message) {
      if (message.topic === requestTopic) {
        if (asksForTest(message)) test();
        return true;
      }
      if (message.topic !== watcherTopic) return false;
      const told = readWatcher(message);
      if (told === null) return true;
      // the will of an older connection, or another watcher's goodbye: this one is there
      if (told.status !== 'there' && duty !== null) say();
      if (told.status === 'there') hearThere(told.watcher, message.retained);
      else turn(told);
      return true;
    },
    say,
    tick() {
      const at = clock();
      listen(at);
      if (duty !== null && repeating.isDue(at)) say();
    },
    async askForTest() {
      if (broker === null) return { outcome: 'refused', reason: 'not-connected' };
      return broker.publish(testRequest);
    },
    async goodbye() {
      const mine = broker;
      broker = null; // its echo is no reason to say that we are there
      if (duty !== null) await mine?.publish(watcherWill);
    },
  };
}
