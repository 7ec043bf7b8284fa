import { limits } from './limits';

/** A text of the wire, no longer than a text may be. */
export function cut(text: string): string {
  return text.length <= limits.textLength ? text : `${text.slice(0, limits.textLength - 1)}…`;
}
