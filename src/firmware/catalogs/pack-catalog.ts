import type { Catalog } from './catalog';

/**
 * A catalogue as Gatehouse keeps and serves it: what it reads of it, and no more. `readCatalog` reads it back. `date`: of
 * the day on which it was fetched, where the catalogue itself tells none.
 */
export function packCatalog(catalog: Catalog, date: string | null): string {
  switch (catalog.kind) {
    case 'advisories':
    case 'kev':
      return packed(`gatehouse-${catalog.kind}/1`, { date: catalog.date ?? date, advisories: catalog.advisories });
    case 'vendors':
      return packed('gatehouse-vendors/1', { vendors: catalog.vendors });
    case 'zigbee-ota':
      return packed('gatehouse-zigbee-ota/1', { date: catalog.date ?? date, images: catalog.images });
  }
}

function packed(format: string, rest: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ format, ...rest })}\n`;
}
