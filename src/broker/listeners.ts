/** Who wants to hear of one kind of event. */
export type Listeners<T> = {
  /** returns its undo */
  add(listener: (event: T) => void): () => void;
  tell(event: T): void;
};

export function createListeners<T>(): Listeners<T> {
  const all = new Set<(event: T) => void>();
  return {
    add(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    tell(event) {
      for (const listener of all) listener(event);
    },
  };
}
