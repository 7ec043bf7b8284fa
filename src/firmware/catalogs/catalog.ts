import type { Advisory, OtaImage, VendorNames } from '@/core/firmware/advisory';

/** One catalogue, read. `date`: of its facts, `YYYY-MM-DD`; `skipped`: entries that could not be read. */
export type Catalog =
  | {
      readonly kind: 'advisories' | 'kev';
      readonly date: string | null;
      readonly skipped: number;
      readonly advisories: readonly Advisory[];
    }
  | {
      readonly kind: 'vendors';
      readonly date: null;
      readonly skipped: number;
      readonly vendors: readonly VendorNames[];
    }
  | {
      readonly kind: 'zigbee-ota';
      readonly date: string | null;
      readonly skipped: number;
      readonly images: readonly OtaImage[];
    };

/** What reading a file came to; `reason` is a sentence for whoever chose it. */
export type CatalogRead =
  | { readonly outcome: 'read'; readonly catalog: Catalog }
  | { readonly outcome: 'refused'; readonly reason: string };

/** The bounds on what a catalogue may make us hold: the official ones of 2026 are about a megabyte and 1,500 entries. */
export const catalogLimits = { characters: 16 * 1024 * 1024, entries: 20_000 } as const;

export function entriesOf(catalog: Catalog): number {
  if (catalog.kind === 'vendors') return catalog.vendors.length;
  return catalog.kind === 'zigbee-ota' ? catalog.images.length : catalog.advisories.length;
}
