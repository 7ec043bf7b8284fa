import type { Fact } from '@/core/observation';
import type { State, StateKey } from '@/core/state';

/** Readings while they are being gathered from one message. */
export type OpenState = { -readonly [K in StateKey]?: NonNullable<State[K]> };

/** Keeps `value` where nothing stands yet: of several alike, the first is the device's. null tells nothing. */
export function keep<K extends StateKey>(state: OpenState, key: K, value: NonNullable<State[K]> | null): void {
  if (value !== null && state[key] === undefined) state[key] = value;
}

/** What was gathered, if anything was. */
export function stateFact(state: OpenState): readonly Fact[] {
  for (const _ in state) return [{ type: 'state', state }];
  return [];
}
