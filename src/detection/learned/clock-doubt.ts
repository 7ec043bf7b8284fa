/** a clock that is corrected by less keeps its hours */
const leapMs = 5 * 60_000;
/** where nobody has a steady clock: where something is heard less often than this, on average, a long silence is no leap */
const talkativeMs = 15_000;
/** so many gaps between two messages make the usual one */
const enough = 200;
/** by then it stays as it is */
const doubtMs = 45 * 60_000;
/** a clock that begins behind what was learned already is believed after so long: what was learned may have been ahead */
const behindMs = 6 * 60 * 60_000;
/** what starts without knowing the time begins in 1970, 2000 or 2010: before this home was heard by anybody */
const earliest = Date.UTC(2020, 0, 1);

/** Whether the clock may be asked for the hour of the day. */
export type ClockDoubt = {
  /**
   * `at`: of what is heard now, ms since the epoch; `steadyAt`: the same moment by a clock that is never set, ms since anything. Without it, as in
   * a recording, a leap is told from a silence by how often the home speaks.
   */
  isSure(at: number, steadyAt?: number): boolean;
};

/**
 * A small computer without a battery starts in 1970 or at the time of its last shutdown, until it hears of the time; a wrong date is set right. When the
 * clock leaps while the home goes on speaking, nobody knows which of the two times is right: until it leaps back, or has
 * stayed so for a while, no hour is unusual, and none is learned. A computer that slept leaps too, where its steady clock slept with it.
 * `isBehind`: at this moment (ms since the epoch) something was learned already, so that a clock which begins there is wrong until it is put right.
 */
export function openClockDoubt(isBehind: (at: number) => boolean = () => false): ClockDoubt {
  let heardAt = Number.NaN;
  let steadyHeardAt: number | undefined;
  let gaps = 0;
  let usualGapMs = 0;
  /** by how much it leapt, 0: it is not doubted */
  let leaptBy = 0;
  let leaptAt = 0;
  /** until it is known, whether it began where it cannot be; since when, by the clock that goes on */
  let start: 'unknown' | 'behind' | 'fine' = 'unknown';
  let behindForMs = 0;

  /** It was put right: a leap from there is none that anybody need doubt. */
  function isStartWrong(at: number, passedMs: number): boolean {
    if (start === 'fine') return false;
    behindForMs += passedMs;
    const isWrong = at < earliest || (behindForMs < behindMs && isBehind(at));
    if (!isWrong && start === 'behind') leaptBy = 0;
    start = isWrong ? 'behind' : 'fine';
    return isWrong;
  }

  /** 0: it did not leap, as far as anybody can tell */
  function leapOf(byMs: number, steadyMs: number | null): number {
    const leap = byMs - (steadyMs ?? 0);
    if (steadyMs === null && (gaps < enough || usualGapMs > talkativeMs)) return 0;
    return Math.abs(leap) >= leapMs ? leap : 0;
  }

  return {
    isSure(at, steadyAt) {
      // what comes without its steady time, among what has one, tells nothing of the clock
      if (steadyAt === undefined && steadyHeardAt !== undefined) return leaptBy === 0 && start !== 'behind';
      const by = at - heardAt;
      const steadyMs = steadyAt === undefined || steadyHeardAt === undefined ? null : steadyAt - steadyHeardAt;
      const leap = leapOf(by, steadyMs);
      heardAt = at;
      steadyHeardAt = steadyAt;
      if (leap !== 0) {
        const isBack = leaptBy !== 0 && leap > 0 !== leaptBy > 0;
        leaptBy = isBack ? 0 : leap;
        leaptAt = at;
      } else if (by >= 0) {
        gaps = Math.min(enough, gaps + 1);
        usualGapMs += (by - usualGapMs) / gaps;
      }
      if (leaptBy !== 0 && at - leaptAt >= doubtMs) leaptBy = 0;
      if (isStartWrong(at, steadyMs ?? (by > 0 ? Math.min(by, leapMs) : 0))) return false;
      return leaptBy === 0;
    },
  };
}
