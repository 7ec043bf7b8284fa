const hourMs = 3_600_000;

/** Which hour of the day it is, so that the same one of another day has the same name; of one clock for all, whatever the place. */
export function hourOf(t: number): string {
  return String(Math.floor(t / hourMs) % 24);
}
