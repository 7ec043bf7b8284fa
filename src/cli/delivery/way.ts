import type { Severity } from '@/core/alerts/alert';
import type { TellingWay } from '@/core/watcher';

import type { Notice } from './notice';

/**
 * How one try to tell somebody ended. `reason` and `doubt` (it was handed over, and why that may not be enough) are plain
 * words without any secret; `final`: another try would end the same; `restMs`: so long whoever refused it wants to be left alone.
 */
export type Told =
  | { readonly outcome: 'delivered'; readonly doubt?: string }
  | { readonly outcome: 'failed'; readonly reason: string; readonly final: boolean; readonly restMs?: number };

/** One way to tell people. Never rejects, and settles within a minute. */
export type Way = {
  readonly name: TellingWay;
  /** what is milder is not told this way */
  readonly from: Severity;
  tell(notice: Notice): Promise<Told>;
};

export function failed(reason: string, final = false): Told {
  return { outcome: 'failed', reason, final };
}

/** What the system calls it, in brackets, where it has a name for it: an error's message may hold what is nobody's business. */
export function codeIn(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
}
