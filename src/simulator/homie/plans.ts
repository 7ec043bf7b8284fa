import type { ProgramAccount } from '../program';

/** A device that speaks Homie, as it was built. */
export type HomiePlan = {
  readonly id: string;
  readonly name: string;
  /** `homie` for version 4; 5.0 has its version in the base topic */
  readonly base: 'homie' | 'homie/5';
  readonly mac: string;
  readonly ip: string;
  readonly firmware: string;
};

export const gardenGate: HomiePlan = {
  id: 'garden-gate',
  name: 'Garden gate',
  base: 'homie',
  mac: '24:6F:28:7C:11:D4',
  ip: '192.168.7.71',
  firmware: '2.3.1',
};

export const greenhouse: HomiePlan = {
  id: 'greenhouse',
  name: 'Greenhouse',
  base: 'homie/5',
  mac: '24:6F:28:7C:11:E5',
  ip: '192.168.7.72',
  firmware: '1.0.4',
};

export function accountOf({ id, base }: HomiePlan): ProgramAccount {
  return {
    username: id,
    clientId: id,
    says: [`${base}/${id}/#`],
    hears: [`${base}/${id}/+/+/set`],
    takes: [`${base}/${id}/+/+/set`],
    confidential: [],
  };
}
