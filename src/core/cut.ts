import { limits } from './limits';

/**
 * Marks of direction that hold until they are ended: what stands after them in a sentence would be read backwards. Another letter that
 * nobody sees takes their place, or a name with such a mark would be that of another device.
 */
const turning = /[\u202A-\u202E\u2066-\u2069]/g;

/** A text of the wire as it is shown among other words, no longer than a text may be. */
export function cut(text: string, most: number = limits.textLength): string {
  return shortened(text.replace(turning, '\u200B'), most);
}

/** The same of what is looked for by it, such as a topic: nothing is left out within. */
export function shortened(text: string, most: number = limits.textLength): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
