/** What is remembered of the messages of one device, to tell a new one from an old one. */
export type Track = {
  /** the highest of those that were believed; null: none was */
  readonly last: number | null;
  /** the last ones that came, the newest last */
  readonly recent: readonly Came[];
};
type Came = { readonly sequence: number; readonly firstAt: number; readonly times: number };

export type Freshness = 'new' | 'repeated' | 'replayed' | 'old';

export const noTrack: Track = { last: null, recent: [] };

/** what was under way when a connection broke comes again: soon, among the last, and not often */
const again = { withinMs: 10 * 60_000, among: 16, times: 3 } as const;
/** two topics of one device may overtake each other by so much */
const overtakenMs = 60_000;
/** a clock that nobody sets may be so far off; what was signed earlier than that may have been held back */
const clockMs = 10 * 60_000;

type Signed = {
  readonly sequence: number;
  /** ms since the epoch, the device's clock */
  readonly signedAt: number;
  /** when it came, our clock */
  readonly at: number;
};

/**
 * Is this signed message new? Its number is above all before it; or it comes a little late. What came already is a
 * repetition where a broken connection explains it, else somebody plays it back: then it is older than what is remembered,
 * however long ago that was.
 */
export function judge(
  track: Track,
  { sequence, signedAt, at }: Signed,
): { readonly is: Freshness; readonly track: Track } {
  const known = track.recent.find((one) => one.sequence === sequence);
  if (known !== undefined) {
    const times = known.times + 1;
    const recent = track.recent.map((one) => (one === known ? { ...one, times } : one));
    const isResent = at - known.firstAt <= again.withinMs && times <= again.times;
    return { is: isResent ? 'repeated' : 'replayed', track: { ...track, recent } };
  }
  const isLate = Math.abs(at - signedAt) <= overtakenMs;
  if (track.last !== null && sequence <= track.last && !isLate) return { is: 'replayed', track };
  // the highest number that was ever believed: after a restart of ours nothing else is left to tell it from an old one
  if (track.last !== null && sequence === track.last && track.recent.length === 0) return { is: 'repeated', track };
  const recent = [...track.recent, { sequence, firstAt: at, times: 1 }].slice(-again.among);
  const next = { last: Math.max(track.last ?? sequence, sequence), recent };
  return { is: Math.abs(at - signedAt) > clockMs ? 'old' : 'new', track: next };
}
