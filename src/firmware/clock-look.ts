/** How a session's clock went from look to look, ms since the epoch: steadily since `sureFrom`; 0: no leap of it was seen. */
export type ClockLook = { readonly at: number; readonly sureFrom: number };

/** a page in the background looks once a minute: so much between two looks is a leap, or a sleep of the whole computer */
const leapMs = 5 * 60_000;
/** by then a clock that went wrong for a moment is set right again */
const restMs = 60_000;

export function clockLookAfter(before: ClockLook | null, now: number): ClockLook {
  if (before === null) return { at: now, sureFrom: 0 };
  return { at: now, sureFrom: Math.abs(now - before.at) > leapMs ? now : before.sureFrom };
}

/** Nothing that cannot be taken back is to be done by a clock that has just leapt. */
export function isClockSure({ at, sureFrom }: ClockLook): boolean {
  return sureFrom === 0 || at >= sureFrom + restMs;
}
