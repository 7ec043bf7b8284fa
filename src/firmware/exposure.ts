import type { Advisory, OwnerFact, VersionRange } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';

import type { Fit, Matcher } from './fits';
import { compareVersions } from './version-order';

/**
 * What an advisory means for one device. `affected`: it runs a version that somebody names as weak. `check`: nobody says
 * which versions are weak, or nobody can compare them, or the device is only possibly meant.
 */
export type Exposure = {
  readonly advisory: Advisory;
  readonly fit: Fit;
  readonly state: 'affected' | 'check';
  /** who names the versions, where somebody does */
  readonly quoted: string | null;
  /** it was somebody of this home */
  readonly byOwner: boolean;
  /** where somebody of this home has it from that the device is meant; null: nobody has said so */
  readonly meantBy: string | null;
};

/** An advisory that may be about a device, how surely, and where the owner has that from. */
export type Fitting = { readonly advisory: Advisory; readonly fit: Fit; readonly meantBy: string | null };

/**
 * The owner's word settles what is only possibly meant; null: it is not. Where a source names the model itself, that it is not
 * meant was said of less than is known now.
 */
export function settledFit(
  device: Device,
  advisory: Advisory,
  fit: Fit,
  facts: readonly OwnerFact[],
  matcher: Matcher,
): Fitting | null {
  const own = facts.find((fact) => fact.meant !== undefined && isAbout(fact, advisory, device, matcher));
  if (own === undefined || fit !== 'possibly') return { advisory, fit, meantBy: null };
  return own.meant === true ? { advisory, fit: 'exact', meantBy: own.source } : null;
}

function isAbout({ cve, vendor, model }: OwnerFact, advisory: Advisory, device: Device, matcher: Matcher): boolean {
  return cve === advisory.cve && matcher.isModel(device, vendor, model);
}

type Bounds = { readonly affected: VersionRange | null; readonly fixed: string | null; readonly quoted: string | null };

/** null: it does not concern the device, or not the version it runs. */
export function exposureOf(
  device: Device,
  { advisory, fit, meantBy }: Fitting,
  facts: readonly OwnerFact[],
  matcher: Matcher,
): Exposure | null {
  const installed = device.firmware?.value.installed ?? null;
  const own = facts.find((fact) => saysVersions(fact) && isAbout(fact, advisory, device, matcher));
  const bounds: Bounds = own === undefined ? advisory : { ...own, quoted: own.source };
  const isWeak = installed === null ? null : isWithin(installed, bounds);
  if (isWeak === false) return null;
  // what is only possibly meant is never called weak, whatever it runs
  const isSure = isWeak === true && (fit !== 'possibly' || own !== undefined);
  const state = isSure ? 'affected' : 'check';
  return { advisory, fit, state, quoted: bounds.quoted, byOwner: own !== undefined, meantBy };
}

function saysVersions({ affected, fixed }: OwnerFact): boolean {
  return affected !== null || fixed !== null;
}

/** null: nobody says, or nobody can tell. */
function isWithin(installed: string, { affected, fixed }: Bounds): boolean | null {
  if (fixed !== null) {
    const order = compareVersions(installed, fixed);
    if (order === null) return null;
    if (order >= 0) return false;
    if (affected === null) return true;
  }
  if (affected === null) return null;
  const { from, through } = affected;
  if (from === null && through === null) return fixed !== null ? true : null;
  const above = from === null ? 1 : compareVersions(installed, from);
  const below = through === null ? -1 : compareVersions(installed, through);
  if (above === -1 || below === 1) return false;
  return above === null || below === null ? null : true;
}
