/** How a story of a simulation went. */
export type ToldStory = {
  /** what is wrong with it, in words; null: nothing */
  readonly complaint: string | null;
  readonly log: readonly string[];
};

/** What happened in a story, with its time in seconds, up to the first complaint. `now`: the true time, ms. */
export function openStoryLog(now: () => number) {
  const log: string[] = [];
  let complaint: string | null = null;

  function note(line: string): void {
    if (complaint !== null) return; // what follows explains nothing
    log.push(`${(now() / 1_000).toFixed(1)} ${line}`);
    if (log.length > 600) log.splice(0, 300);
  }

  return {
    log,
    note,
    complain(what: string): void {
      note(`!! ${what}`);
      complaint ??= what;
    },
    get complaint() {
      return complaint;
    },
  };
}
