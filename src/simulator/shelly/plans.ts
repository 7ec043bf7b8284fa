import type { ProgramAccount } from '../program';

/** A Shelly of the second generation or later, as its owner has set it up. */
export type ShellyPlan = {
  /** its account at the broker at first */
  readonly username: string;
  /** its own id, which is its topic prefix and its client id too unless somebody chose others */
  readonly id: string;
  /** twelve hexadecimal digits */
  readonly mac: string;
  readonly name: string;
  readonly model: string;
  readonly app: string;
  readonly generation: 2 | 3;
  readonly version: string;
  /** what its maker offers; null: nothing newer */
  readonly newest: string | null;
  /** `climate` runs on a battery and is there for the seconds of a report only */
  readonly part: 'plug' | 'climate';
};

export const readingLamp: ShellyPlan = {
  username: 'reading-lamp',
  id: 'shellyplusplugs-a8032abe54d0',
  mac: 'A8032ABE54D0',
  name: 'Reading lamp',
  model: 'SNPL-00112EU',
  app: 'PlusPlugS',
  generation: 2,
  version: '1.4.4',
  newest: '1.5.1',
  part: 'plug',
};

export const atticClimate: ShellyPlan = {
  username: 'attic-climate',
  id: 'shellyhtg3-84fce636f0a8',
  mac: '84FCE636F0A8',
  name: 'Attic climate',
  model: 'S3SN-0U12A',
  app: 'HTG3',
  generation: 3,
  version: '1.4.4',
  newest: null,
  part: 'climate',
};

/** Whoever may publish on its `rpc` owns it, and may tell it a password there: nobody else hears what it is asked. */
export function accountOf({ username, id }: ShellyPlan): ProgramAccount {
  return {
    username,
    clientId: id,
    says: [`${id}/online`, `${id}/events/rpc`, `${id}/status/+`, 'gatehouse/rpc'],
    hears: [`${id}/rpc`],
  };
}
