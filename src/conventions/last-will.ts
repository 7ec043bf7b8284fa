import type { Message } from '@/core/message';
import type { Fact, Reachability } from '@/core/observation';

import { textOf } from './json';

type When = Pick<Message, 'at' | 'retained'>;

/**
 * Whether a device is there, as its last will and its being there tell (MQTT 5 §3.1.2.5). A device that sleeps between its
 * reports lets its will be spoken each time: that is its way of sleeping.
 */
export type LastWill = {
  /** null: not heard */
  readonly isOnline: boolean | null;
  sleeps: boolean;
  hear(online: boolean, when: When): void;
  /** it takes its leave until its next report, whatever its will says */
  fallAsleep(when: When): void;
  /** it belongs to another voice now, which has not told it */
  tellAgain(): void;
  /** what follows now, with the message it follows from; null: it was told already */
  takeNews(): { readonly when: When; readonly fact: Fact } | null;
};

export function openLastWill(sleeps = false): LastWill {
  let heard: { readonly online: boolean; readonly when: When } | null = null;
  let told: Reachability | null = null;
  return {
    get isOnline() {
      return heard?.online ?? null;
    },
    sleeps,
    hear(online, { at, retained }) {
      heard = { online, when: { at, retained } };
      told = null;
    },
    fallAsleep(when) {
      this.sleeps = true;
      this.hear(false, when);
    },
    tellAgain() {
      told = null;
    },
    takeNews() {
      if (heard === null) return null;
      const reachability = heard.online ? 'online' : this.sleeps ? 'asleep' : 'offline';
      if (reachability === told) return null;
      told = reachability;
      return { when: heard.when, fact: { type: 'reachability', reachability } };
    },
  };
}

/** `online` or `offline`, the words of most wills; null: another one's. */
export function onlineWord({ payload }: Message): boolean | null {
  if (payload.byteLength > 7) return null;
  const text = textOf(payload);
  return text === 'online' ? true : text === 'offline' ? false : null;
}
