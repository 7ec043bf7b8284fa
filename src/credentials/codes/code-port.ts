import type { CodeCommand, LockCodes, CodeSlot } from '@/core/codes/lock-code';

/** One lock, as far as its code table is concerned. Nothing here throws; every promise settles. */
export type CodePort = {
  /** as it was heard so far; null: the lock is gone, or has none */
  codes(): LockCodes | null;
  /** false: it did not leave for the lock */
  send(command: CodeCommand): Promise<boolean>;
  /** the broker said that this account may not send to the lock: asking it again changes nothing */
  isForbidden(): boolean;
  /** the lock's own no, heard live at `since` or later, in words; null: none */
  refusalSince(since: number): string | null;
  /** resolves at the next change of the home, at the latest after `ms` */
  change(ms: number): Promise<void>;
  /** ms since the epoch, by the clock of what is heard */
  readonly clock: () => number;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  /**
   * Claims a place for everybody to read. True: the claim that stands is ours, and the place is nobody's who was not its owner
   * before. Asked again before each message that could hit a code of somebody else.
   */
  claim(slot: number): Promise<boolean>;
  /** gives back a place that was claimed only to look at it */
  release(slot: number): Promise<void>;
  /** a code of ours and another's were set in it at once, and nobody knows which it holds */
  dispute(slot: number): Promise<void>;
  readonly signal: AbortSignal;
};

/** How long an answer may take: a lock on batteries listens once a second or two, and the way there has several hops. */
export const patience = { answerMs: 5_000, askAgainMs: 1_500 } as const;

export function slotOf(port: CodePort, slot: number): CodeSlot | undefined {
  return port.codes()?.slots.find((one) => one.slot === slot);
}

/** Told by the lock itself since then, not remembered by the broker. */
export function isFresh(told: CodeSlot | undefined, since: number): told is CodeSlot {
  return told !== undefined && !told.retained && told.at >= since;
}

/**
 * Asks for the place (null: for all of them) until what is told satisfies `enough`, or time is up. Asking is safe to repeat.
 */
export async function askUntil(
  port: CodePort,
  slot: number | null,
  enough: () => boolean,
  withinMs: number = patience.answerMs,
): Promise<void> {
  const until = port.clock() + withinMs;
  for (let next = port.clock(); !port.signal.aborted && !enough();) {
    const now = port.clock();
    if (now >= until || port.isForbidden()) return;
    if (now >= next) {
      await port.send({ type: 'read-code', slot });
      next = now + patience.askAgainMs;
      if (enough()) return;
    }
    await port.change(Math.max(1, Math.min(next, until) - port.clock()));
  }
}

/** What stands in the place now; undefined: the lock did not answer. */
export async function readSlot(port: CodePort, slot: number): Promise<CodeSlot | undefined> {
  const since = port.clock();
  await askUntil(port, slot, () => isFresh(slotOf(port, slot), since));
  const told = slotOf(port, slot);
  return isFresh(told, since) ? told : undefined;
}
