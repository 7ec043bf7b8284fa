import { quietMs } from './decide';
import { standingOf, type Facts, type Slot } from './facts';
import type { SaidLogin } from './sightings';

/** What only the living home knows of the device. Moments are those of the steady clock of whoever listens. */
export type Presence = {
  /** it is connected, as far as anybody can tell */
  isPresent(): boolean;
  /** the account that it says it uses; null: it does not tell */
  usedLogin(): SaidLogin | null;
  /** when it was last heard to come online; null: not since somebody began to listen */
  cameOnlineAt(): number | null;
  /** when it was last heard itself, live; null: not since then */
  heardAt(): number | null;
  /** what it is set to waits for a restart that it must be told; what it says of its log-in says nothing of its use */
  waitsForRestart(): boolean;
};

/** What a device shows of the log-in it uses, where it cannot prove it on a topic of its own. */
export type Evidence = {
  /** it was just told another log-in */
  told(): void;
  /** `isIn`: somebody is connected with this account, as the broker says; `isCounted`: it says so of each, and needs no word of the device */
  of(
    slots: readonly Slot[],
    isIn: (username: string) => boolean,
    isCounted: boolean,
  ): Pick<Facts, 'proofs' | 'keepsOld' | 'cameBack' | 'livesWithout'>;
};

/** readings come every 2 s and a slow answer; those that are further apart do not tell what was so in between */
const mostApartMs = 10_000;
/** how long after it was told of another log-in a device may take to restart with it */
const restartMs = 15_000;

/**
 * `steady`: ms since anything, never set right. `clock`: ms since the epoch. The time of day shows nothing (`sightings.ts`), it
 * only makes doubt: in some browsers the steady clock stands still while the computer sleeps.
 */
export function openEvidence(presence: Presence, steady: () => number, clock: () => number): Evidence {
  let handedAt: number | null = null;
  /** accounts that are off, and since when this browser knows it */
  const off = new Map<string, number>();
  let readAt = -Infinity;
  /** how far the clock on the wall was ahead of the steady one at that reading */
  let aheadMs = 0;

  function cameBack(): boolean {
    const online = presence.cameOnlineAt();
    return handedAt !== null && online !== null && online > handedAt;
  }

  /**
   * Tasmota and Shelly tell the log-in that they are set to, which they use from their next start on. So what a device says
   * counts once it has come online since, or, if it restarts by itself, could not have waited so long with that. What it
   * said once, and the broker remembers, may have been so in an earlier rotation: a killed broker remembers what it had saved.
   */
  function hasRestarted(used: SaidLogin): boolean {
    if (!used.isFresh) return false;
    if (handedAt !== null) return cameBack();
    const online = presence.cameOnlineAt();
    if (online !== null && online >= used.at) return true;
    return !presence.waitsForRestart() && steady() - used.at >= restartMs;
  }

  /**
   * Whoever is heard while an account is off does not use that one. It is off for certain once everything that was on its way
   * has come: what the device said before it was cut, and commands of others who had switched it on and off again. Who does
   * not look all the time, because his tab is asleep, cannot tell either: a device may have been let in between two looks.
   */
  function livesWithout(slots: readonly Slot[]): ReadonlySet<string> {
    const now = steady();
    const ahead = clock() - now;
    // a clock on the wall that was set, and no sleep, costs a minute
    if (now - readAt > mostApartMs || Math.abs(ahead - aheadMs) > mostApartMs) off.clear();
    readAt = now;
    aheadMs = ahead;
    const heardAt = Math.max(presence.heardAt() ?? -Infinity, presence.cameOnlineAt() ?? -Infinity);
    const without = new Set<string>();
    for (const { username, enabled } of slots) {
      if (enabled) {
        off.delete(username);
        continue;
      }
      const since = off.get(username) ?? now;
      off.set(username, since);
      if (heardAt > since + quietMs) without.add(username);
    }
    return without;
  }

  return {
    told() {
      handedAt = steady();
    },
    of(slots, isIn, isCounted) {
      const used = presence.usedLogin();
      const said = presence.isPresent() ? slots.filter(({ username }) => username === used?.username) : [];
      const shown = used !== null && hasRestarted(used) ? said : [];
      const connected = slots.filter(({ username }) => isIn(username));
      // what it says when it is back may be what it said before: it is given the time to say so
      const isBack = cameBack() && steady() - (presence.cameOnlineAt() ?? 0) >= restartMs;
      const standing = standingOf(slots);
      return {
        // anybody may say which log-in is his
        proofs: rotationsOf(isCounted ? connected : [...connected, ...shown]),
        keepsOld: isBack && standing.type === 'two' && said.includes(standing.old),
        cameBack: cameBack(),
        livesWithout: livesWithout(slots),
      };
    },
  };
}

/** The rotations that made these slots. */
export function rotationsOf(slots: readonly Slot[]): ReadonlySet<string> {
  return new Set(slots.map(({ rotation }) => rotation).filter((rotation) => rotation !== null));
}
