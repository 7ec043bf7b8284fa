/**
 * Whether two parts of a device are one and the same. `===` has an engine look at both, to tell strings and numbers from the rest; this looks at
 * neither where they are one, as nearly always: of one device among thousands each look is a wait for the memory.
 */
export function isSame(one: unknown, other: unknown): boolean {
  return Object.is(one, other);
}
