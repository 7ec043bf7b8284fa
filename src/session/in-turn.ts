/** Does what is asked one after the other, also when one of them fails. Whoever is in its turn must not ask for another. */
export type InTurn = {
  <T>(act: () => Promise<T>): Promise<T>;
  /** The next, before all that waits: somebody sits before it. */
  first<T>(act: () => Promise<T>): Promise<T>;
  /** Of all who ask for `what` while it waits for its turn, it is done once: for each of them it began after he asked. */
  shared<T>(what: object, act: () => Promise<T>): Promise<T>;
};

export function openTurns(): InTurn {
  const queue: (() => Promise<void>)[] = [];
  const waiting = new Map<object, Promise<unknown>>();
  let isBusy = false;

  async function goOn(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await next();
    isBusy = false;
  }

  function wait<T>(act: () => Promise<T>, where: 'first' | 'last'): Promise<T> {
    return new Promise((resolve, reject) => {
      const turn = () => Promise.resolve().then(act).then(resolve, reject);
      if (where === 'first') queue.unshift(turn);
      else queue.push(turn);
      void goOn();
    });
  }

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    return wait(act, 'last');
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

  return Object.assign(inTurn, { first: <T>(act: () => Promise<T>) => wait(act, 'first'), shared });
}
