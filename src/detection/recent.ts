/**
 * Whether `moment` lies less than so long away from `at`. What lies ahead of it was written down before the clock was set back: by an hour
 * it says as little as what lies an hour behind. undefined: it never was.
 */
export function isRecent(moment: number | undefined, at: number, withinMs: number): boolean {
  return moment !== undefined && Math.abs(at - moment) < withinMs;
}
