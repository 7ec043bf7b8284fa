/** An error whose message is a sentence for people: the only kind that a page shows in its own words. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** A part of the code that is fetched when it is needed could not be had. */
export const notLoaded = 'A part of Gatehouse could not be loaded. Try again, or load the page again.';

/** By its name, which is what crosses the boundary of the worker. */
export function isPlain(error: unknown): error is Error {
  return error instanceof Error && error.name === 'PlainError';
}
