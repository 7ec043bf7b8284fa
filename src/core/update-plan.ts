import type { FirmwareTask, SkippedVersion, UpdateRules } from './firmware-task';

/** All that is decided about updates of a home, as every browser that may carry it on knows it. Holds no secret. */
export type UpdatePlan = {
  /** what was ordered before it and is over counts no more; ms since the epoch */
  readonly roundAt: number;
  readonly tasks: readonly FirmwareTask[];
  readonly rules: Dated<UpdateRules> | null;
  readonly skipped: readonly (SkippedVersion & { readonly at: number; readonly isOver: boolean })[];
  /** who carries it out, and how long its word holds; null: nobody */
  readonly runner: Runner | null;
};

export const emptyPlan: UpdatePlan = { roundAt: 0, tasks: [], rules: null, skipped: [], runner: null };

export type Dated<T> = { readonly at: number; readonly value: T };

/** `turn` counts who took it over: the later one has it, whatever the clocks say. */
export type Runner = { readonly id: string; readonly turn: number; readonly until: number };
