/** Does what is asked one after the other, also when one of them fails. Whoever is in its turn must not ask for another. */
export type InTurn = {
  <T>(act: () => Promise<T>): Promise<T>;
  /** somebody is in its turn, or waits for it */
  readonly isBusy: () => boolean;
};

export function openTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  function inTurn<T>(act: () => Promise<T>): Promise<T> {
    waiting += 1;
    const mine = last.then(act, act).finally(() => (waiting -= 1));
    last = mine.catch(() => {});
    return mine;
  }

  return Object.assign(inTurn, { isBusy: () => waiting > 0 });
}
