import type { AlertClass } from '@/core/alerts/alert';
import type { Planned, SimulatedHome } from '@/simulator/simulated-home';

/** A story that befalls a simulated home: told by a name, seen by whoever watches the broker. */
export type Scenario = {
  readonly name: string;
  /** a few words, as a heading */
  readonly title: string;
  /** what happens, and how it ends, in plain words */
  readonly happens: string;
  /** what Gatehouse should make of it, in plain words */
  readonly expected: string;
  /** any of these would be right; none: it looks like an attack, and is nothing */
  readonly alerts: readonly AlertClass[];
  /** what happens when, in this home as it stands; nothing: it lacks what the story is about */
  plan(home: SimulatedHome): readonly Planned[];
};
