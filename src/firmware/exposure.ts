import type { Advisory, OwnerFact, VersionRange } from '@/core/advisory';
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
};

type Bounds = { readonly affected: VersionRange | null; readonly fixed: string | null; readonly quoted: string | null };

/** null: it does not concern the device, or not the version it runs. */
export function exposureOf(
  device: Device,
  advisory: Advisory,
  fit: Fit,
  facts: readonly OwnerFact[],
  matcher: Matcher,
): Exposure | null {
  const installed = device.firmware?.value.installed ?? null;
  const own = facts.find(({ cve, vendor, model }) => cve === advisory.cve && matcher.isModel(device, vendor, model));
  const bounds: Bounds = own === undefined ? advisory : { ...own, quoted: own.source };
  const isWeak = installed === null ? null : isWithin(installed, bounds);
  if (isWeak === false) return null;
  // what is only possibly meant is never called weak, whatever it runs
  const isSure = isWeak === true && (fit !== 'possibly' || own !== undefined);
  return { advisory, fit, state: isSure ? 'affected' : 'check', quoted: bounds.quoted, byOwner: own !== undefined };
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
