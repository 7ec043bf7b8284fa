import type { BatchPart } from '@/credentials/batch/batch';
import type { StandingBatch } from '@/credentials/batch/batch-register';

/** What one browser remembers of one batch beside its registers. It may forget all of it, and only be slower by that. */
export type BatchMemory = {
  /** another batch is another matter; null: none stands */
  turnTo(batch: StandingBatch | null): void;
  /** accounts that this browser has seen replaced, whatever the clocks say */
  readonly replaced: ReadonlySet<string>;
  /** devices that are not waited for any more: they were told, and are silent */
  readonly passed: ReadonlySet<string>;
  /** account → why it did not take its new password, as the registers tell and as this browser saw it */
  failed(batch: StandingBatch | null): ReadonlyMap<string, string>;
  /** something has failed that nobody here has seen when he said that it is to go on */
  hasNews(batch: StandingBatch): boolean;
  /** somebody has seen it all, and says that it is to go on */
  seen(batch: StandingBatch | null): void;
  /** `of`: the batch in which it was begun; what was begun in an older one is done anew */
  replace(account: string, of: StandingBatch): void;
  fail(account: string, why: string): void;
  pass(account: string): void;
  /** it is to be tried again */
  retry(account: string): void;
  /** how long one has been under way, ms, as far as this browser has seen; 0: it is not */
  underWayMs(account: string): number;
  /** passes whoever has been under way too long: what another browser began may wait for its device for weeks */
  look(parts: readonly BatchPart[]): void;
};

/** `steady`: ms since anything, never set right. */
export function openBatchMemory(patienceMs: number, steady: () => number): BatchMemory {
  let id: string | null = null;
  const replaced = new Set<string>();
  const passed = new Set<string>();
  const failures = new Map<string, string>();
  const underWaySince = new Map<string, number>();
  const known = new Set<string>();

  const failed = (batch: StandingBatch | null) => new Map([...failures, ...(batch?.failed ?? [])]);

  return {
    replaced,
    passed,
    failed,
    turnTo(batch) {
      if (batch === null) return;
      if (batch.id !== id) for (const memory of [replaced, passed, failures, underWaySince, known]) memory.clear();
      id = batch.id;
      // what was tried again may fail again, and that is news
      const standing = failed(batch);
      for (const account of known) if (!standing.has(account)) known.delete(account);
    },
    hasNews: (batch) => [...failed(batch).keys()].some((account) => !known.has(account)),
    seen(batch) {
      for (const account of failed(batch).keys()) known.add(account);
    },
    replace(account, of) {
      if (of.id !== id) return;
      replaced.add(account);
      failures.delete(account);
    },
    fail(account, why) {
      failures.set(account, why);
      known.delete(account);
    },
    pass: (account) => void passed.add(account),
    retry(account) {
      passed.delete(account);
      failures.delete(account);
    },
    underWayMs: (account) => Math.max(0, steady() - (underWaySince.get(account) ?? steady())),
    look(parts) {
      for (const { account, state } of parts) {
        if (state !== 'running') {
          underWaySince.delete(account);
          passed.delete(account); // if it is begun once more, it is waited for once more
        } else if (!underWaySince.has(account)) underWaySince.set(account, steady());
        else if (steady() - (underWaySince.get(account) ?? 0) > patienceMs) passed.add(account);
      }
    },
  };
}
