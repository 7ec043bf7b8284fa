/** Sets `key` as the one heard last; of more than `most` the one that was not heard for longest is pushed out. */
export function setLast<T>(map: Map<string, T>, key: string, value: T, most: number): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
}
