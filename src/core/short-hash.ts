/** A text as a number that says nothing of it (FNV-1a, 32 bits): what is kept of topics and acts needs no names in it. */
export function shortHash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
