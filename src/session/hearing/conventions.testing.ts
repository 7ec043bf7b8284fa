import { conventions } from './conventions';

/** All conventions, for tests that do not wait for each. */
export const loadedConventions = await Promise.all(conventions.map(({ load }) => load()));
