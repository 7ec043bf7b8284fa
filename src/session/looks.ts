/** Between two looks no more than this was listened: a computer that slept heard nothing, nor does a clock that is set. */
export const longestLookMs = 60_000;

/** How long was listened since the last look, in ms, by a clock that may be set. `since`: the first look. */
export function openLooks(since: number): (at: number) => number {
  let lookedAt = since;
  return (at) => {
    const passedMs = Math.min(Math.max(at - lookedAt, 0), longestLookMs);
    lookedAt = at;
    return passedMs;
  };
}
