/** An error whose message is a sentence for people: the only kind that a page shows in its own words. */
export class PlainError extends Error {
  override readonly name = 'PlainError';
}

/** By its name, which is what crosses the boundary of the worker. */
export function isPlain(error: unknown): error is Error {
  return error instanceof Error && error.name === 'PlainError';
}
