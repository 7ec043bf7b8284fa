/** How Chromium and Firefox, then WebKit, and then Vite, say that an `import()` failed, or the style sheet that belongs to it. */
const unloaded = /dynamically imported module|Importing a module script failed|Unable to preload CSS/;

/** A part of the page could not be fetched: its server is away, or has a newer build. */
export function isUnloaded(error: unknown): boolean {
  return error instanceof Error && unloaded.test(error.message);
}
