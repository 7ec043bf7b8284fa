/** An empty array in which an engine keeps each number itself, not the way to it: it goes by what was the first to be in it. */
export function openNumbers(kept: readonly number[] = []): number[] {
  const numbers = [0.5];
  numbers.length = 0;
  for (const number of kept) numbers.push(number);
  // what grew has room to grow on: a copy has none
  return numbers.length === 0 ? numbers : numbers.slice();
}
