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
  /** of a device with the homie-esp8266 library: what it calls itself by at the broker, before its id */
  readonly brand?: string;
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

/** With the library of the first Homie: it takes its configuration over MQTT, and calls itself by its brand at the broker. */
export const cellarLeak: HomiePlan = {
  id: 'cellar-leak',
  name: 'Cellar leak sensor',
  base: 'homie',
  mac: '5C:CF:7F:20:44:0A',
  ip: '192.168.7.73',
  firmware: '1.2.0',
  brand: 'Homie',
};

/** Where its configuration is changed a password may be: nobody else hears that. */
export function accountOf({ id, base, brand }: HomiePlan): ProgramAccount {
  return {
    username: id,
    clientId: brand === undefined ? id : `${brand}-${id}`,
    says: [`${base}/${id}/#`],
    hears: [`${base}/${id}/+/+/set`],
  };
}
