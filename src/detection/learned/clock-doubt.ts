/** a clock that is corrected by less keeps its hours */
const leapMs = 5 * 60_000;
/** where something is heard less often than this, on average, a long silence is no leap */
const talkativeMs = 15_000;
/** so many gaps between two messages make the usual one */
const enough = 200;
/** by then it stays as it is */
const doubtMs = 45 * 60_000;

/** Whether the clock may be asked for the hour of the day. */
export type ClockDoubt = {
  /** `at`: of what is heard now, ms since the epoch */
  isSure(at: number): boolean;
};

/**
 * A small computer without a battery starts at the time of its last shutdown, until it hears of the time; a wrong date is set right. When the
 * clock leaps while the home goes on speaking, nobody knows which of the two times is right: until it leaps back, or has
 * stayed so for a while, no hour is unusual, and none is learned. A computer that slept leaps too.
 */
export function openClockDoubt(): ClockDoubt {
  let heardAt = Number.NaN;
  let gaps = 0;
  let usualGapMs = 0;
  /** by how much it leapt, 0: it is not doubted */
  let leaptBy = 0;
  let leaptAt = 0;

  function isLeap(by: number): boolean {
    return gaps >= enough && usualGapMs <= talkativeMs && Math.abs(by) >= leapMs;
  }

  return {
    isSure(at) {
      const by = at - heardAt;
      heardAt = at;
      if (isLeap(by)) {
        const isBack = leaptBy !== 0 && by > 0 !== leaptBy > 0;
        leaptBy = isBack ? 0 : by;
        leaptAt = at;
      } else if (by >= 0) {
        gaps = Math.min(enough, gaps + 1);
        usualGapMs += (by - usualGapMs) / gaps;
      }
      if (leaptBy !== 0 && at - leaptAt >= doubtMs) leaptBy = 0;
      return leaptBy === 0;
    },
  };
}
