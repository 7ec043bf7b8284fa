/**
 * A place where a person can get in: a log-in, the codes of a lock. Off-boarding asks each to let the person out, and each
 * says with what it proves that.
 */
export type Place = {
  /** "The log-in anna", "The front door" */
  readonly place: string;
  /** settles, and may be repeated */
  remove(): Promise<PlaceOutcome>;
};

/** `left`: the person can still get in there, or nobody knows. `words`: the proof, or what to do; one sentence */
export type PlaceOutcome = { readonly outcome: 'removed' | 'left' | 'unknown'; readonly words: string };
export type PlaceReport = PlaceOutcome & { readonly place: string };

/** One after the other; a place that fails keeps nothing from the others. */
export async function offBoard(places: readonly Place[]): Promise<readonly PlaceReport[]> {
  const reports: PlaceReport[] = [];
  for (const { place, remove } of places) reports.push({ place, ...(await remove()) });
  return reports;
}

/** Is the person out, as far as anybody knows? In one sentence. */
export function offBoardWords(name: string, reports: readonly PlaceReport[]): string {
  const inStill = reports.filter(({ outcome }) => outcome === 'left').length;
  if (inStill > 0) return `${name} can still get in at ${inStill} of ${reports.length} places.`;
  const unsure = reports.filter(({ outcome }) => outcome === 'unknown').length;
  if (unsure === 0) return `${name} cannot get in anywhere any more.`;
  return `${name} is out wherever Gatehouse could look. ${unsure === 1 ? 'One place' : `${unsure} places`} you have to look at yourself.`;
}
