import type { Broker } from '@/broker/broker';
import type { AlertId } from '@/core/alerts/alert';
import type { AlertBook, BookChanges } from '@/core/alerts/alert-book';
import type { Message } from '@/core/message';
import { isMuting, type Mute, type MuteName } from '@/core/alerts/mute';
import { forgetMutes, hearMute, mute, unmute } from '@/core/alerts/mute-steps';

import { muteTopicOf, readMute, writeMute } from './mute-line';

export { muteFilter } from './mute-line';

/** The mutes in the book of alerts, as all observers of a home share them. */
export type SharedMutes = {
  connect(broker: Broker | null): void;
  /** another home */
  forget(): void;
  /** null: the message was none */
  hear(message: Message): Mute | 'unreadable' | 'gone' | null;
  take(told: Mute | 'gone', now: number, changes: BookChanges): void;
  /** false: it cannot be muted, or is gone */
  mute(id: AlertId, until: number, now: number, changes: BookChanges): boolean;
  unmute(name: MuteName, now: number, changes: BookChanges): boolean;
  pass(now: number): void;
};

type Parts = {
  readonly book: AlertBook;
  readonly share: boolean;
  /** those that are in force */
  readonly tell: (mutes: readonly Mute[]) => void;
};

export function openSharedMutes({ book, share, tell }: Parts): SharedMutes {
  let broker: Broker | null = null;
  let told = 0;

  function say(topic: string, payload: string): void {
    if (share) void broker?.publish({ topic, payload, qos: 1, retain: true });
  }

  function tellPage(now: number): void {
    const inForce = [...book.mutes.values()].filter((one) => isMuting(one, now));
    if (inForce.length + told === 0) return;
    told = inForce.length;
    tell(inForce);
  }

  /** A mute that a person said here, or that another observer has not heard of. */
  function shared(one: Mute | null, now: number): boolean {
    if (one !== null) say(muteTopicOf(one), writeMute(one));
    tellPage(now);
    return one !== null;
  }

  return {
    connect: (next) => void (broker = next),
    forget() {
      book.mutes.clear();
      book.pastMutes.clear();
      if (told > 0) tell([]);
      told = 0;
    },
    hear: readMute,
    take(heard, now, changes) {
      if (heard !== 'gone') shared(hearMute(book, heard, now, changes), now);
    },
    mute: (id, until, now, changes) => shared(mute(book, id, until, now, changes), now),
    unmute: (name, now, changes) => shared(unmute(book, name, now, changes), now),
    pass(now) {
      if (book.mutes.size === 0) return;
      for (const one of forgetMutes(book, now)) say(muteTopicOf(one), '');
      const inForce = [...book.mutes.values()].filter((one) => isMuting(one, now)).length;
      if (inForce !== told) tellPage(now);
    },
  };
}
