/** A word on something shared, of which the last one stands: the higher counter wins, and of two equal ones the later. */
export type Word = {
  /** how many words there were, this one with them */
  readonly changes: number;
  /** ms since the epoch, the clock of whoever said it */
  readonly at: number;
};

/** Nobody says so much of one thing: whoever counts that far wants to have said the last word. */
export const mostChanges = 1_000_000;
/** of what is only counted */
export const mostCounted = 1_000_000_000;
/** no clock is further ahead of ours than that by mistake, and still believed */
const aheadMs = 86_400_000;

/** The counter and time of a word that wins over `before` wherever it is heard: at its end the counter stays, and time decides. */
export function wordAfter(before: Word | null, at: number): Word {
  if (before === null) return { changes: 1, at };
  if (before.changes < mostChanges) return { changes: before.changes + 1, at };
  return { changes: mostChanges, at: Math.max(at, before.at + 1) };
}

/** Can anybody say a word after it, now? At the end of the counter whoever speaks of a time to come would have the last. */
export function canBeAnswered({ changes, at }: Word, now: number): boolean {
  return changes < mostChanges || (changes === mostChanges && at <= now + aheadMs);
}

export function countedUp(count: number, more: number): number {
  return Math.min(mostCounted, count + more);
}
