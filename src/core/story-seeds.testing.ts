/** GATEHOUSE_SEED=<n>: the one story that is told again, with all its lines; null: as many as there are to be */
const replayed = process.env['GATEHOUSE_SEED'] === undefined ? null : Number(process.env['GATEHOUSE_SEED']);

/** The numbers of the stories to be told: 1 to `most`, or the one that somebody has asked for. */
export function storySeeds(most: number): readonly number[] {
  return replayed === null ? Array.from({ length: most }, (_, index) => index + 1) : [replayed];
}

/** What is shown of a story that went well (a bad one throws with its last lines): nothing, unless it was asked for. */
export function showReplayed(log: readonly string[]): void {
  if (replayed !== null) process.stdout.write(`${log.join('\n')}\n`);
}
