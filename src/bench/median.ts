export function median(list: readonly number[]): number {
  return quantile(list, 0.5);
}

/** `share` 0…1: so much of the list is smaller. */
export function quantile(list: readonly number[], share: number): number {
  return list.toSorted((one, other) => one - other)[Math.floor(list.length * share)] ?? Number.NaN;
}
