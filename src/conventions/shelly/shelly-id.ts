import type { Capability, Identifier } from '@/core/observation';

import { macIdentifier } from '../mac';

/** How a Shelly is called: by its maker (`shellyplus1pm-441793d69718`), or by its owner in its topic (`boiler`). */
export type ShellyId = {
  readonly identifier: Identifier;
  /** null: only the end of the address stands in it, or nothing */
  readonly mac: Identifier | null;
  /** the maker's word for the model; null: an owner's name says nothing of it */
  readonly app: string | null;
};

const made = /^(shelly[a-z0-9-]*)-([0-9a-f]{12}|[0-9a-f]{6})$/;

export function readId(id: string): ShellyId {
  const lower = id.toLowerCase();
  const [, app, address] = made.exec(lower) ?? [];
  if (app === undefined) return { identifier: `shelly-topic:${lower}`, mac: null, app: null };
  return { identifier: `shelly:${lower}`, mac: macIdentifier(address), app };
}

/** Models that are online only for the seconds of a report, and what they sense: all that is known until they wake. */
const sleepers: Readonly<Record<string, readonly Capability[]>> = {
  shellyht: ['temperature', 'humidity'],
  shellyplusht: ['temperature', 'humidity'],
  shellyhtg3: ['temperature', 'humidity'],
  shellydw: ['contact'],
  shellydw2: ['contact'],
  shellyflood: ['leak'],
  shellyfloodg4: ['leak'],
  shellysmoke: ['smoke'],
  shellyplussmoke: ['smoke'],
  shellybutton1: [],
  shellybutton2: [],
};

/** null: not known for a sleeper by its model. */
export function sensesOfSleeper({ app }: ShellyId): readonly Capability[] | null {
  return app !== null && Object.hasOwn(sleepers, app) ? (sleepers[app] ?? null) : null;
}

/** Plugs stand in the model code: SHPLG-S, SNPL-00112EU, S3PL-00112EU, S4PL-00416EU. */
export function isPlug(model: string | null): boolean {
  return model !== null && /^(?:SHPLG|S[N34]PL-)/.test(model);
}
