import { concernKinds, concernsOf, type Concern, type ConcernKind } from './concern';
import { isStale } from './describe';
import type { Device } from './device';

/** How many things of one sort are as they should be, and of how many nobody knows. */
type Tally = { readonly fine: number; readonly untold: number };

/** What the home adds up to: what the verdict is made of. */
export type HomeSummary = {
  readonly devices: number;
  /** the worst first */
  readonly concerns: readonly Concern[];
  readonly locks: Tally;
  /** doors and windows */
  readonly openings: Tally;
  /** sensors that watch for smoke, gas, carbon monoxide, water */
  readonly watching: Tally;
};

type Count = 'fine' | 'untold' | null;

/** The share of one device in the summary. */
export type DeviceShare = {
  readonly concerns: readonly Concern[];
  readonly lock: Count;
  readonly opening: Count;
  readonly watching: Count;
};

export function shareOf(device: Device): DeviceShare {
  const { state, capabilities } = device;
  const unknowable = device.disabled || isStale(device);
  const count = (able: boolean, told: boolean, fine: boolean): Count => {
    if (!able || device.disabled) return null;
    if (unknowable || !told) return 'untold';
    return fine ? 'fine' : null;
  };
  const dangers = [state.smoke, state.carbonMonoxide, state.gas, state.leak].filter((told) => told !== undefined);
  const watches = (['smoke', 'carbon-monoxide', 'gas', 'leak'] as const).some((one) => capabilities.includes(one));
  return {
    concerns: concernsOf(device),
    lock: count(capabilities.includes('lock'), state.lock !== undefined, state.lock?.value === 'locked'),
    opening: count(capabilities.includes('contact'), state.contact !== undefined, state.contact?.value === 'closed'),
    watching: count(
      watches,
      dangers.length > 0,
      dangers.every(({ value }) => !value),
    ),
  };
}

export function sameShare(one: DeviceShare, other: DeviceShare): boolean {
  return (
    one.lock === other.lock &&
    one.opening === other.opening &&
    one.watching === other.watching &&
    one.concerns.length === other.concerns.length &&
    one.concerns.every((concern, index) => sameConcern(concern, other.concerns[index]))
  );
}

function sameConcern(one: Concern, other: Concern | undefined): boolean {
  return (
    other !== undefined &&
    one.kind === other.kind &&
    one.name === other.name &&
    one.room === other.room &&
    one.at === other.at &&
    one.stale === other.stale
  );
}

const rank: Readonly<Record<ConcernKind, number>> = Object.fromEntries(
  concernKinds.map((kind, index) => [kind, index]),
) as Record<ConcernKind, number>; // made from all kinds

/** All shares as one summary; concerns of one kind in the order of their names. */
export function sumUp(shares: Iterable<DeviceShare>): HomeSummary {
  let devices = 0;
  const concerns: Concern[] = [];
  const tallies = { lock: { fine: 0, untold: 0 }, opening: { fine: 0, untold: 0 }, watching: { fine: 0, untold: 0 } };
  for (const share of shares) {
    devices += 1;
    concerns.push(...share.concerns);
    for (const sort of ['lock', 'opening', 'watching'] as const) {
      const count = share[sort];
      if (count !== null) tallies[sort][count] += 1;
    }
  }
  concerns.sort((one, other) => rank[one.kind] - rank[other.kind] || one.name.localeCompare(other.name));
  return {
    devices,
    concerns: concerns.filter((one) => !isOfWhole(one, concerns)),
    locks: tallies.lock,
    openings: tallies.opening,
    watching: tallies.watching,
  };
}

/** A panel goes off with an area that is a part of it, `alarmo:alarmo/cellar`: that is one alarm, and the area tells where. */
function isOfWhole({ kind, device }: Concern, concerns: readonly Concern[]): boolean {
  return kind === 'alarm' && concerns.some((part) => part.kind === kind && part.device.startsWith(`${device}/`));
}
