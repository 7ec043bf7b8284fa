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

/**
 * Who carries a plan out, as this session sees it. `elsewhere`: another page, whose word holds `until` (ms since the epoch, its
 * clock). `nobody`: this session may not (`isRefused`: the broker does not let its account), and nobody else has said that he does.
 */
export type Carrier =
  | { readonly is: 'here' }
  | { readonly is: 'watcher' | 'elsewhere'; readonly until: number }
  | { readonly is: 'nobody'; readonly isRefused: boolean };

/** The plan as a page is shown it. `carrier` null: there is nothing to carry out. `mayPlan` false: the broker takes no plan of its account, or (`unreadable`) nobody here can read the one that is there. */
export type ShownPlan = UpdatePlan & {
  readonly carrier: Carrier | null;
  readonly mayPlan: boolean;
  readonly unreadable?: Unreadable;
};

/** Why a plan that others share cannot be read: a newer Gatehouse wrote it, or it is longer than any plan is. */
export type Unreadable = 'newer' | 'too-long';

export const noPlan: ShownPlan = { ...emptyPlan, carrier: null, mayPlan: true };

/** `turn` counts who took it over: the later one has it, whatever the clocks say. */
export type Runner = { readonly id: string; readonly turn: number; readonly until: number };
