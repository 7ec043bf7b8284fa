import type { Device } from '@/core/device';

import type { Found } from './rotation-accounts';

const firstRestMs = 5_000;
const longestRestMs = 5 * 60_000;

/**
 * Changes that were begun at another visit, of which no device was known, or none believed, that could be given the rest: a home is heard
 * bit by bit, and whoever signs in need not wait for it.
 */
export type Unclaimed = {
  miss(found: Found): void;
  /** it goes on, or is over */
  settled(account: string): void;
  /** of which this device says that it is its log-in; each the more seldom the more often it was looked at in vain */
  claimedBy(device: Device | undefined): readonly string[];
  forget(): void;
};

type Missed = { readonly own: readonly string[]; restMs: number; notBefore: number };

/** `steady`: ms by a clock that is never set */
export function openUnclaimed(steady: () => number): Unclaimed {
  const missed = new Map<string, Missed>();
  return {
    miss({ account, own }) {
      const { restMs = firstRestMs, notBefore = Number.NEGATIVE_INFINITY } = missed.get(account) ?? {};
      missed.set(account, { own, restMs, notBefore });
    },
    settled: (account) => void missed.delete(account),
    claimedBy(device) {
      if (missed.size === 0 || device?.login == null) return [];
      const { username, clientId } = device.login.value;
      const now = steady();
      const due = [...missed].filter(
        ([account, { own, notBefore }]) =>
          now >= notBefore && (clientId === account || (username !== null && own.includes(username))),
      );
      for (const [, one] of due) {
        one.notBefore = now + one.restMs;
        one.restMs = Math.min(2 * one.restMs, longestRestMs);
      }
      return due.map(([account]) => account);
    },
    forget: () => missed.clear(),
  };
}
