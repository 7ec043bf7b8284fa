/** Does what is asked one after the other, also when one of them fails. Whoever is in its turn must not ask for another. */
export type InTurn = {
  <T>(act: () => Promise<T>): Promise<T>;
  /** Of all who ask for `what` while it waits for its turn, it is done once: for each of them it began after he asked. */
  shared<T>(what: object, act: () => Promise<T>): Promise<T>;
};

export function openTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  const waiting = new Map<object, Promise<unknown>>();

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    const mine = last.then(act, act);
    last = mine.catch(() => {});
    return mine;
  }

  function shared<T>(what: object, act: () => Promise<T>): Promise<T> {
    const known = waiting.get(what);
    if (known !== undefined) return known as Promise<T>; // whoever asks for the same asks the same
    const mine = inTurn(() => {
      waiting.delete(what);
      return act();
    });
    waiting.set(what, mine);
    return mine;
  }

  return Object.assign(inTurn, { shared });
}
