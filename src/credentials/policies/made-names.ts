import type { PolicyName } from './policies';

/** Each is looked at every half a minute, and each is a card on the page. */
export const mostMade = 20;

const prefix = 'gatehouse:policy:';
const madeName = /^made:[a-z0-9]{4,16}$/;

/** Two browsers that each make the last one have made one too many: it is named, so that somebody can take it away. */
const mostNamed = 2 * mostMade;

/** The names of rules that people made, among all names of roles. Those after the first `mostMade` are not followed. */
export function madeNamesIn(roles: readonly string[]): readonly PolicyName[] {
  return roles
    .filter((role) => role.startsWith(`${prefix}made:`))
    .map((role) => role.slice(prefix.length))
    .filter(isMadeName)
    .toSorted()
    .slice(0, mostNamed);
}

export function isMadeName(name: string): name is `made:${string}` {
  return madeName.test(name);
}
