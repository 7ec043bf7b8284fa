/** a clock further ahead than this is wrong */
const aheadMs = 60_000;
/** a clock before this was never set */
const earliest = Date.UTC(2015, 0);

/** The moment that a device's own clock tells, ms since the epoch and not after `at`; null: its clock is wrong. */
export function momentIn(told: number | null, at: number): number | null {
  return told !== null && told >= earliest && told <= at + aheadMs ? Math.min(told, at) : null;
}
