import { standingOf, type Facts } from './facts';

/** Class B: makes a device start that says it is set to the new log-in and has not started with it. */
export type Restarts = {
  /** `setTo`: the account that it says it is set to */
  look(setTo: string, facts: Pick<Facts, 'slots' | 'marks' | 'proofs' | 'present'>): void;
};

/** a restart that was ordered can be lost after the setting was answered */
const againMs = 60_000;
const most = 5;

/** Whoever told it may be closed, so any browser may order it. `restart` null: it does so by itself. */
export function openRestarts(restart: (() => Promise<unknown>) | null, steady: () => number): Restarts {
  let ordered = 0;
  let orderedAt = -Infinity;
  return {
    look(setTo, { slots, marks, proofs, present }) {
      const standing = standingOf(slots);
      if (restart === null || standing.type !== 'two') return;
      const { next, rotation } = standing;
      const isWaiting = present && next.enabled && setTo === next.username && marks.get(rotation) === 'told';
      if (!isWaiting || proofs.has(rotation)) return;
      if (ordered >= most || steady() - orderedAt < againMs) return;
      ordered += 1;
      orderedAt = steady();
      void restart();
    },
  };
}
