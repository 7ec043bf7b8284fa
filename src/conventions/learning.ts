/** Something of which more is learned message by message. `isNews`: it is not as it was last told. */
export type Learner = { isNews: boolean };

/** Takes in what a message told; null tells nothing. */
export function learn<D extends Learner, K extends keyof D>(device: D, key: K, value: D[K] | null | undefined): void {
  if (value === null || value === undefined || device[key] === value) return;
  device[key] = value;
  device.isNews = true;
}

/** The same for one more of several; `most` of them are kept. */
export function gain<T>(device: Learner, set: Set<T>, item: T, most = 64): void {
  if (set.has(item) || set.size >= most) return;
  set.add(item);
  device.isNews = true;
}
