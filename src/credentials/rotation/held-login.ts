import { quietMs } from './decide';
import { standingOf, type ReadDecision, type Facts, type Slot } from './facts';

/** What is so while a device is asked. */
export type AskedAmid = {
  readonly slots: readonly Slot[];
  readonly decisions: ReadonlyMap<string, ReadDecision>;
  readonly isPresent: boolean;
  /** somebody is connected with this account, as the broker says; null: this broker does not tell */
  readonly isIn: ((username: string) => boolean) | null;
};

/** Class B: tells which log-in a device is set to, once nobody tells it another one any more. */
export type HeldLogin = {
  /** It has just said that it is set to the old one. Each answer counts once, so what is done next needs another. */
  isOld(amid: AskedAmid): boolean;
  /** What is only remembered says that it is set to the new one: it is asked, so that it says so itself, or something else. */
  refresh(remembered: string, facts: Pick<Facts, 'slots' | 'marks' | 'present'>): void;
};

const askEveryMs = 30_000;
/** An older answer may have been true once. */
const freshMs = 10_000;

/** `ask`: the account it is set to, which it may use only after a restart. `steady`: ms since anything, never set right. */
export function openHeldLogin(ask: () => Promise<string | null>, steady: () => number): HeldLogin {
  let aborted: { readonly rotation: string; readonly at: number } | null = null;
  let askedAt = -Infinity;
  let said: { readonly username: string; readonly at: number } | null = null;

  function askNow(): void {
    if (steady() - askedAt < askEveryMs) return;
    askedAt = steady();
    const of = aborted;
    void ask().then((username) => {
      if (of === aborted && username !== null) said = { username, at: steady() };
    });
  }

  return {
    refresh(remembered, { slots, marks, present }) {
      const standing = standingOf(slots);
      if (standing.type !== 'two' || !present || marks.get(standing.rotation) !== 'told') return;
      if (remembered === standing.next.username) askNow();
    },
    isOld({ slots, decisions, isPresent, isIn }) {
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
      if (steady() - aborted.at < quietMs) return false;
      const answer = said;
      said = null;
      askNow();
      if (answer === null || steady() - answer.at > freshMs || answer.username !== old.username) return false;
      // anybody may publish what looks like its answer; where the broker says who is there, that must fit
      return isPresent && (isIn === null || isIn(old.username));
    },
  };
}
