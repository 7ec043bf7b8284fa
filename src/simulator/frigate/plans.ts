import type { Place } from '../cameras/scene';
import type { ProgramAccount } from '../program';

/** A camera as it stands in Frigate's configuration. */
export type FrigateCameraPlan = {
  readonly name: string;
  readonly place: Place;
  /** a part of its picture that has a name; it stands on the same level of topics as cameras do */
  readonly zone: string;
  /** what may pass there, beside people */
  readonly passers: readonly [Label, ...Label[]];
};

export type Label = 'person' | 'car' | 'cat';

export const frigateCameras = {
  sideGate: { name: 'side_gate', place: 'drive', zone: 'path', passers: ['person', 'car'] },
  patio: { name: 'patio', place: 'garden', zone: 'lawn', passers: ['person', 'cat'] },
} as const satisfies Record<string, FrigateCameraPlan>;

export const frigateAccount: ProgramAccount = {
  username: 'frigate',
  clientId: 'frigate',
  says: ['frigate/#'],
  hears: ['frigate/onConnect', 'frigate/restart', 'frigate/+/+/set'],
};
