import type { Value } from './values';

/** What a template may see: the payload as text and as JSON, and for a command its variables. */
export type Scope = {
  readonly value: string;
  readonly json: Value;
  readonly names: ReadonlyMap<string, Value>;
};

/** A compiled piece of a template. */
export type Expression = (scope: Scope) => Value;
