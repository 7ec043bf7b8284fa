import type { CommandRefusal } from './command-progress';
import type { DeviceId } from './device';

export type FirmwareWork = 'check' | 'update';

/** One device that is to be asked for a newer firmware, or given it. */
export type FirmwareTask = {
  readonly device: DeviceId;
  readonly work: FirmwareWork;
  readonly stage: TaskStage;
};

export type TaskStage =
  | { readonly at: 'waiting' }
  /** asked for at `since`, ms since the epoch; `begun`: the device was seen being updated */
  | { readonly at: 'running'; readonly since: number; readonly begun: boolean }
  | { readonly at: 'done' }
  /** `since`: when it was asked for; null: it never was. A late answer still counts */
  | { readonly at: 'failed'; readonly why: TaskFailure; readonly since: number | null };

/**
 * `told`: why is in the device's `lastCheck` or `lastUpdate`. `unexplained`: the update ended and the old version still
 * runs. `silent`: nothing more was heard. `held-back`: not started, for the one before it may still be under way.
 */
export type TaskFailure = 'told' | 'unexplained' | 'silent' | 'stopped' | 'held-back' | 'gone' | CommandRefusal;

/** What a person wants of the queue. `stop`: what runs comes to its end, and nothing is started after it. */
export type FirmwareOrder =
  | { readonly type: 'add'; readonly work: FirmwareWork; readonly devices: readonly DeviceId[] }
  | { readonly type: 'stop' };
