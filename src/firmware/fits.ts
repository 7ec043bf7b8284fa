import type { Advisory, OwnerFact, ProductSort, VendorNames } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import type { DeviceKind } from '@/core/observation';

import { compareModels, isOfFamily } from './model-names';
import { openVendorNames, type SameVendor } from './vendor-names';

/**
 * How surely an advisory is about a device. `exact`: maker and model are named as the device names them; `alias`: the maker
 * by another way of writing it; `possibly`: the advisory tells the maker and the sort of device only, or the device is a
 * variant of what it names.
 */
export type Fit = 'exact' | 'alias' | 'possibly';

/** What a device of each kind may be called in an advisory. A kind that nobody told is any but a camera or a lock. */
const sortsOfKind: { readonly [K in DeviceKind]?: readonly ProductSort[] } = {
  camera: ['camera'],
  doorbell: ['camera'],
  lock: ['access-control'],
  alarm: ['access-control', 'controller'],
  hub: ['recorder', 'router', 'access-point', 'storage', 'controller'],
  plug: ['switch'],
  other: ['recorder', 'router', 'access-point', 'switch', 'storage', 'phone', 'controller'],
};

type Named = Pick<Device, 'vendor' | 'model' | 'kind'>;

export type Matcher = {
  /** null: it is about something else */
  fitOf(device: Named, advisory: Pick<Advisory, 'vendor' | 'models' | 'families' | 'sort'>): Fit | null;
  /** is that model meant, by its maker's own name or another */
  isModel(device: Named, vendor: string, model: string): boolean;
};

/** Never a substring: a maker is the same or another way of writing it, a model is whole words. */
export function openMatcher(vendors: readonly VendorNames[]): Matcher {
  const compareVendors = openVendorNames(vendors);

  return {
    fitOf({ vendor, model, kind }, advisory) {
      const same = vendor === null ? null : compareVendors(vendor, advisory.vendor);
      if (same === null) return null;
      const { models, families, sort } = advisory;
      const name = model?.trim() ?? '';
      if (name !== '' && models.length > 0) {
        const fits = models.map((one) => compareModels(name, one));
        if (fits.includes('exact')) return same;
        if (fits.includes('possibly')) return 'possibly';
      }
      if (name !== '' && families.some((family) => isOfFamily(name, family))) return 'possibly';
      const namesNone = models.length === 0 && families.length === 0;
      if (!namesNone && name !== '') return null;
      return sort !== null && sortsOfKind[kind]?.includes(sort) === true ? 'possibly' : null;
    },
    isModel({ vendor, model }, wantedVendor, wantedModel) {
      const same: SameVendor = vendor === null ? null : compareVendors(vendor, wantedVendor);
      return same !== null && model !== null && compareModels(model, wantedModel) === 'exact';
    },
  };
}

/** What people of the home have said that acts on the device, however its maker and model were written then. */
export function factsAbout(
  device: Named,
  facts: readonly OwnerFact[],
  vendors: readonly VendorNames[],
): readonly OwnerFact[] {
  if (facts.length === 0) return facts;
  const matcher = openMatcher(vendors);
  return facts.filter(({ vendor, model }) => matcher.isModel(device, vendor, model));
}
