import type { Action } from './decide';
import type { Facts } from './facts';

/** What was done since the facts changed last. Done again at once, it would only be asked of the broker again and again. */
export type Repeats = {
  /** notes that this is to be done; false: it was done already, on just these facts, and nobody has waited since */
  isNew(action: Action, facts: Facts): boolean;
  /** time has passed: what was lost on its way may be done again */
  waited(): void;
};

export function openRepeats(): Repeats {
  let seen = '';
  const done = new Set<string>();
  return {
    isNew(action, facts) {
      const shape = written(facts);
      if (shape !== seen) done.clear();
      seen = shape;
      const act = written(action);
      if (done.has(act)) return false;
      done.add(act);
      return true;
    },
    waited: () => done.clear(),
  };
}

function written(what: Action | Facts): string {
  return JSON.stringify(what, (_, value: unknown) =>
    value instanceof Map || value instanceof Set ? Array.from<unknown>(value) : value,
  );
}
