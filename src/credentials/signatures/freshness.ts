import type { Came } from '@/core/log-ins/known-signer';
import { oneGoMs } from '@/core/message-proof';

/** What is remembered of the messages of one device, to tell a new one from an old one. Times are ms of our clock. */
export type Track = {
  /** the highest sequence that came; null: none did */
  readonly last: number | null;
  /** those of the last ten minutes, the newest last */
  readonly recent: readonly Came[];
  /** what was signed before may have come and be forgotten; null: nothing has come yet since we listen */
  readonly since: number | null;
  /** so far its clock is behind ours; null: unknown */
  readonly behindMs: number | null;
  /** has a word come, since we listen, that is surely new? */
  readonly isFollowed: boolean;
  /** its clock tells another time than it did, steadily, so often and from then on */
  readonly otherClock: { readonly behindMs: number; readonly from: number; readonly words: number } | null;
  /** the last of those that come again in their order, and have not come up to the last ones yet; absent: none does */
  readonly resent?: { readonly sequence: number; readonly at: number } | null;
};

/**
 * `held-back`: nobody said it before, and it was signed long ago. `old`: nobody can tell whether it was said before. `resent`: it came
 * before, and so did many since; it is no repetition unless these come again too, up to the last ones, with which it is `resent-all`.
 */
export type Freshness = 'new' | 'held-back' | 'repeated' | 'resent' | 'resent-all' | 'replayed' | 'old';

export const noTrack: Track = {
  last: null,
  recent: [],
  since: null,
  behindMs: null,
  isFollowed: false,
  otherClock: null,
};

/** what was under way when a connection broke comes again: soon, among the last, and not often */
const again = { withinMs: 10 * 60_000, among: 16, times: 3 } as const;
/** what comes more often than that is forgotten sooner */
const mostRecent = 1_024;
/** two topics of one device may overtake each other by so much */
const overtakenMs = 60_000;
/** a clock that nobody sets may be so far off; what was signed earlier than that may have been held back */
const clockMs = 10 * 60_000;
/** a clock that is wrong by more is known by so many words, over as long as a clock may be off */
const steadyWords = 3;

type Signed = {
  readonly sequence: number;
  /** ms since the epoch, the device's clock */
  readonly signedAt: number;
  /** when it came, our clock */
  readonly at: number;
};
type Judged = { readonly is: Freshness; readonly track: Track };

/**
 * Is this signed message new? Its number is above all before it; or it comes a little late, and what came in that time is
 * remembered, as the window of RFC 4303 §3.4.3 does. What came already is a repetition where a broken connection explains it: it was
 * among the last, or all that came since comes again with it. Else somebody plays it back: then it is older than what is remembered, however
 * long ago that was. Nothing is believed twice in any case.
 */
export function judge(before: Track, signed: Signed): Judged {
  const { sequence, at } = signed;
  // at the first look at a device nothing of it can have been heard before
  const track = cleared({ ...before, since: before.since ?? (before.last === null ? at - overtakenMs : at) }, at);
  const known = track.recent.find((one) => one.sequence === sequence);
  if (known !== undefined) return judgeKnown(track, known, at);
  if (track.last === null || sequence > track.last) return judgeNext(track, signed);
  const { is, isToBeKept } = judgeLate(track, signed);
  return { is, track: isToBeKept ? withCame(track, signed) : track };
}

function judgeKnown(before: Track, known: Came, at: number): Judged {
  const times = known.times + 1;
  const recent = before.recent.map((one) => (one === known ? { ...one, times } : one));
  const track = { ...before, recent };
  if (times > again.times) return { is: 'replayed', track };
  const place = before.recent.indexOf(known);
  const resent = before.resent ?? null;
  const isGoingOn = resent !== null && Math.abs(at - resent.at) <= oneGoMs;
  const ahead = isGoingOn ? place - before.recent.findIndex(({ sequence }) => sequence === resent.sequence) : 0;
  if (recent.length - place <= again.among)
    return isGoingOn && ahead <= again.among
      ? { is: 'resent-all', track: { ...track, resent: null } }
      : { is: 'repeated', track };
  // back again to one before: the connection broke once more
  if (ahead > again.among) return { is: 'replayed', track };
  return { is: 'resent', track: { ...track, resent: { sequence: known.sequence, at } } };
}

/** Its number is above all that came. */
function judgeNext(before: Track, signed: Signed): Judged {
  const { sequence, signedAt, at } = signed;
  const track = { ...withCame(before, signed), last: sequence };
  const behindMs = at - signedAt;
  const isInStep = [0, track.behindMs].some((known) => known !== null && Math.abs(behindMs - known) <= clockMs);
  if (isInStep) return { is: 'new', track: { ...track, behindMs, isFollowed: true, otherClock: null } };
  const { otherClock: other } = track;
  const otherClock =
    other !== null && Math.abs(other.behindMs - behindMs) <= overtakenMs
      ? { ...other, words: other.words + 1 }
      : { behindMs, from: at, words: 1 };
  // what is played back ends where it was recorded; a device whose clock is wrong goes on
  if (otherClock.words >= steadyWords && at - otherClock.from >= clockMs)
    return { is: 'new', track: { ...track, behindMs, isFollowed: true, otherClock: null } };
  return { is: track.isFollowed ? 'held-back' : 'old', track: { ...track, otherClock } };
}

/** Others came before it, and it did not, as far as is remembered. */
function judgeLate(
  { last, since, behindMs }: Track,
  { sequence, signedAt, at }: Signed,
): { readonly is: Freshness; readonly isToBeKept: boolean } {
  // by its clock as it stands, and by how far it was off: it may have been set right since
  const moments = [signedAt, signedAt + (behindMs ?? 0)];
  const isHeardOf = (moment: number) => moment > (since ?? at);
  const late = moments.filter((moment) => Math.abs(at - moment) <= overtakenMs);
  if (late.some(isHeardOf)) return { is: 'new', isToBeKept: true };
  if (late.length > 0) return { is: sequence === last ? 'repeated' : 'old', isToBeKept: false };
  // it was signed while we listened, and is here for the first time: held back, and overtaken by what is newer
  const isOvertaken = moments.some((moment) => isHeardOf(moment) && Math.abs(at - moment) <= again.withinMs);
  return { is: isOvertaken ? 'old' : 'replayed', isToBeKept: isOvertaken };
}

function withCame(track: Track, { sequence, at }: Signed): Track {
  const recent = [...track.recent, { sequence, firstAt: at, times: 1 }];
  const [first] = recent;
  if (recent.length <= mostRecent || first === undefined) return { ...track, recent };
  return { ...track, recent: recent.slice(1), since: Math.max(track.since ?? first.firstAt, first.firstAt) };
}

/** Without what nobody would send again any more, also where our clock was set meanwhile. */
function cleared(track: Track, at: number): Track {
  const isGone = ({ firstAt }: Came) => Math.abs(at - firstAt) > again.withinMs;
  if (!track.recent.some(isGone)) return track;
  const gone = track.recent.filter((one) => isGone(one) && one.firstAt <= at).map(({ firstAt }) => firstAt);
  return {
    ...track,
    recent: track.recent.filter((one) => !isGone(one)),
    since: Math.max(track.since ?? at, ...gone),
  };
}
