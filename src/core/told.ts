import type { ConventionName } from './observation';

/** A fact with its evidence: who said it, when, and whether it was only the broker's memory. */
export type Told<T> = {
  readonly value: T;
  readonly at: number;
  readonly retained: boolean;
  readonly by: ConventionName;
};
