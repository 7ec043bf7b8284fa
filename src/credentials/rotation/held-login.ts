import { quietMs } from './decide';
import { standingOf, type Decision, type Slot } from './facts';

/** Class B: tells which log-in a device holds, once nobody tells it another one any more. */
export type HeldLogin = {
  /**
   * it has shown since then that it holds the old one. `isIn`: somebody is connected with this account, as the broker says
   */
  isOld(slots: readonly Slot[], decisions: ReadonlyMap<string, Decision>, isIn: (username: string) => boolean): boolean;
};

const askEveryMs = 30_000;
/** A device that takes a log-in without waiting for a restart command is long back with it by then. */
const restartMs = 15_000;

/**
 * `ask`: the account it is set to, which it may use only after a restart; null where it cannot be asked, which must be a device
 * that restarts by itself with what it was told. `steady`: ms since anything, never set right.
 */
export function openHeldLogin(ask: (() => Promise<string | null>) | null, steady: () => number): HeldLogin {
  let aborted: { readonly rotation: string; readonly at: number } | null = null;
  let askedAt = -Infinity;
  /** what it said since nothing can be on its way any more */
  let said: string | null = null;

  function askNow(): void {
    if (ask === null || steady() - askedAt < askEveryMs) return;
    askedAt = steady();
    const of = aborted;
    void ask().then((username) => {
      if (of === aborted) said = username ?? said;
    });
  }

  return {
    isOld(slots, decisions, isIn) {
      const standing = standingOf(slots);
      if (standing.type !== 'two' || decisions.get(standing.rotation) !== 'abort') {
        aborted = said = null;
        return false;
      }
      const { rotation, old } = standing;
      if (aborted?.rotation !== rotation) {
        aborted = { rotation, at: steady() };
        said = null;
      }
      const settledMs = steady() - aborted.at - quietMs;
      if (settledMs < 0) return false;
      if (said !== old.username) askNow();
      if (ask !== null) return said === old.username;
      // an account that is bound to no client id may be in use by somebody else
      return old.clientId !== null && settledMs >= restartMs && isIn(old.username);
    },
  };
}
