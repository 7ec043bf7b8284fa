import type { Broker } from '@/broker/broker';
import type { Message, Outgoing } from '@/core/message';
import type { Watch, Watcher } from '@/core/watcher';

import type { CommandResult } from './protocol';
import {
  asksForTest,
  readWatcher,
  requestTopic,
  testRequest,
  watcherTopic,
  watcherWill,
  writeWatcher,
} from './watcher-line';

/** who asks for a test again and again gets one in so long: anybody on the broker may ask */
const testRestMs = 10_000;

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

  function turn(next: Watch): void {
    if (next.status === now.status && next.status !== 'there') return;
    now = next;
    tell(next);
  }

  function say(): void {
    if (duty !== null) void broker?.publish(writeWatcher(duty.about()));
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
      if (now.status === 'unknown') turn({ status: 'none' });
    },
    leave: () => void (broker = null),
    forget: () => turn({ status: 'unknown' }),
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
      turn(told);
      return true;
    },
    say,
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
