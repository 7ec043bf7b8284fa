const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** A moment of today, ms since the epoch, as the clock on the wall shows it. */
export function clockWords(at: number): string {
  return clock.format(at);
}
