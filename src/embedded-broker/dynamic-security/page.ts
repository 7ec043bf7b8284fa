import type { Fields } from './command';

/** `name` as in `clients`: the answer to listClients, listGroups and listRoles, one page or all. */
export function listing<T extends object>(
  list: string,
  all: ReadonlyMap<string, T>,
  asked: Fields,
  shape: (item: T) => unknown,
): { readonly totalCount: number; readonly [list: string]: unknown } {
  const names = [...all.keys()].toSorted(byName);
  const offset = Math.max(0, asked.integer('offset') ?? 0);
  const count = asked.integer('count') ?? -1;
  // a count of 0 is answered with one, as Mosquitto does; a negative one asks for all
  const page = names.slice(offset, count < 0 ? undefined : offset + Math.max(1, count));
  const items = asked.isTrue('verbose') ? page.map((name) => shape(all.get(name)!)) : page; // its own key
  return { totalCount: names.length, [list]: items };
}

/** Mosquitto keeps its lists sorted. */
export function byName(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
