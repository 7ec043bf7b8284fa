import type { Model } from '@/simulator/models';
import type { Planned } from '@/simulator/simulated-home';

export type Newcomer = {
  readonly ieee: string;
  readonly model: Model;
  /** what it says of itself */
  readonly state: Readonly<Record<string, unknown>>;
};

/** Joins, says how it is from time to time, and leaves; in seconds. */
export function comesAndGoes(
  { ieee, model, state }: Newcomer,
  stay: { readonly from: number; readonly to: number },
): readonly Planned[] {
  // a newcomer is called by its address until somebody gives it a name
  const plan = { name: ieee, model, room: 'nowhere', fault: null, newer: false, asked: false, battery: 100 } as const;
  const words = [30, 90, 150].map((after): Planned => ({
    afterSeconds: stay.from + after,
    act: { type: 'say', ieee, state },
  }));
  return [
    { afterSeconds: stay.from, act: { type: 'join', ieee, plan } },
    ...words,
    { afterSeconds: stay.to, act: { type: 'leave', ieee } },
  ];
}
