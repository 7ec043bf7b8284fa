type Grave = {
  /** to people or to the house */
  readonly isDanger: true | undefined;
  readonly isAlarm: boolean;
};

/**
 * What endangers people or the house comes before all else, then what is an alarm: only the first few are in sight, and nobody
 * may have to ask for more to read that there is smoke. What is as grave keeps its order.
 */
export function worstFirst<T>(things: readonly T[], graveOf: (thing: T) => Grave): readonly T[] {
  const rank = (thing: T) => {
    const { isDanger, isAlarm } = graveOf(thing);
    return isDanger ? 0 : isAlarm ? 1 : 2;
  };
  return things.toSorted((one, other) => rank(one) - rank(other));
}
