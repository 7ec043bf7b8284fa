import { blockOf } from './retention';

/** Records of the log that are in no block yet: of one epoch, `from` ≤ their beginning ≤ `to`, ms since the epoch of the clock. */
export type Stretch = Span & { readonly epoch: number };
export type Span = { readonly from: number; readonly to: number };

const hourMs = 3_600_000;

/** Of a log in which everything before `foldedUntil` is folded; `oldest` and `newest` of its records, null: it has none. */
export function unfoldedFrom(foldedUntil: number, oldest: number | null, newest: number | null): readonly Stretch[] {
  if (oldest === null || newest === null || newest < foldedUntil) return [];
  return [{ from: Math.max(foldedUntil, oldest), to: newest, epoch: 0 }];
}

/** A record that begins `at` was written. Where nobody was here before it, or the clock was set, a stretch begins. */
export function withRecord(unfolded: readonly Stretch[], at: number, epoch: number): readonly Stretch[] {
  const last = unfolded.at(-1);
  if (last === undefined || last.epoch !== epoch || at < last.from || at - last.to > hourMs)
    return [...unfolded, { from: at, to: at, epoch }];
  return [...unfolded.slice(0, -1), { ...last, to: Math.max(last.to, at) }];
}

/** What of the first hour that is over `now` is not folded yet; null: there is none. */
export function nextToFold(unfolded: readonly Stretch[], now: number): Stretch | null {
  for (const { from, to, epoch } of unfolded) {
    const end = blockOf(from, hourMs) + hourMs;
    if (end <= now) return { from, to: Math.min(to, end - 1), epoch };
  }
  return null;
}

export function withoutFolded(unfolded: readonly Stretch[], folded: Stretch): readonly Stretch[] {
  return unfolded.flatMap((stretch) => {
    if (stretch.from !== folded.from || stretch.epoch !== folded.epoch) return [stretch];
    return folded.to < stretch.to ? [{ ...stretch, from: folded.to + 1 }] : [];
  });
}

/** What of a span is not folded yet. */
export function unfoldedIn(unfolded: readonly Stretch[], { from, to }: Span): readonly Stretch[] {
  return unfolded.flatMap((stretch) => {
    const part = { ...stretch, from: Math.max(from, stretch.from), to: Math.min(to, stretch.to) };
    return part.from > part.to ? [] : [part];
  });
}

/** The log of one epoch lies beside that of another: what each names its records (`series` of their keys). */
export function epochName(epoch: number): string {
  return epoch === 0 ? '' : String(epoch);
}
