/**
 * Records of the log that are in no block yet: of one epoch, `from` ≤ their beginning ≤ `to`, ms since the epoch of the clock. `to` is
 * infinite where nobody knows.
 */
export type Stretch = Span & { readonly epoch: number };
export type Span = { readonly from: number; readonly to: number };

const hourMs = 3_600_000;

/** Everything from then on. */
export function unfoldedFrom(from: number): readonly Stretch[] {
  return [{ from, to: Number.POSITIVE_INFINITY, epoch: 0 }];
}

/** A record that begins `at` was written. Where nobody was here before it, or the clock was set, a stretch begins. */
export function withRecord(unfolded: readonly Stretch[], at: number, epoch: number): readonly Stretch[] {
  const last = unfolded.at(-1);
  if (last === undefined || last.epoch !== epoch || at < last.from || at - last.to > hourMs)
    return [...unfolded, { from: at, to: at, epoch }];
  const to = Number.isFinite(last.to) ? Math.max(last.to, at) : at;
  return [...unfolded.slice(0, -1), { ...last, to }];
}

/** What of the first hour that is over `now` is not folded yet; null: there is none. */
export function nextToFold(unfolded: readonly Stretch[], now: number): Stretch | null {
  for (const { from, to, epoch } of unfolded) {
    const end = from - (from % hourMs) + hourMs;
    if (end <= now) return { from, to: Math.min(to, end - 1), epoch };
  }
  return null;
}

/** Without what was folded; what nobody knows the end of ends `now`. */
export function withoutFolded(unfolded: readonly Stretch[], folded: Stretch, now: number): readonly Stretch[] {
  return unfolded.flatMap((stretch) => {
    if (stretch.from !== folded.from || stretch.epoch !== folded.epoch) return [stretch];
    const rest = { ...stretch, from: folded.to + 1 };
    return rest.from > Math.min(rest.to, now) ? [] : [rest];
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
