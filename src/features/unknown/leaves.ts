import { wordOfValue } from '@/core/mapped-value';

/** One value in an example, and the way to it. */
export type Leaf = { readonly path: readonly string[]; readonly word: string };

const most = { leaves: 200, depth: 16 } as const;

/** An example as JSON; undefined: it is none. What nests without end is deeper than any leaf that is shown. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The values that can be pointed at, in the order in which they stand there. Without JSON it is the text as a whole. */
export function leavesOf(text: string): readonly Leaf[] {
  const json = jsonOf(text);
  const leaves: Leaf[] = [];
  if (typeof json === 'object' && json !== null) collect(json, [], leaves);
  else addLeaf(leaves, [], typeof json === 'string' ? json : text);
  return leaves;
}

function collect(value: object, path: readonly string[], leaves: Leaf[]): void {
  if (path.length >= most.depth) return;
  for (const [key, item] of Object.entries(value)) {
    if (leaves.length >= most.leaves) return;
    if (typeof item === 'object' && item !== null) collect(item, [...path, key], leaves);
    else addLeaf(leaves, [...path, key], item);
  }
}

function addLeaf(leaves: Leaf[], path: readonly string[], value: unknown): void {
  const word = wordOfValue(value);
  if (word !== null) leaves.push({ path, word });
}

/** "state › bolt", or words for the message as a whole. */
export function wayOf(path: readonly string[]): string {
  return path.length === 0 ? 'The whole message' : path.join(' › ');
}
